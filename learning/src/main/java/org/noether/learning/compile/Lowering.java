package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Lowers the nodes of a subgraph to instructions, in order.
 *
 * <p>Elementwise nodes are fused: a node joins an earlier loop of its shape if its operands are
 * available there. A loop stores only the values that other instructions read and do not recompute.
 */
public final class Lowering {
  private static final Op ADD = new Op.Binary(BinaryFunction.ADD);

  private final Subgraph subgraph;
  private final List<Supplier<Instruction>> instructions = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final Map<Tensor, View> views = new HashMap<>();
  private final Map<Tensor, ElementwiseGroup> groupOf = new HashMap<>();
  private final Uses uses;
  private final Recomputation recomputation;
  private final Map<Shape, ElementwiseGroup> latestGroup = new HashMap<>();

  /** The latest sum loop for each pair of summand shape and sum shape. */
  private final Map<List<Shape>, SumGroup> latestSums = new HashMap<>();

  /** Sums that a matrix product is accumulated into, each with that product. */
  private final Map<Tensor, Tensor> accumulated = new HashMap<>();

  /** Products that others are accumulated into. */
  private final Set<Tensor> begun = new HashSet<>();

  /** Products that are not emitted yet, in order, for each storage that they are added up in. */
  private final Map<Storage, PendingProducts> pending = new LinkedHashMap<>();

  private Lowering(Subgraph subgraph, int cached) {
    this.subgraph = subgraph;
    uses = new Uses(subgraph, cached);
    recomputation = new Recomputation(views, groupOf, uses);
  }

  /**
   * Returns the instructions that compute the outputs.
   *
   * @param cached the amount of numbers that the cache holds; an elementwise value or a contraction
   *     that a product reads later than that may be computed again
   */
  public static Schedule lower(Subgraph subgraph, int cached) {
    return new Lowering(subgraph, cached).lower();
  }

  private Schedule lower() {
    for (Tensor node : subgraph.nodes()) {
      if (node.op() instanceof Op.Input) {
        inputs.add(node);
      }
    }
    Set<Tensor> deferred = findAccumulations();
    for (Tensor node : subgraph.nodes()) {
      if (!node.isIndex() && !deferred.contains(node)) {
        emitPendingOf(node);
        lower(node);
      }
    }
    List.copyOf(pending.keySet()).forEach(this::emitPending);
    assignOutputs();
    List<Instruction> finished =
        instructions.stream().map(Supplier::get).filter(step -> !isEmptyLoop(step)).toList();
    return new Schedule(subgraph, finished, List.copyOf(inputs));
  }

  /** Returns whether an instruction is a loop whose values are all recomputed elsewhere. */
  private static boolean isEmptyLoop(Instruction instruction) {
    return instruction instanceof Instruction.RunLoop(Loop loop) && loop.outputs().isEmpty();
  }

  private void lower(Tensor node) {
    if (node.filledWith() != null) {
      return;
    }
    switch (node.op()) {
      case Op.Input _ -> views.put(node, View.whole(inputStorage(node), node.shape()));
      case Op.Unary _, Op.Binary _, Op.Where _ -> {
        Tensor product = accumulated.get(node);
        if (product != null) {
          accumulate(node, product);
        } else {
          elementwise(node);
        }
      }
      case Op.Detach _ -> views.put(node, view(only(node)));
      case Op.Reshape(Shape shape) -> {
        View reshaped = view(only(node)).reshape(shape);
        views.put(
            node, reshaped != null ? reshaped : View.whole(copied(only(node)).storage(), shape));
      }
      case Op.Permute(Ints axes) -> {
        refresh(only(node), node);
        views.put(node, view(only(node)).permute(axes, node.shape()));
      }
      case Op.Expand _ -> views.put(node, view(only(node)).expand(node.shape()));
      case Op.Slice(int axis, int start, int _) ->
          views.put(node, view(only(node)).slice(axis, start, node.shape()));
      case Op.Sum _ -> sum(node);
      case Op.Pad(int axis, int before, int _) -> pad(node, axis, before);
      case Op.Concat(int axis) -> concat(node, axis);
      case Op.MatMul _ -> {
        View product = newValue(node.shape());
        matmul(node, product, false, begun.contains(node));
        views.put(node, product);
      }
      case Op.LargestMask _,
          Op.Gather _,
          Op.ScatterAdd _,
          Op.Contract _,
          Op.ContractToSenders _,
          Op.ContractToEdges _ ->
          runOp(node);
      case Op.Constant _, Op.IndexInput _, Op.IndexConstant _ ->
          throw new IllegalStateException(node + " is not computed");
    }
  }

  // Values.

  private static Tensor only(Tensor node) {
    return node.inputs().getFirst();
  }

