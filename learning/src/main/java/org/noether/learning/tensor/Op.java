package org.noether.learning.tensor;

/**
 * The operations of a graph.
 *
 * <p>{@link ShapeRules} gives each its shape, {@code org.noether.learning.grad.Gradients} its
 * derivative, and {@code org.noether.learning.backend.reference.Interpreter} defines its value.
 */
public sealed interface Op {
  // Leaves.

  /** Real numbers that are bound when a program runs. */
  record Input(String name, Shape shape) implements Op {}

  /** One number, known when the graph is traced. */
  record Constant(double value) implements Op {}

  /** Indices that are bound when a program runs; each is smaller than {@code bound}. */
  record IndexInput(String name, Shape shape, int bound) implements Op {}

  /** Indices known when the graph is traced. */
  record IndexConstant(Ints values) implements Op {}

  // Elementwise, on inputs of one shape.

  /** A function of each element. */
  record Unary(UnaryFunction function) implements Op {}

  /** A function of the elements at the same place. */
  record Binary(BinaryFunction function) implements Op {}

  /** The second input where the first is not 0, otherwise the third. */
  record Where() implements Op {}

  /** The input, through which no gradient passes. */
  record Detach() implements Op {}

  // Reductions.

  /** The sum over some axes, each of which stays with extent 1. */
  record Sum(Ints axes) implements Op {}

  /**
   * 1 at the {@code count} largest elements along the last axis (first ones first), 0 elsewhere.
   */
  record LargestMask(int count) implements Op {}

  // Movement.

  /** The same elements, row-major, in another shape. */
  record Reshape(Shape shape) implements Op {}

  /** Axis {@code i} of the result is axis {@code axes[i]} of the input. */
  record Permute(Ints axes) implements Op {}

  /** Axes of extent 1 repeated to the extents of {@code shape}, which has the same rank. */
  record Expand(Shape shape) implements Op {}

  /** The elements from {@code start} (inclusive) to {@code end} (exclusive) along an axis. */
  record Slice(int axis, int start, int end) implements Op {}

  /** Zeros added before and after along an axis. */
  record Pad(int axis, int before, int after) implements Op {}

  /** The inputs one after the other along an axis. */
  record Concat(int axis) implements Op {}

  // Rows chosen by an index tensor.

  /** Inputs: x (R, ...), index (N). Row n of the result (N, ...) is row index[n] of x. */
  record Gather() implements Op {}

  /** Inputs: x (N, ...), index (N). Row r of the result is the sum of x[n] with index[n] = r. */
  record ScatterAdd(int rows) implements Op {}

  // Contractions.

  /** Matrix product of (m, k) and (k, n), or of (b, m, k) and (b, k, n) for each b. */
  record MatMul() implements Op {}

  /**
   * LieConv's contraction over neighbours (Finzi et al. 2020, appendix A.1). Inputs: v (S, C), k
   * (E, M), rowPtr (P + 1), senders (E), where point i owns the edges rowPtr[i] to rowPtr[i+1].
   * Result (P, M, C): the sum over the edges e of i of k[e, m] v[senders[e], c].
   */
  record Contract() implements Op {}

  /**
   * Inputs: g (P, M, C), k (E, M), rowPtr (P + 1), senders (E). Result (S, C): the sum over the
   * edges e that j sends, from i, and over m of g[i, m, c] k[e, m]. The derivative of {@link
   * Contract} by v.
   */
  record ContractToSenders(int senders) implements Op {}

  /**
   * Inputs: g (P, M, C), v (S, C), rowPtr (P + 1), senders (E). Result (E, M): for edge e of i, the
   * sum over c of g[i, m, c] v[senders[e], c]. The derivative of {@link Contract} by k.
   */
  record ContractToEdges() implements Op {}
}
