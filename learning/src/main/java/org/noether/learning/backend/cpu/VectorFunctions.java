package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_0;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_1;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_2;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_3;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_4;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_5;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_MAX;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_MIN;
import static org.noether.learning.backend.cpu.ScalarMath.LN2_HIGH;
import static org.noether.learning.backend.cpu.ScalarMath.LN2_LOW;
import static org.noether.learning.backend.cpu.ScalarMath.LOG2_E;
import static org.noether.learning.backend.cpu.ScalarMath.RECIPROCAL_BITS;
import static org.noether.learning.backend.cpu.ScalarMath.ROUND;
import static org.noether.learning.backend.cpu.ScalarMath.SIGMOID_MIN;
import static org.noether.learning.backend.cpu.VectorCode.FLOAT_VECTOR;
import static org.noether.learning.backend.cpu.VectorCode.MASK;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;
import java.util.Set;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;

/**
 * Emits the functions of loop bodies for vectors. Each gives the bits of its namesake in {@link
 * ScalarMath}, interpreted or compiled.
 */
final class VectorFunctions {
  private static final Set<String> NAMES =
      Set.of(
          "NEG", "EXP", "SIGMOID", "SQRT", "ABS", "SIGN", "ADD", "SUB", "MUL", "DIV", "MAX", "MIN",
          "LESS");

  private static final ClassDesc OPERATORS =
      VectorOperators.class.describeConstable().orElseThrow();
  private static final ClassDesc COMPARISON =
      VectorOperators.Comparison.class.describeConstable().orElseThrow();
  private static final ClassDesc BINARY =
      VectorOperators.Binary.class.describeConstable().orElseThrow();
  private static final ClassDesc VECTOR = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc INT_VECTOR = IntVector.class.describeConstable().orElseThrow();
  private static final int SIGNIFICAND_BITS = 23;

  private final CodeBuilder code;
  private final VectorCode vectors;

  VectorFunctions(CodeBuilder code, VectorCode vectors) {
    this.code = code;
    this.vectors = vectors;
  }

  /** Returns whether there is a function of this name. */
  static boolean has(String function) {
    return NAMES.contains(function);
  }

  /**
   * Pushes the value of a function of one or two vectors.
   *
   * @param function a name that {@link #has} knows
   * @param arguments local variables
   */
  void emit(String function, int... arguments) {
    int x = arguments[0];
    switch (function) {
      case "EXP" -> exp(x);
      case "SIGMOID" -> sigmoid(x);
      case "SIGN" -> sign(x);
      case "LESS" -> {
        vectors.number(0);
        blendNumber(1, x, "LT", () -> code.aload(arguments[1]));
      }
      default -> {
        for (int argument : arguments) {
          code.aload(argument);
        }
        vectors.call(function.toLowerCase(Locale.ROOT), arguments.length - 1);
      }
    }
  }

  /** Pushes {@code then} where the condition is not 0, elsewhere {@code otherwise}. */
  void where(int condition, int then, int otherwise) {
    code.aload(otherwise).aload(then);
    compare(condition, "NE", () -> vectors.number(0));
    vectors.blend();
  }

  /** As {@link ScalarMath#exp}. */
  private void exp(int x) {
    boundedExp(clamp(x, EXP_MIN, EXP_MAX));
    blendNumber(Float.POSITIVE_INFINITY, x, "GT", () -> vectors.number(EXP_MAX));
    blendNumber(0, x, "LT", () -> vectors.number(EXP_MIN));
  }

  /** As {@link ScalarMath#boundedExp}, step by step. */
  private void boundedExp(int x) {
    code.aload(x);
    vectors.number(LOG2_E);
    vectors.number(ROUND);
    vectors.call("fma", 2);
    int rounded = store();
    code.aload(rounded);
    vectors.number(ROUND);
    vectors.call("sub", 1);
    int n = store();
    code.aload(n);
    vectors.number(-LN2_LOW);
    code.aload(n);
    vectors.number(-LN2_HIGH);
    code.aload(x);
    vectors.call("fma", 2);
    vectors.call("fma", 2);
    int r = store();
    vectors.number(EXP_5);
    for (float coefficient : new float[] {EXP_4, EXP_3, EXP_2, EXP_1, EXP_0}) {
      code.aload(r);
      vectors.number(coefficient);
      vectors.call("fma", 2);
    }
    code.aload(r).aload(r);
    vectors.call("mul", 1);
    code.aload(r);
    vectors.call("fma", 2);
    vectors.number(1);
    vectors.call("add", 1);
    reinterpretAsInts();
    code.aload(rounded);
    reinterpretAsInts();
    code.getstatic(OPERATORS, "LSHL", BINARY).loadConstant(SIGNIFICAND_BITS);
    code.invokevirtual(INT_VECTOR, "lanewise", MethodTypeDesc.of(INT_VECTOR, BINARY, CD_int));
    code.invokevirtual(INT_VECTOR, "add", MethodTypeDesc.of(INT_VECTOR, VECTOR));
    reinterpretAsFloats();
  }

  /** As {@link ScalarMath#sigmoid}. */
  private void sigmoid(int x) {
    int bounded = clamp(x, SIGMOID_MIN, -EXP_MIN);
    vectors.number(-1);
    code.aload(bounded);
    vectors.call("neg", 0);
    boundedExp(store());
    vectors.call("sub", 1);
    reciprocalOfNegated(store());
    blendNumber(0, x, "LT", () -> vectors.number(SIGMOID_MIN));
  }

  /** As {@link ScalarMath#reciprocalOfNegated}, step by step. */
  private void reciprocalOfNegated(int d) {
    vectors.number(Float.intBitsToFloat(RECIPROCAL_BITS));
    reinterpretAsInts();
    code.aload(d);
    reinterpretAsInts();
    code.invokevirtual(INT_VECTOR, "sub", MethodTypeDesc.of(INT_VECTOR, VECTOR));
    reinterpretAsFloats();
    int first = store();
    code.aload(d).aload(first);
    vectors.number(1);
    vectors.call("fma", 2);
    int error = store();
    code.aload(first).aload(error).aload(error).aload(error);
    vectors.call("fma", 2);
    code.aload(first);
    vectors.call("fma", 2);
    int second = store();
    code.aload(second).aload(d).aload(second);
    vectors.number(1);
    vectors.call("fma", 2);
    code.aload(second);
    vectors.call("fma", 2);
  }

  private void sign(int x) {
    code.aload(x);
    blendNumber(1, x, "GT", () -> vectors.number(0));
    blendNumber(-1, x, "LT", () -> vectors.number(0));
  }

  /**
   * Returns a local variable with a vector between two numbers, or NaN. Max and min of the Vector
   * API also order zeros, which takes more instructions.
   */
  private int clamp(int x, float least, float largest) {
    code.aload(x);
    blendNumber(least, x, "LT", () -> vectors.number(least));
    blendNumber(largest, x, "GT", () -> vectors.number(largest));
    return store();
  }

  /** Puts a number into the lanes of the vector on the stack where a comparison of x holds. */
  private void blendNumber(float number, int x, String comparison, Runnable other) {
    vectors.number(number);
    compare(x, comparison, other);
    vectors.blend();
  }

  private void compare(int x, String comparison, Runnable other) {
    code.aload(x).getstatic(OPERATORS, comparison, COMPARISON);
    other.run();
    code.invokevirtual(FLOAT_VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
  }

  private void reinterpretAsInts() {
    code.invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", MethodTypeDesc.of(INT_VECTOR));
  }

  private void reinterpretAsFloats() {
    code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", MethodTypeDesc.of(FLOAT_VECTOR));
  }

  private int store() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }
}
