package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
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

  /** Pushes a vector of one number. */
  static void broadcast(CodeBuilder code, double value) {
    species(code);
    code.loadConstant(value);
    code.invokestatic(
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

  /** Replaces the operands by the result of an operation that is a {@link Op#vector}. */
  static void apply(CodeBuilder code, Op op) {
    switch (op) {
      case ADD -> call(code, "add", 1);
      case SUBTRACT -> call(code, "sub", 1);
      case MULTIPLY -> call(code, "mul", 1);
      case DIVIDE -> call(code, "div", 1);
      case NEGATE -> call(code, "neg", 0);
      case SQRT -> call(code, "sqrt", 0);
      case ABS -> call(code, "abs", 0);
      case SIN -> new VectorTrigonometry(code).sin();
      case COS -> new VectorTrigonometry(code).cos();
      default -> throw new IllegalArgumentException(op + " is not there for vectors");
    }
  }
}