  private Storage inputStorage(Tensor leaf) {
    return new Storage(leaf.shape().size(), 1 + inputs.indexOf(leaf));
  }

  private View newValue(Shape shape) {
    return View.whole(new Storage(shape.size()), shape);
  }

  /** Returns the memory layout of a value, which its loop stores from now on. */
  private View view(Tensor node) {
    View known = views.get(node);
    if (known != null) {
      return known;
    }
    ElementwiseGroup group = groupOf.get(node);
    View view;
    if (group != null) {
      view = View.whole(group.store(node), node.shape());
    } else {
      Double number = node.filledWith();
      if (number == null) {
        throw new IllegalStateException(node + " was not computed yet");
      }
      View one = newValue(Shape.SCALAR);
      fill(one, number);
      int[] zeroStrides = new int[node.shape().rank()];
      view = new View(one.storage(), 0, node.shape(), Ints.of(zeroStrides));
    }
    views.put(node, view);
    return view;
  }

  private View contiguous(Tensor node) {
    View view = view(node);
    return view.isContiguous() ? view : copied(node);
  }

  private View copied(Tensor node) {
    View copy = newValue(node.shape());
    copy(view(node), copy);
    return copy;
  }

  // Instructions.

  private int position() {
    return instructions.size();
  }

  private void emit(Instruction instruction) {
    instructions.add(() -> instruction);
  }

  private void emitLoop(Loop loop) {
    loop.outputs().forEach(access -> access.storage().writtenAt(position()));
    emit(new Instruction.RunLoop(loop.collapsed()));
  }

  private void copy(View from, View to) {
    emitLoop(
        new Loop(
            from.shape().extents(),
            0,
            List.of(new Access(from.storage(), from.offset(), from.strides())),
            List.of(new Step.Load(0)),
            List.of(new Access(to.storage(), to.offset(), to.strides())),
            List.of(0)));
  }

  private void fill(View to, double number) {
    emitLoop(
        new Loop(
            to.shape().extents(),
            0,
            List.of(),
            List.of(new Step.Literal((float) number)),
            List.of(new Access(to.storage(), to.offset(), to.strides())),
            List.of(0)));
  }

  // Elementwise values and sums.

  private void elementwise(Tensor node) {
    ElementwiseGroup group = latestGroup.get(node.shape());
    if (group == null || !recomputation.fits(group, node.inputs())) {
      group = newGroup(node.shape());
    }
    group.add(node, steps(group, node.inputs()));
    groupOf.put(node, group);
  }

  private ElementwiseGroup newGroup(Shape shape) {
    ElementwiseGroup added = new ElementwiseGroup(shape, position());
    instructions.add(added::toInstruction);
    latestGroup.put(shape, added);
    return added;
  }

  /**
   * Computes a stored value again for a node that reads it, where that pays. Returns whether it
   * did.
   */
  private boolean refresh(Tensor value, Tensor reader) {
    if (value.op() instanceof Op.Reshape) {
      boolean refreshed = refresh(only(value), reader);
      if (refreshed) {
        lower(value);
      }
      return refreshed;
    }
    boolean pays = recomputation.isComputedAgain(value, reader);
    if (pays) {
      computeAgain(value);
    }
    return pays;
  }

  /** Computes a stored value again: later nodes read it from there. */
  private void computeAgain(Tensor value) {
    if (value.op() instanceof Op.Contract) {
      runOp(value);
      return;
    }
    ElementwiseGroup group = newGroup(value.shape());
    group.add(value, steps(group, value.inputs()));
    groupOf.put(value, group);
    views.remove(value);
  }

  private void sum(Tensor node) {
    Tensor summand = only(node);
    boolean readBySumOnly = recomputation.isUnstored(summand) && uses.count(summand) == 1;
    List<Tensor> parts = readBySumOnly ? summand.inputs() : List.of(summand);
    List<Shape> shapes = List.of(summand.shape(), node.shape());
    SumGroup group = latestSums.get(shapes);
    if (group == null || !recomputation.fits(group, parts)) {
      SumGroup added = new SumGroup(summand.shape(), node.shape(), position());
      instructions.add(added::toInstruction);
      latestSums.put(shapes, added);
      group = added;
    }
    int term = readBySumOnly ? group.add(summand, steps(group, parts)) : step(group, summand);
    views.put(node, group.sum(term));
  }

  private int[] steps(LoopBody loop, List<Tensor> values) {
    return values.stream().mapToInt(value -> step(loop, value)).toArray();
  }

  /** Returns the step of a loop that loads or recomputes a value. */
  private int step(LoopBody loop, Tensor value) {
    Double number = value.filledWith();
    if (number != null) {
      return loop.literal(number);
    }
    if (loop.holds(value)) {
      return loop.member(value);
    }
    return recomputation.isRecomputed(value)
        ? loop.add(value, steps(loop, value.inputs()))
        : loop.load(view(value));
  }

