package org.noether.learning.backend.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Chooses the kernels of each instruction, and writes their rows. */
record Launches(Device device, IndexPlan indices) {
  /** The least numbers of rows, columns and terms of a product that is computed by tiles. */
  private static final int LEAST_EXTENT = 16;

  private static final int LEAST_DEPTH = 8;

  /** The tiles of a product that is computed by large ones: two for each processor of a device. */
  private static final int MANY_TILES = 256;

  /** The least number of terms of a chunk of a product. */
  private static final int LEAST_CHUNK = 256;

  /** The threads that keep a device busy: sums that are fewer share them. */
  private static final int MANY_THREADS = 1 << 15;

  /** The least number of terms that a lane adds, and that it adds where there are chunks. */
  private static final int LEAST_LANE = 8;

  private static final int LEAST_LANE_OF_CHUNK = 32;

  /** Returns how an instruction is computed. */
  Planned plan(Instruction instruction) {
    return switch (instruction) {
      case Instruction.RunLoop(Loop loop) -> loop.reduced() == 0 ? elements(loop) : sums(loop);
      case Instruction.MatMul product -> product(product);
      case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) ->
          new Planned(List.of(), () -> op(node, inputs, result));
    };
  }

  private Planned elements(Loop loop) {
    return new Planned(
        List.of(),
        () -> {
          Row row = new Row().with(size(loop, 0)).with(loop.extents().toArray());
          loop.accesses().forEach(access -> access(row, access));
          return loop(loop, Transfers.groups(size(loop, 0)), row, "an elementwise loop");
        });
  }

  private Planned sums(Loop loop) {
    int elements = size(loop, 0);
    int terms = size(loop, loop.reduced());
    int lanes = 1;
    while (lanes < Kernel.GROUP
        && (long) elements * lanes < MANY_THREADS
        && terms >= 2 * lanes * LEAST_LANE) {
      lanes *= 2;
    }
    int width = Kernel.GROUP / lanes;
    Chunks chunks = Chunks.of(Math.ceilDiv(elements, width), terms, lanes * LEAST_LANE_OF_CHUNK);
    int last = loop.extents().size() - 1;
    int neighbours =
        loop.inputs().stream().anyMatch(input -> input.strides().get(last) == 1) ? 1 : 0;
    List<Storage> scratch = new ArrayList<>();
    List<Access> stored = new ArrayList<>(loop.outputs());
    if (chunks.count() > 1) {
      for (int k = 0; k < stored.size(); k++) {
        scratch.add(new Storage(elements * chunks.count()));
        Access output = stored.get(k);
        stored.set(k, new Access(scratch.get(k), 0, output.strides()));
      }
    }
    Row row =
        new Row()
            .with(elements, terms, lanes, neighbours, chunks.length(), chunks.count())
            .with(loop.extents().toArray());
    int groups = Math.ceilDiv(elements * chunks.count(), width);
    return new Planned(
        scratch,
        () -> {
          loop.inputs().forEach(access -> access(row, access));
          stored.forEach(access -> access(row, access));
          List<Launch> launches = new ArrayList<>(loop(loop, groups, row, "a sum"));
          for (int k = 0; k < scratch.size(); k++) {
            Access sum = loop.outputs().get(k);
            launches.addAll(
                addChunks(scratch.get(k), chunks, false, sum.storage(), sum.offset(), elements));
          }
          return launches;
        });
  }

  private List<Launch> loop(Loop loop, int groups, Row row, String what) {
    LoopCode.Form form = LoopCode.Form.of(loop);
    return launch(
        () -> device.generated(form, "loop", Kernel.GROUP, code -> LoopCode.emit(form, code)),
        size(loop, 0) == 0 ? 0 : groups,
        row,
        what + " over " + loop.extents());
  }

  /** Returns the product of the extents that are summed over, or of the others. */
  private static int size(Loop loop, int reduced) {
    int axes = loop.extents().size();
    int from = reduced == 0 ? 0 : axes - reduced;
    int to = reduced == 0 ? axes - loop.reduced() : axes;
    int size = 1;
    for (int axis = from; axis < to; axis++) {
      size *= loop.extents().get(axis);
    }
    return size;
  }

  private static void access(Row row, Access access) {
    place(row, access.storage(), access.offset()).with(access.strides().toArray());
  }

  private Planned product(Instruction.MatMul product) {
    Shape shape = product.product().shape();
    int batch = shape.rank() == 3 ? shape.extent(0) : 1;
    int m = shape.extent(-2);
    int n = shape.extent(-1);
    int terms = product.left().shape().extent(-1);
    ProductCode.@Nullable Tile tile = tile(batch, m, n, terms);
    int groups = tile == null ? Transfers.groups(shape.size()) : tile.groups(batch, m, n);
    Chunks chunks = Chunks.of(groups, terms, LEAST_CHUNK);
    boolean divided = chunks.count() > 1;
    List<Storage> scratch =
        divided ? List.of(new Storage(chunks.count() * shape.size())) : List.of();
    int accumulate = product.accumulate() ? 1 : 0;
    Row row =
        new Row()
            .with(batch, m, n, terms, divided ? 0 : accumulate, chunks.length(), chunks.count());
    int all =
        tile == null ? Transfers.groups(shape.size() * chunks.count()) : groups * chunks.count();
    return new Planned(
        scratch,
        () -> {
          Storage target = product.product().storage();
          int offset = product.product().offset();
          matrix(row, product.left());
          matrix(row, product.right());
          place(row, divided ? scratch.getFirst() : target, divided ? 0 : offset);
          List<Launch> launches =
              new ArrayList<>(
                  launch(
                      () -> productKernel(tile),
                      shape.size() == 0 ? 0 : all,
                      row,
                      "MatMul of " + product.left().shape() + " and " + product.right().shape()));
          if (divided) {
            launches.addAll(
                addChunks(
                    scratch.getFirst(),
                    chunks,
                    product.accumulate(),
                    target,
                    offset,
                    shape.size()));
          }
          return launches;
        });
  }

  /** Returns the size of tiles of a product, null for one that is too small for tiles. */
  private static ProductCode.@Nullable Tile tile(int matrices, int m, int n, int terms) {
    if (Math.min(m, n) < LEAST_EXTENT || terms < LEAST_DEPTH) {
      return null;
    }
    boolean many = ProductCode.Tile.LARGE.groups(matrices, m, n) >= MANY_TILES;
    return many ? ProductCode.Tile.LARGE : ProductCode.Tile.SMALL;
  }

  private Kernel productKernel(ProductCode.@Nullable Tile tile) {
    return tile == null
        ? device.rowKernel("product", "product", Kernel.GROUP, MatrixKernels::product)
        : device.generated(
            tile, "tiles", ProductCode.THREADS, code -> ProductCode.emit(tile, code));
  }

  private List<Launch> addChunks(
      Storage parts, Chunks chunks, boolean accumulate, Storage target, int offset, int elements) {
    Row row = new Row().with(elements, chunks.count(), accumulate ? 1 : 0);
    place(row, parts, 0);
    place(row, target, offset);
    return launch(
        () -> device.rowKernel("addChunks", "addChunks", Kernel.GROUP, MatrixKernels::addChunks),
        Transfers.groups(elements),
        row,
        "a sum of %d chunks of %d numbers".formatted(chunks.count(), elements));
  }

  private static void matrix(Row row, View view) {
    int rank = view.shape().rank();
    place(row, view.storage(), view.offset())
        .with(rank == 3 ? view.strides().get(0) : 0)
        .with(view.strides().get(rank - 2), view.strides().get(rank - 1));
  }

  private List<Launch> op(Tensor node, List<View> inputs, Storage result) {
    Row row = new Row().with(node.shape().size());
    inputs.forEach(input -> place(row, input.storage(), input.offset()));
    place(row, result, 0);
    Task3<KernelContext, FloatArray, IntArray> code =
        switch (node.op()) {
          case Op.Gather _ -> {
            row.with(columns(node.shape()), indices.of(node.inputs().get(1)));
            yield OpKernels::gather;
          }
          case Op.ScatterAdd(int rows) -> {
            Tensor leaf = node.inputs().get(1);
            row.with(columns(node.shape()), indices.starts(leaf, rows))
                .with(indices.sorted(leaf, rows));
            yield OpKernels::scatterAdd;
          }
          case Op.LargestMask(int count) -> {
            row.with(node.shape().extent(-1), count);
            yield OpKernels::largestMask;
          }
          case Op.Contract _, Op.ContractToSenders _, Op.ContractToEdges _ ->
              contraction(node, row);
          default -> throw new IllegalStateException(node + " is not an op that runs by itself");
        };
    String name = node.op().getClass().getSimpleName();
    String shapes = node.inputs().stream().map(Tensor::shape).toList().toString();
    return launch(
        () -> device.rowKernel(name, name, Kernel.GROUP, code),
        Transfers.groups(node.shape().size()),
        row,
        name + " of " + shapes);
  }

  private Task3<KernelContext, FloatArray, IntArray> contraction(Tensor node, Row row) {
    Tensor rowPtr = node.inputs().get(2);
    Tensor senders = node.inputs().get(3);
    boolean toPoints = node.op() instanceof Op.Contract;
    Shape atPoints = toPoints ? node.shape() : node.inputs().getFirst().shape();
    row.with(atPoints.extent(1), atPoints.extent(2));
    if (toPoints) {
      row.with(indices.of(rowPtr), indices.of(senders));
      return OpKernels::contract;
    }
    if (node.op() instanceof Op.ContractToSenders(int bound)) {
      row.with(indices.startsOfSenders(rowPtr, senders, bound))
          .with(indices.edgesOfSenders(rowPtr, senders, bound))
          .with(indices.receivers(rowPtr, senders));
      return OpKernels::contractToSenders;
    }
    row.with(indices.of(senders), indices.receivers(rowPtr, senders));
    return OpKernels::contractToEdges;
  }

  /** Returns the number of elements of a row of a tensor. */
  private static int columns(Shape shape) {
    return shape.extent(0) == 0 ? 0 : shape.size() / shape.extent(0);
  }

  private static Row place(Row row, Storage storage, int offset) {
    return row.with(storage.slot(), storage.offset() + offset);
  }

  /**
   * Returns a launch, none if there is nothing to compute.
   *
   * @param kernel makes the kernel
   * @param groups the number of work-groups
   * @param what the op and the shape
   * @throws IllegalStateException if the kernel cannot be made; the message names op and shape
   */
  List<Launch> launch(Supplier<Kernel> kernel, int groups, Row row, String what) {
    if (groups == 0) {
      return List.of();
    }
    try {
      return List.of(new Launch(kernel.get(), groups, row.toArray(), what));
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          "%s cannot be compiled for %s: %s".formatted(what, device.tornado().getDescription(), e),
          e);
    }
  }
}
