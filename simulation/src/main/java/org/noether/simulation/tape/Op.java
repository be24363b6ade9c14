package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_double;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.hipparchus.util.FastMath;

/**
 * An operation on doubles, with up to three operands; those after its own are ignored. {@link #FMA}
 * is a b + c, rounded once.
 */
enum Op {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  FMA,
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

  /** A number for the operation, from 0, which is not kept anywhere. */
  @SuppressWarnings("EnumOrdinal")
  int code() {
    return ordinal();
  }

  /** The number of operands. */
  int operands() {
    return switch (this) {
      case FMA -> 3;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, ATAN2, POW -> 2;
      default -> 1;
    };
  }

  /** The result; functions that neither Java nor {@link Trigonometry} computes are Hipparchus'. */
  double apply(double a, double b, double c) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case FMA -> Math.fma(a, b, c);
      case NEGATE -> -a;
      case SQRT -> Math.sqrt(a);
      case SIN -> Trigonometry.sin(a);
      case COS -> Trigonometry.cos(a);
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
      case ABS -> Math.abs(a);
      case SIGN -> Math.signum(a);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case RINT -> Math.rint(a);
    };
  }

  /** Replaces the operands on the stack by the result of {@link #apply}. */
  void emit(CodeBuilder code) {
    switch (this) {
      case ADD -> code.dadd();
      case SUBTRACT -> code.dsub();
      case MULTIPLY -> code.dmul();
      case DIVIDE -> code.ddiv();
      case NEGATE -> code.dneg();
      case FMA, SQRT, ABS, FLOOR, CEIL, RINT ->
          call(code, Math.class, name().toLowerCase(Locale.ROOT));
      case SIGN -> call(code, Math.class, "signum");
      case SIN -> call(code, Trigonometry.class, "sin");
      case COS -> call(code, Trigonometry.class, "cos");
      default -> call(code, FastMath.class, name().toLowerCase(Locale.ROOT));
    }
  }

  /** As {@link #emit}, without branches where that is possible for moderate arguments. */
  void emitModerate(CodeBuilder code) {
    switch (this) {
      case SIN -> call(code, Trigonometry.class, "moderateSin");
      case COS -> call(code, Trigonometry.class, "moderateCos");
      default -> emit(code);
    }
  }

  private void call(CodeBuilder code, Class<?> owner, String method) {
    code.invokestatic(
        owner.describeConstable().orElseThrow(),
        method,
        MethodTypeDesc.of(CD_double, Collections.nCopies(operands(), CD_double)));
  }

  /** Whether there are vector instructions for it. */
  boolean vector() {
    return switch (this) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, FMA, NEGATE, SQRT, SIN, COS, ABS -> true;
      default -> false;
    };
  }

  /** How many instructions it takes, roughly. */
  int weight() {
    return this == SIN || this == COS ? 21 : 1;
  }
}
