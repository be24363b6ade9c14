package org.noether.learning.tensor;

/** Functions of one real number, applied to each element. */
public enum UnaryFunction {
  NEG,
  EXP,
  LOG,
  SQRT,
  SIN,
  COS,
  TANH,
  /** The logistic function 1 / (1 + exp(-x)). */
  SIGMOID,
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
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
    };
  }
}