  private void pad(Tensor node, int axis, int before) {
    View to = newValue(node.shape());
    Shape inner = only(node).shape();
    int after = node.shape().extent(axis) - before - inner.extent(axis);
    View source = view(only(node));
    fill(to.slice(axis, 0, inner.with(axis, before)), 0);
    copy(source, to.slice(axis, before, inner));
    fill(to.slice(axis, before + inner.extent(axis), inner.with(axis, after)), 0);
    views.put(node, to);
  }

  private void concat(Tensor node, int axis) {
    View to = newValue(node.shape());
    int start = 0;
    for (Tensor part : node.inputs()) {
      copy(view(part), to.slice(axis, start, part.shape()));
      start += part.shape().extent(axis);
    }
    views.put(node, to);
  }

  private void runOp(Tensor node) {
    List<View> reals = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      if (!input.isIndex()) {
        reals.add(contiguous(input));
      }
    }
    View result = newValue(node.shape());
    result.storage().writtenAt(position());
    emit(new Instruction.RunOp(node, reals, result.storage()));
    views.put(node, result);
  }

  // Matrix products.

  /**
   * Finds sums x + a b where no other node reads x or the product a b, and x is itself such a sum
   * or a product. Returns the products, which are accumulated in place of the sum.
   */
  private Set<Tensor> findAccumulations() {
    Set<Tensor> deferred = new HashSet<>();
    for (Tensor node : subgraph.nodes()) {
      if (!node.op().equals(ADD)) {
        continue;
      }
      Tensor base = node.inputs().get(0);
      Tensor product = node.inputs().get(1);
      if (base.id() > product.id()) {
        Tensor swap = base;
        base = product;
        product = swap;
      }
      if (!isProduct(product)) {
        Tensor swap = base;
        base = product;
        product = swap;
      }
      boolean ownsMemory =
          isProduct(base) || (accumulated.containsKey(base) && uses.count(base) == 1);
      if (base != product && isProduct(product) && ownsMemory && !deferred.contains(base)) {
        deferred.add(product);
        accumulated.put(node, product);
        if (isProduct(base)) {
          begun.add(base);
        }
      }
    }
    return deferred;
  }

  private boolean isProduct(Tensor node) {
    return node.op() instanceof Op.MatMul && uses.count(node) == 1;
  }

  private void accumulate(Tensor node, Tensor product) {
    Tensor base = node.inputs().get(node.inputs().get(0) == product ? 1 : 0);
    View sum = view(base);
    matmul(product, sum, true, true);
    views.put(node, sum);
  }

  /**
   * Multiplies into a result.
   *
   * @param summed whether the product is one of several that are added up
   */
  private void matmul(Tensor node, View product, boolean accumulate, boolean summed) {
    View left = view(node.inputs().get(0));
    View right = view(node.inputs().get(1));
    var instruction = new Instruction.MatMul(left, right, product, accumulate);
    Storage storage = product.storage();
    if (!summed || !PendingProducts.isWorthwhile(instruction)) {
      emitPending(storage);
      storage.writtenAt(position());
      emit(instruction);
      return;
    }
    var products = pending.computeIfAbsent(storage, _ -> new PendingProducts());
    products.add(instruction);
    if (products.isComplete()) {
      emitPending(storage);
    }
  }

  /** Emits the products that a node's operands are sums of, unless it adds another one to them. */
  private void emitPendingOf(Tensor node) {
    if (accumulated.containsKey(node)) {
      accumulated.get(node).inputs().forEach(this::emitPendingInto);
    } else {
      node.inputs().forEach(this::emitPendingInto);
    }
  }

  private void emitPendingInto(Tensor node) {
    View view = views.get(node);
    if (view != null) {
      emitPending(view.storage());
    }
  }

  private void emitPending(Storage storage) {
    PendingProducts products = pending.remove(storage);
    if (products != null) {
      for (Instruction.MatMul product : products.inOrder()) {
        storage.writtenAt(position());
        emit(product);
      }
    }
  }

  // Memory.

  /** Computes values directly in the output buffers where possible, and copies the others. */
  private void assignOutputs() {
    for (int k = 0; k < subgraph.outputs().size(); k++) {
      Tensor output = subgraph.outputs().get(k);
      int slot = 1 + inputs.size() + k;
      View value = view(output);
      Storage storage = value.storage();
      if (storage.slot() == Storage.ARENA
          && value.isContiguous()
          && storage.size() == output.shape().size()) {
        storage.moveTo(slot);
      } else {
        copy(value, View.whole(new Storage(output.shape().size(), slot), output.shape()));
      }
    }
  }
}
