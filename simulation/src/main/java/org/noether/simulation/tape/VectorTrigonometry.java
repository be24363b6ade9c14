package org.noether.simulation.tape;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.function.DoubleToIntFunction;

/**
 * Emits {@link Trigonometry} for vectors: the same operations, so the same bits; but signs change
 * by a bit of the numbers. The JVM's compiler inlines the methods of the Vector API wherever they
 * are called, but not methods that call them.
 */
final class VectorTrigonometry {
  private final CodeBuilder code;
  private final DoubleToIntFunction number;

  /**
   * @param number the variable that holds a vector of a number
   */
  VectorTrigonometry(CodeBuilder code, DoubleToIntFunction number) {
    this.code = code;
    this.number = number;
  }

  /** Replaces a vector by its sine. */
  void sin() {
    int x = local();
    int shifted = apply("fma", x, number(1 / Math.PI), number(Trigonometry.ROUND));
    int k = apply("sub", shifted, number(Trigonometry.ROUND));
    reducedSin(x, k, shifted);
  }

  /** Replaces a vector by its cosine. */
  void cos() {
    int x = local();
    int quarter = apply("fma", x, number(1 / Math.PI), number(-0.5));
    int shifted = apply("add", quarter, number(Trigonometry.ROUND + 1));
    int k = apply("sub", shifted, number(Trigonometry.ROUND + 1));
    reducedSin(x, apply("add", k, number(0.5)), shifted);
  }

  private void reducedSin(int x, int k, int shifted) {
    int r = apply("fma", k, number(-Math.PI), x);
    r = apply("fma", k, number(-Trigonometry.PI_LOW), r);
    int t = apply("mul", r, r);
    int p = apply("fma", number(Trigonometry.P7), t, number(Trigonometry.P6));
    p = apply("fma", p, t, number(Trigonometry.P5));
    p = apply("fma", p, t, number(Trigonometry.P4));
    p = apply("fma", p, t, number(Trigonometry.P3));
    p = apply("fma", p, t, number(Trigonometry.P2));
    p = apply("fma", p, t, number(Trigonometry.P1));
    p = apply("fma", p, t, number(Trigonometry.P0));
    code.aload(apply("fma", apply("mul", p, t), r, r)).aload(shifted);
    VectorCode.changeSigns(code);
  }

  private int number(double value) {
    return number.applyAsInt(value);
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
