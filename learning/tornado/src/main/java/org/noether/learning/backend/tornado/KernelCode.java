package org.noether.learning.backend.tornado;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The bytecode of a kernel that reads a row of a program, which TornadoVM compiles. */
final class KernelCode {
  static final ClassDesc CONTEXT = desc(KernelContext.class);
  static final ClassDesc NUMBERS = desc(FloatArray.class);
  static final ClassDesc INTS = desc(IntArray.class);
  static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_void, CONTEXT, NUMBERS, INTS);

  /** Parameters of a kernel. */
  private static final int PARAMETER_C = 0;

  private static final int PARAMETER_NUMBERS = 1;
  private static final int PARAMETER_INTS = 2;

  private final CodeBuilder code;
  private final LocalNames names;
  private final Label start;
  private final int row;

  /** Begins a kernel's method. */
  private KernelCode(CodeBuilder code) {
    this.code = code;
    names = new LocalNames(code);
    names.parameter(PARAMETER_C, "c", CONTEXT);
    names.parameter(PARAMETER_NUMBERS, "numbers", NUMBERS);
    names.parameter(PARAMETER_INTS, "ints", INTS);
    start = code.newBoundLabel();
    row = addInt("row");
    context();
    ints();
    call(Row.class, "begin", ConstantDescs.CD_int, CONTEXT, INTS);
    code.istore(row);
  }

  /**
   * Returns a kernel, as TornadoVM takes it.
   *
   * @param body emits what follows after the place of the row is known, without a return
   */
  static Task3<KernelContext, FloatArray, IntArray> kernel(Consumer<KernelCode> body) {
    ClassDesc self = GeneratedClass.named("GeneratedKernel" + COUNT.incrementAndGet());
    MethodTypeDesc apply =
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);
    Class<?> type =
        GeneratedClass.define(
            self,
            desc(Task3.class),
            builder ->
                builder
                    .withMethodBody(
                        "apply", apply, ClassFile.ACC_PUBLIC, code -> emitApply(code, self))
                    .withMethodBody(
                        "compute",
                        TYPE,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> new KernelCode(code).emit(body)));
    try {
      @SuppressWarnings("unchecked")
      var kernel =
          (Task3<KernelContext, FloatArray, IntArray>) type.getDeclaredConstructor().newInstance();
      return kernel;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a generated kernel does not link", e);
    }
  }

  /** Emits the call in which TornadoVM looks for the kernel's method; so it comes first. */
  private static void emitApply(CodeBuilder code, ClassDesc self) {
    code.aload(1).checkcast(CONTEXT).aload(2).checkcast(NUMBERS).aload(3).checkcast(INTS);
    code.invokestatic(self, "compute", TYPE).return_();
  }

  private void emit(Consumer<KernelCode> body) {
    body.accept(this);
    code.return_();
    names.declare(start, code.newBoundLabel());
  }

  /** Returns the builder of the method. */
  CodeBuilder code() {
    return code;
  }

  // Local variables.

  int addInt(String name) {
    return names.add(name, TypeKind.INT, ConstantDescs.CD_int);
  }

  int addFloat(String name) {
    return names.add(name, TypeKind.FLOAT, ConstantDescs.CD_float);
  }

  /** Adds an array in the memory that a work-group shares. */
  int addShared(String name, int size) {
    int slot = names.add(name, TypeKind.REFERENCE, FLOATS);
    context().loadConstant(size);
    code.invokevirtual(
            CONTEXT, "allocateFloatLocalArray", MethodTypeDesc.of(FLOATS, ConstantDescs.CD_int))
        .astore(slot);
    return slot;
  }

  // What is left on the stack.

  CodeBuilder context() {
    return code.aload(PARAMETER_C);
  }

  CodeBuilder numbers() {
    return code.aload(PARAMETER_NUMBERS);
  }

  CodeBuilder ints() {
    return code.aload(PARAMETER_INTS);
  }

  /** Loads the place of the row. */
  CodeBuilder row() {
    return code.iload(row);
  }

  /** Loads an integer of the row. */
  CodeBuilder row(int position) {
    ints();
    row().loadConstant(position).iadd();
    return code.invokevirtual(
        INTS, "get", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
  }

  /** Loads a place in memory that the row names by slot and offset. */
  CodeBuilder place(int position) {
    ints();
    row().loadConstant(position).iadd();
    return call(Row.class, "place", ConstantDescs.CD_int, INTS, ConstantDescs.CD_int);
  }

  /** Loads a number of the thread or its group, such as {@code globalIdx}. */
  CodeBuilder index(String field) {
    return context()
        .getfield(CONTEXT, field, ConstantDescs.CD_Integer)
        .invokevirtual(
            ConstantDescs.CD_Integer, "intValue", MethodTypeDesc.of(ConstantDescs.CD_int));
  }

  /** Calls a static method of a class of this package with what is on the stack. */
  CodeBuilder call(Class<?> owner, String name, ClassDesc result, ClassDesc... parameters) {
    return code.invokestatic(desc(owner), name, MethodTypeDesc.of(result, parameters));
  }

  /** Waits for the work-group. */
  void barrier() {
    context().invokevirtual(CONTEXT, "localBarrier", MethodTypeDesc.of(ConstantDescs.CD_void));
  }

  static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
