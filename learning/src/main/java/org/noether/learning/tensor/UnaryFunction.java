package org.noether.learning.tensor;

/**
 * Functions of one real number, applied to each element. The CPU backend's code for a function is
 * the method with its name, in lower case, of {@code ScalarMath} and, where there is one for
 * vectors, of {@code VectorFunctions}; {@link #SWISH} has none.
 */
public enum UnaryFunction {
  /** The number with the other sign. */
  NEG,
  /** The exponential function. */
  EXP,
  /** The natural logarithm. */
  LOG,
  /** The square root. */
  SQRT,
  /** The sine. */
  SIN,
  /** The cosine. */
  COS,
  /** The hyperbolic tangent. */
  TANH,
  /** The logistic function 1 / (1 + exp(-x)). */
  SIGMOID,
  /**
   * The swish x sigmoid(x) (Ramachandran et al. 2017). Loops compute it as that product. Its
   * gradient reads x alone, so that gradients of the gradient by x are known before those by the
   * value, and are stored as one sum.
   */
  SWISH,
  /** The absolute value. */
  ABS,
  /** -1, 0 or 1. */
  SIGN;

  /** Returns the function's value in double precision. */
  public double apply(double x) {
    return switch (this) {
      case NEG -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SWISH -> x / (1 + Math.exp(-x));
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
    };
  }

  /**
   * Returns the gradient by x.
   *
   * @param g the gradient by y
   * @param x the argument
   * @param y the value
   */
  public Tensor gradient(Tensor g, Tensor x, Tensor y) {
    return switch (this) {
      case NEG -> g.neg();
      case EXP -> g.mul(y);
      case LOG -> g.div(x);
      case SQRT -> g.mul(0.5).div(y);
      case SIN -> g.mul(x.cos());
      case COS -> g.mul(x.sin()).neg();
      case TANH -> g.mul(y.fullLike(1).sub(y.square()));
      case SIGMOID -> g.mul(y.mul(y.fullLike(1).sub(y)));
      case SWISH -> {
        Tensor sigmoid = x.sigmoid();
        Tensor one = x.fullLike(1);
        yield g.mul(sigmoid.mul(one.add(x.mul(one.sub(sigmoid)))));
      }
      case ABS -> g.mul(x.unary(SIGN));
      case SIGN -> x.fullLike(0);
    };
  }

  /** Returns whether computing the function takes no longer than an addition. */
  public boolean isCheap() {
    return this == NEG || this == ABS || this == SIGN;
  }
}
