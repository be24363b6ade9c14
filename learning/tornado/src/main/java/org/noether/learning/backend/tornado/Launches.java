package org.noether.learning.backend.tornado;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

/** Chooses the kernel of each instruction, and writes its row. */
record Launches(Device device, IndexPlan indices) {
  /** Returns the launch of an instruction whose memory is placed; none if its result is empty. */
  Optional<Launch> of(Instruction instruction) {
    return switch (instruction) {
      case Instruction.RunLoop(Loop loop) -> loop(loop);
      case Instruction.MatMul product -> product(product);
      case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) ->
          op(node, inputs, result);
    };
  }

  private Optional<Launch> loop(Loop loop) {
    int axes = loop.extents().size();
    int elements = 1;
    int terms = 1;
    for (int axis = 0; axis < axes; axis++) {
      if (axis < axes - loop.reduced()) {
        elements *= loop.extents().get(axis);
      } else {
        terms *= loop.extents().get(axis);
      }
    }
    Row row = new Row().with(elements, terms).with(loop.extents().toArray());
    for (Access access : loop.accesses()) {
      place(row, access.storage(), access.offset()).with(access.strides().toArray());
    }
    LoopCode.Form form = LoopCode.Form.of(loop);
    String what = loop.reduced() == 0 ? "an elementwise loop" : "a sum";
    return launch(() -> device.loopKernel(form), elements, row, what + " over " + loop.extents());
  }

  private Optional<Launch> product(Instruction.MatMul product) {
    View left = product.left();
    View right = product.right();
    Shape shape = product.product().shape();
    int batch = shape.rank() == 3 ? shape.extent(0) : 1;
    Row row =
        new Row()
            .with(batch, shape.extent(-2), shape.extent(-1), left.shape().extent(-1))
            .with(product.accumulate() ? 1 : 0);
    matrix(row, left);
    matrix(row, right);
    place(row, product.product().storage(), product.product().offset());
    return launch(
        () -> device.rowKernel("product", "product", MatrixKernels::product),
        shape.size(),
        row,
        "MatMul of " + left.shape() + " and " + right.shape());
  }

  private static void matrix(Row row, View view) {
    int rank = view.shape().rank();
    place(row, view.storage(), view.offset())
        .with(rank == 3 ? view.strides().get(0) : 0)
        .with(view.strides().get(rank - 2), view.strides().get(rank - 1));
  }

  private Optional<Launch> op(Tensor node, List<View> inputs, Storage result) {
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
        () -> device.rowKernel(name, name, code), node.shape().size(), row, name + " of " + shapes);
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
   * @param what the op and the shape
   * @throws IllegalStateException if the kernel cannot be made; the message names op and shape
   */
  Optional<Launch> launch(Supplier<Kernel> kernel, int threads, Row row, String what) {
    if (threads == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Launch(kernel.get(), Transfers.groups(threads), row.toArray(), what));
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          "%s cannot be compiled for %s: %s".formatted(what, device.tornado().getDescription(), e),
          e);
    }
  }
}
