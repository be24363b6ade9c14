package org.noether.simulation.tape;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/**
 * Emits {@link Trigonometry} for vectors: the same operations, so the same bits. The JVM's compiler
 * inlines the methods of the Vector API wherever they are called, but not methods that call them.
 */
final class VectorTrigonometry {
  private final CodeBuilder code;

  VectorTrigonometry(CodeBuilder code) {
    this.code = code;
  }

  /** Replaces a vector by its sine. */
  void sin() {
    int x = local();
    int round = number(Trigonometry.ROUND);
    int k = apply("sub", apply("fma", x, number(1 / Math.PI), round), round);
    reducedSin(x, k, apply("fma", odd(k), number(-2), number(1)));
  }

  /** Replaces a vector by its cosine. */
  void cos() {
    int x = local();
    int round = number(Trigonometry.ROUND);
    int shifted = apply("fma", x, number(1 / Math.PI), number(-0.5));
    int k = apply("sub", apply("add", shifted, round), round);
    int sign = apply("fma", odd(k), number(2), number(-1));
    reducedSin(x, apply("add", k, number(0.5)), sign);
  }

  private int odd(int k) {
    int round = number(Trigonometry.ROUND);
    int half = apply("sub", apply("fma", k, number(0.5), round), round);
    int rest = apply("fma", half, number(-2), k);
    return apply("mul", rest, rest);
  }

  private void reducedSin(int x, int k, int sign) {
    int minus = apply("neg", k);
    int r = apply("fma", minus, number(Math.PI), x);
    r = apply("fma", minus, number(Trigonometry.PI_MIDDLE), r);
    r = apply("fma", minus, number(Trigonometry.PI_LOW), r);
    int t = apply("mul", r, r);
    int p = apply("fma", number(Trigonometry.P7), t, number(Trigonometry.P6));
    p = apply("fma", p, t, number(Trigonometry.P5));
    p = apply("fma", p, t, number(Trigonometry.P4));
    p = apply("fma", p, t, number(Trigonometry.P3));
    p = apply("fma", p, t, number(Trigonometry.P2));
    p = apply("fma", p, t, number(Trigonometry.P1));
    p = apply("fma", p, t, number(Trigonometry.P0));
    int sine = apply("fma", apply("mul", p, t), r, r);
    int excess = apply("mul", apply("mul", x, number(Trigonometry.OVERFLOW)), number(0));
    code.aload(apply("fma", sine, sign, excess));
  }

  /** A variable with a vector of one number. */
  private int number(double value) {
    VectorCode.broadcast(code, value);
    return local();
  }

  /** A variable with the result of a method of vectors. */
  private int apply(String method, int... operands) {
    for (int operand : operands) {
      code.aload(operand);
    }
    VectorCode.call(code, method, operands.length - 1);
    return local();
  }

  /** A variable with the vector on the stack. */
  private int local() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }
}
