package org.noether.simulation.tape;

import java.util.List;
import org.hipparchus.util.FastMath;

/** An operation on doubles; those with one operand ignore the second. */
enum Op {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  NEGATE,
  SQRT,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  ATAN2,
  SINH,
  COSH,
  TANH,
  ASINH,
  ACOSH,
  ATANH,
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  LOG10,
  CBRT,
  POW,
  ABS,
  SIGN,
  FLOOR,
  CEIL,
  RINT;

  private static final List<Op> ALL = List.of(values());

  /** The operation with a {@link #code}. */
  static Op of(int code) {
    return ALL.get(code);
  }

  /** A number for the operation, from 0. */
  int code() {
    return ALL.indexOf(this);
  }

  boolean binary() {
    return switch (this) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, ATAN2, POW -> true;
      default -> false;
    };
  }

  /** The result; all functions but sums, products and roots are Hipparchus'. */
  double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case NEGATE -> -a;
      case SQRT -> Math.sqrt(a);
      case SIN -> FastMath.sin(a);
      case COS -> FastMath.cos(a);
      case TAN -> FastMath.tan(a);
      case ASIN -> FastMath.asin(a);
      case ACOS -> FastMath.acos(a);
      case ATAN -> FastMath.atan(a);
      case ATAN2 -> FastMath.atan2(a, b);
      case SINH -> FastMath.sinh(a);
      case COSH -> FastMath.cosh(a);
      case TANH -> FastMath.tanh(a);
      case ASINH -> FastMath.asinh(a);
      case ACOSH -> FastMath.acosh(a);
      case ATANH -> FastMath.atanh(a);
      case EXP -> FastMath.exp(a);
      case EXPM1 -> FastMath.expm1(a);
      case LOG -> FastMath.log(a);
      case LOG1P -> FastMath.log1p(a);
      case LOG10 -> FastMath.log10(a);
      case CBRT -> FastMath.cbrt(a);
      case POW -> FastMath.pow(a, b);
      case ABS -> FastMath.abs(a);
      case SIGN -> FastMath.signum(a);
      case FLOOR -> FastMath.floor(a);
      case CEIL -> FastMath.ceil(a);
      case RINT -> FastMath.rint(a);
    };
  }
}
