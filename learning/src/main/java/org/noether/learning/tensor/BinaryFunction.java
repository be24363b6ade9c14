package org.noether.learning.tensor;

/** Functions of two real numbers, applied element by element. */
public enum BinaryFunction {
  ADD,
  SUB,
  MUL,
  DIV,
  MAX,
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
}
