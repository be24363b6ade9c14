package org.noether.learning.tensor;

/**
 * Functions of two real numbers, applied element by element. The code is where that of {@link
 * UnaryFunction} is.
 */
public enum BinaryFunction {
  /** The sum. */
  ADD,
  /** The first argument less the second. */
  SUB,
  /** The product. */
  MUL,
  /** The first argument over the second. */
  DIV,
  /** The larger argument. */
  MAX,
  /** The smaller argument. */
  MIN,
  /** 1 where the first argument is smaller than the second, otherwise 0. */
  LESS,
  /** The angle of the point (x, y), first argument y, second x, as {@link Math#atan2}. */
  ATAN2;

  /** Returns the function's value in double precision. */
  public double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case LESS -> a < b ? 1 : 0;
      case ATAN2 -> Math.atan2(a, b);
    };
  }

  /**
   * Returns the gradient by an argument.
   *
   * @param g the gradient by y
   * @param a the first argument
   * @param b the second argument
   * @param y the value
   * @param which 0 for the gradient by a, 1 for that by b
   */
  public Tensor gradient(Tensor g, Tensor a, Tensor b, Tensor y, int which) {
    boolean first = which == 0;
    return switch (this) {
      case ADD -> g;
      case SUB -> first ? g : g.neg();
      case MUL -> g.mul(first ? b : a);
      case DIV -> first ? g.div(b) : g.mul(y).div(b).neg();
      case MAX -> first ? a.less(b).where(g.fullLike(0), g) : a.less(b).where(g, g.fullLike(0));
      case MIN -> first ? b.less(a).where(g.fullLike(0), g) : b.less(a).where(g, g.fullLike(0));
      case LESS -> g.fullLike(0);
      case ATAN2 -> {
        Tensor scaled = g.div(a.square().add(b.square()));
        yield first ? scaled.mul(b) : scaled.mul(a).neg();
      }
    };
  }

  /** Returns whether computing the function takes about as long as an addition. */
  public boolean isCheap() {
    return this != ATAN2;
  }
}
