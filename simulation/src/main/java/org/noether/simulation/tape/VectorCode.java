package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.function.DoubleToIntFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Emits operations on vectors of the width that the machine prefers. Each element is computed as
 * alone, so the width changes no bit.
 */
final class VectorCode {
  /** Elements of a vector. */
  static final int LENGTH = DoubleVector.SPECIES_PREFERRED.length();

  private static final ClassDesc DOUBLE_VECTOR =
      DoubleVector.class.describeConstable().orElseThrow();
  private static final ClassDesc VECTOR = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc LONG_VECTOR = LongVector.class.describeConstable().orElseThrow();
  private static final ClassDesc OPERATORS =
      VectorOperators.class.describeConstable().orElseThrow();
  private static final ClassDesc BINARY =
      VectorOperators.Binary.class.describeConstable().orElseThrow();
  private static final ClassDesc ASSOCIATIVE =
      VectorOperators.Associative.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();

  private VectorCode() {}

  /** Pushes the species. */
  static void species(CodeBuilder code) {
    code.getstatic(DOUBLE_VECTOR, "SPECIES_PREFERRED", SPECIES);
  }

  /** Replaces a species, an array and an index by the elements from there. */
  static void fromArray(CodeBuilder code) {
    code.invokestatic(
        DOUBLE_VECTOR,
        "fromArray",
        MethodTypeDesc.of(DOUBLE_VECTOR, SPECIES, CD_double.arrayType(), CD_int));
  }

  /** Pops a vector, an array and an index, and stores the elements there. */
  static void intoArray(CodeBuilder code) {
    code.invokevirtual(
        DOUBLE_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, CD_double.arrayType(), CD_int));
  }

  /** Replaces a number by a vector of it. */
  static void broadcast(CodeBuilder code) {
    int number = code.allocateLocal(TypeKind.DOUBLE);
    code.dstore(number);
    species(code);
    code.dload(number)
        .invokestatic(
            DOUBLE_VECTOR, "broadcast", MethodTypeDesc.of(DOUBLE_VECTOR, SPECIES, CD_double));
  }

  /**
   * Calls a method of the first of several vectors.
   *
   * @param others the number of vectors besides the first
   */
  static void call(CodeBuilder code, String method, int others) {
    code.invokevirtual(
        DOUBLE_VECTOR,
        method,
        MethodTypeDesc.of(DOUBLE_VECTOR, Collections.nCopies(others, VECTOR)));
  }

  /** Pops two vectors, and pushes the first with other signs where the second's last bits are 1. */
  static void changeSigns(CodeBuilder code) {
    code.invokevirtual(DOUBLE_VECTOR, "viewAsIntegralLanes", MethodTypeDesc.of(LONG_VECTOR))
        .getstatic(OPERATORS, "LSHL", BINARY)
        .loadConstant(63L)
        .invokevirtual(LONG_VECTOR, "lanewise", MethodTypeDesc.of(LONG_VECTOR, BINARY, CD_long));
    int signs = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(signs)
        .invokevirtual(DOUBLE_VECTOR, "viewAsIntegralLanes", MethodTypeDesc.of(LONG_VECTOR))
        .getstatic(OPERATORS, "XOR", ASSOCIATIVE)
        .aload(signs)
        .invokevirtual(LONG_VECTOR, "lanewise", MethodTypeDesc.of(LONG_VECTOR, BINARY, VECTOR))
        .invokevirtual(LONG_VECTOR, "viewAsFloatingLanes", MethodTypeDesc.of(DOUBLE_VECTOR));
  }

  /**
   * Replaces the operands by the result of an operation that is a {@link Op#vector}.
   *
   * @param number gives the variable that holds a vector of a number
   */
  static void apply(CodeBuilder code, Op op, DoubleToIntFunction number) {
    switch (op) {
      case ADD -> call(code, "add", 1);
      case SUBTRACT -> call(code, "sub", 1);
      case MULTIPLY -> call(code, "mul", 1);
      case DIVIDE -> call(code, "div", 1);
      case FMA -> call(code, "fma", 2);
      case NEGATE -> call(code, "neg", 0);
      case SQRT -> call(code, "sqrt", 0);
      case ABS -> call(code, "abs", 0);
      case SIN -> new VectorTrigonometry(code, number).sin();
      case COS -> new VectorTrigonometry(code, number).cos();
      default -> throw new IllegalArgumentException(op + " is not there for vectors");
    }
  }
}
