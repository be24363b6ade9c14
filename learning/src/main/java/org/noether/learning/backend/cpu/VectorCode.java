package org.noether.learning.backend.cpu;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Emits bytecode of operations on vectors of one width.
 *
 * <p>The JIT compiler keeps a vector in a register only where it knows the exact class of each
 * operand. It does not know that of a local variable that a loop changes, nor that of a result
 * while it inlines methods that ask the vector for its species, such as {@code intoArray}. There it
 * relies on a profile, which may be missing, or spoilt by other widths. So such vectors are cast,
 * and methods that broadcast a number for themselves are avoided. The compiler inlines methods of
 * the Vector API however large the caller is, but no others; so functions are emitted, not called.
 */
final class VectorCode {
  static final ClassDesc FLOAT_VECTOR = FloatVector.class.describeConstable().orElseThrow();
  static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final ClassDesc VECTOR = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc SHUFFLE = VectorShuffle.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();
  private static final ClassDesc LANES = Lanes.class.describeConstable().orElseThrow();
  private static final ClassDesc FLOATS = CD_float.arrayType();
  private static final String TYPE = "TYPE";

  private final VectorWidth width;
  private final ClassDesc self;
  private final CodeBuilder code;

  /**
   * Creates an emitter for a method.
   *
   * @param self the generated class, with the constants of {@link #declareConstants}
   */
  VectorCode(VectorWidth width, ClassDesc self, CodeBuilder code) {
    this.width = width;
    this.self = self;
    this.code = code;
  }

  /**
   * Adds the constants to a class that operations refer to.
   *
   * @param lanes whether there are operations between lanes, whose constants take time to make
   */
  static void declareConstants(
      ClassBuilder type, ClassDesc self, VectorWidth width, boolean lanes) {
    int flags = ACC_PRIVATE | ACC_STATIC | ACC_FINAL;
    type.withField(TYPE, CD_Class, flags);
    for (int distance = 1; lanes && distance < width.lanes(); distance *= 2) {
      type.withField(exchangeField(distance), SHUFFLE, flags);
      type.withField(upperField(distance), MASK, flags);
    }
    type.withMethodBody(
        CLASS_INIT_NAME,
        MTD_void,
        ACC_STATIC,
        init -> new VectorCode(width, self, init).initialiseConstants(lanes));
  }

  private void initialiseConstants(boolean lanes) {
    species();
    code.invokeinterface(SPECIES, "vectorType", MethodTypeDesc.of(CD_Class));
    code.putstatic(self, TYPE, CD_Class);
    for (int distance = 1; lanes && distance < width.lanes(); distance *= 2) {
      species();
      code.loadConstant(distance);
      code.invokestatic(LANES, "exchange", MethodTypeDesc.of(SHUFFLE, SPECIES, CD_int));
      code.putstatic(self, exchangeField(distance), SHUFFLE);
      species();
      code.loadConstant(distance);
      code.invokestatic(LANES, "upper", MethodTypeDesc.of(MASK, SPECIES, CD_int));
      code.putstatic(self, upperField(distance), MASK);
    }
    code.return_();
  }

  private static String exchangeField(int distance) {
    return "EXCHANGE_" + distance;
  }

  private static String upperField(int distance) {
    return "UPPER_" + distance;
  }

  /** Pushes the species. */
  void species() {
    code.getstatic(FLOAT_VECTOR, "SPECIES_" + width.bits(), SPECIES);
  }

  /** Replaces a species and a float by a vector of that float. */
  void broadcast() {
    code.invokestatic(
        FLOAT_VECTOR, "broadcast", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float));
  }

  /**
   * Pushes a vector of one number. Zero is no exception: {@code FloatVector.zero} is an object that
   * exists already, and sums that begin with it may stay objects.
   */
  void number(float number) {
    species();
    code.loadConstant(number);
    broadcast();
  }

  /** Pushes the vector of a local variable that a loop changes. */
  void cast(int local) {
    code.aload(local);
    cast();
  }

  /** Casts the vector on the stack to the class of the species. */
  void cast() {
    code.getstatic(self, TYPE, CD_Class).swap();
    code.invokevirtual(CD_Class, "cast", MethodTypeDesc.of(CD_Object, CD_Object));
    code.checkcast(FLOAT_VECTOR);
  }

  /** Replaces a species, an array and an index by the elements from there. */
  void fromArray() {
    code.invokestatic(
        FLOAT_VECTOR, "fromArray", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int));
  }

  /** Pops a vector that was {@link #cast}, an array and an index, and stores the elements there. */
  void intoArray() {
    code.invokevirtual(FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
  }

  /**
   * Calls a method of the first of several vectors.
   *
   * @param name a method of {@link FloatVector} of vectors, such as {@code fma}
   * @param parameters the number of vectors besides the first
   */
  void call(String name, int parameters) {
    code.invokevirtual(
        FLOAT_VECTOR,
        name,
        MethodTypeDesc.of(FLOAT_VECTOR, Collections.nCopies(parameters, VECTOR)));
  }

  /** Replaces two vectors and a mask by the first, with lanes of the second where it is set. */
  void blend() {
    code.invokevirtual(FLOAT_VECTOR, "blend", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK));
  }

  /** Pushes the mask of the lanes i with {@code (i & distance) != 0}. */
  void upper(int distance) {
    code.getstatic(self, upperField(distance), MASK);
  }

  /** Exchanges the lanes i and {@code i ^ distance} of a vector. */
  void exchange(int distance) {
    code.getstatic(self, exchangeField(distance), SHUFFLE);
    code.invokevirtual(FLOAT_VECTOR, "rearrange", MethodTypeDesc.of(FLOAT_VECTOR, SHUFFLE));
  }

  /** Replaces a vector by the sum of its lanes, pairwise in a fixed order. */
  void sumLanes() {
    for (int distance = width.lanes() / 2; distance > 0; distance /= 2) {
      code.dup();
      exchange(distance);
      call("add", 1);
    }
    lane(0);
  }

  /** Replaces a vector by one of its elements. */
  void lane(int index) {
    code.loadConstant(index);
    code.invokevirtual(FLOAT_VECTOR, "lane", MethodTypeDesc.of(CD_float, CD_int));
  }
}
