package org.noether.simulation.tape;

import static org.noether.simulation.tape.Op.ADD;
import static org.noether.simulation.tape.Op.DIVIDE;
import static org.noether.simulation.tape.Op.MULTIPLY;
import static org.noether.simulation.tape.Op.NEGATE;
import static org.noether.simulation.tape.Op.SUBTRACT;

import org.noether.simulation.tape.Expressions.Operation;

/** The chain rule: what an operation passes on to its operands. */
final class Derivatives {
  private Derivatives() {}

  /** The adjoint of the first operand. */
  static int first(Expressions e, Operation operation, int node, int adjoint) {
    int a = operation.a();
    int b = operation.b();
    return switch (operation.op()) {
      case ADD, SUBTRACT -> adjoint;
      case MULTIPLY -> e.apply(MULTIPLY, adjoint, b);
      case DIVIDE -> e.apply(DIVIDE, adjoint, b);
      case NEGATE -> e.apply(NEGATE, adjoint);
      case SQRT -> e.apply(DIVIDE, adjoint, e.apply(MULTIPLY, e.literal(2), node));
      case SIN -> e.apply(MULTIPLY, adjoint, e.apply(Op.COS, a));
      case COS -> e.apply(NEGATE, e.apply(MULTIPLY, adjoint, e.apply(Op.SIN, a)));
      case TAN -> e.apply(MULTIPLY, adjoint, onePlus(e, square(e, node)));
      case ASIN -> e.apply(DIVIDE, adjoint, e.apply(Op.SQRT, oneMinus(e, square(e, a))));
      case ACOS ->
          e.apply(NEGATE, e.apply(DIVIDE, adjoint, e.apply(Op.SQRT, oneMinus(e, square(e, a)))));
      case ATAN -> e.apply(DIVIDE, adjoint, onePlus(e, square(e, a)));
      case ATAN2 ->
          e.apply(DIVIDE, e.apply(MULTIPLY, adjoint, b), e.apply(ADD, square(e, a), square(e, b)));
      case SINH -> e.apply(MULTIPLY, adjoint, e.apply(Op.COSH, a));
      case COSH -> e.apply(MULTIPLY, adjoint, e.apply(Op.SINH, a));
      case TANH -> e.apply(MULTIPLY, adjoint, oneMinus(e, square(e, node)));
      case ASINH -> e.apply(DIVIDE, adjoint, e.apply(Op.SQRT, onePlus(e, square(e, a))));
      case ACOSH ->
          e.apply(DIVIDE, adjoint, e.apply(Op.SQRT, e.apply(SUBTRACT, square(e, a), e.literal(1))));
      case ATANH -> e.apply(DIVIDE, adjoint, oneMinus(e, square(e, a)));
      case EXP -> e.apply(MULTIPLY, adjoint, node);
      case EXPM1 -> e.apply(MULTIPLY, adjoint, onePlus(e, node));
      case LOG -> e.apply(DIVIDE, adjoint, a);
      case LOG1P -> e.apply(DIVIDE, adjoint, onePlus(e, a));
      case LOG10 -> e.apply(DIVIDE, adjoint, e.apply(MULTIPLY, e.literal(Math.log(10)), a));
      case CBRT -> e.apply(DIVIDE, adjoint, e.apply(MULTIPLY, e.literal(3), square(e, node)));
      case POW -> {
        int lower = e.apply(Op.POW, a, e.apply(SUBTRACT, b, e.literal(1)));
        yield e.apply(MULTIPLY, adjoint, e.apply(MULTIPLY, b, lower));
      }
      case ABS -> e.apply(MULTIPLY, adjoint, e.apply(Op.SIGN, a));
      case SIGN, FLOOR, CEIL, RINT -> e.literal(0);
      case FMA -> throw new IllegalArgumentException("expressions are contracted at the end");
    };
  }

  /** The adjoint of the second operand of an operation that has two. */
  static int second(Expressions e, Operation operation, int node, int adjoint) {
    int a = operation.a();
    int b = operation.b();
    return switch (operation.op()) {
      case ADD -> adjoint;
      case SUBTRACT -> e.apply(NEGATE, adjoint);
      case MULTIPLY -> e.apply(MULTIPLY, adjoint, a);
      case DIVIDE -> e.apply(NEGATE, e.apply(DIVIDE, e.apply(MULTIPLY, adjoint, node), b));
      case ATAN2 ->
          e.apply(
              NEGATE,
              e.apply(
                  DIVIDE, e.apply(MULTIPLY, adjoint, a), e.apply(ADD, square(e, a), square(e, b))));
      case POW -> e.apply(MULTIPLY, adjoint, e.apply(MULTIPLY, node, e.apply(Op.LOG, a)));
      default -> throw new IllegalArgumentException(operation.op() + " has one operand");
    };
  }

  private static int square(Expressions e, int a) {
    return e.apply(MULTIPLY, a, a);
  }

  private static int onePlus(Expressions e, int a) {
    return e.apply(ADD, e.literal(1), a);
  }

  private static int oneMinus(Expressions e, int a) {
    return e.apply(SUBTRACT, e.literal(1), a);
  }
}
