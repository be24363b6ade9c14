package org.noether.learning.backend.tornado;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Generates the bytecode of a loop's kernel, which TornadoVM compiles for the device.
 *
 * <p>One thread computes an element of the axes that are not summed over, and sums over the others
 * in order. A row holds the number of elements, the number of terms, the extents of the axes, and
 * for each access slot, offset and the strides of the axes.
 */
final class LoopCode {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final ClassDesc CONTEXT = desc(KernelContext.class);
  private static final ClassDesc NUMBERS = desc(FloatArray.class);
  private static final ClassDesc INTS = desc(IntArray.class);
  private static final ClassDesc ROW = desc(Row.class);
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_void, CONTEXT, NUMBERS, INTS);

  /** Parameters of a kernel. */
  private static final int PARAMETER_C = 0;

  private static final int PARAMETER_NUMBERS = 1;
  private static final int PARAMETER_INTS = 2;

  /** Where a row holds the number of elements and of terms, and the first extent. */
  private static final int ELEMENTS = 1;

  private static final int TERMS = 2;
  private static final int EXTENTS = 3;

  /**
   * What the code of a loop depends on.
   *
   * @param axes the number of axes
   * @param reduced how many of them are summed over
   * @param inputs the number of inputs
   * @param steps the body
   * @param results the step that each output stores
   */
  record Form(int axes, int reduced, int inputs, List<Step> steps, List<Integer> results) {
    static Form of(Loop loop) {
      return new Form(
          loop.extents().size(),
          loop.reduced(),
          loop.inputs().size(),
          loop.steps(),
          loop.results());
    }
  }

  private final Form form;
  private final CodeBuilder code;
  private final LocalNames names;
  private final int row;
  private final int element;
  private final int rest;
  private final int[] coordinates;
  private final int[] places;
  private final List<Integer> sums = new ArrayList<>();

  private LoopCode(Form form, CodeBuilder code) {
    this.form = form;
    this.code = code;
    names = new LocalNames(code);
    names.parameter(PARAMETER_C, "c", CONTEXT);
    names.parameter(PARAMETER_NUMBERS, "numbers", NUMBERS);
    names.parameter(PARAMETER_INTS, "ints", INTS);
    row = names.add("row", TypeKind.INT);
    element = names.add("element", TypeKind.INT);
    rest = names.add("rest", TypeKind.INT);
    coordinates = new int[form.axes()];
    for (int axis = 0; axis < form.axes(); axis++) {
      coordinates[axis] = names.add("coordinate" + axis, TypeKind.INT);
    }
    places = new int[form.inputs() + form.results().size()];
    for (int access = 0; access < places.length; access++) {
      places[access] = names.add("place" + access, TypeKind.INT);
    }
  }

  /** Returns the kernel of a form, as TornadoVM takes it. */
  static Task3<KernelContext, FloatArray, IntArray> kernel(Form form) {
    ClassDesc self = GeneratedClass.named("GeneratedLoop" + COUNT.incrementAndGet());
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
                        "loop",
                        TYPE,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> new LoopCode(form, code).emit()));
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
    code.invokestatic(self, "loop", TYPE).return_();
  }

  private void emit() {
    Label start = code.newBoundLabel();
    code.aload(PARAMETER_C).aload(PARAMETER_INTS);
    code.invokestatic(ROW, "begin", MethodTypeDesc.of(ConstantDescs.CD_int, CONTEXT, INTS));
    code.istore(row);
    code.aload(PARAMETER_C).getfield(CONTEXT, "globalIdx", ConstantDescs.CD_Integer);
    code.invokevirtual(
        ConstantDescs.CD_Integer, "intValue", MethodTypeDesc.of(ConstantDescs.CD_int));
    code.istore(element);
    Label outside = code.newLabel();
    code.iload(element);
    emitRow(ELEMENTS);
    code.if_icmpge(outside);
    emitCoordinates(element, 0, form.axes() - form.reduced());
    if (form.reduced() == 0) {
      emitPlaces(0, places.length);
      storeResults(emitSteps());
    } else {
      emitSums();
    }
    code.labelBinding(outside);
    code.return_();
    names.declare(start, code.newBoundLabel());
  }

  private void emitSums() {
    for (int k = 0; k < form.results().size(); k++) {
      sums.add(names.add("sum" + k, TypeKind.FLOAT));
      code.fconst_0().fstore(sums.get(k));
    }
    int term = names.add("term", TypeKind.INT);
    Label loop = code.newLabel();
    Label end = code.newLabel();
    code.iconst_0().istore(term);
    code.labelBinding(loop);
    code.iload(term);
    emitRow(TERMS);
    code.if_icmpge(end);
    emitCoordinates(term, form.axes() - form.reduced(), form.axes());
    emitPlaces(0, form.inputs());
    int[] values = emitSteps();
    for (int k = 0; k < sums.size(); k++) {
      code.fload(sums.get(k)).fload(values[form.results().get(k)]).fadd().fstore(sums.get(k));
    }
    code.iinc(term, 1);
    code.goto_(loop);
    code.labelBinding(end);
    emitPlaces(form.inputs(), places.length);
    for (int k = 0; k < sums.size(); k++) {
      store(k, sums.get(k));
    }
  }

  /** Emits the coordinates along some axes of an element, counted row-major. */
  private void emitCoordinates(int counter, int from, int to) {
    code.iload(counter).istore(rest);
    for (int axis = to - 1; axis > from; axis--) {
      // coordinate = rest - (rest / extent) * extent; rest = rest / extent
      int quotient = names.add("quotient" + axis, TypeKind.INT);
      code.iload(rest);
      emitRow(EXTENTS + axis);
      code.idiv().istore(quotient);
      code.iload(rest).iload(quotient);
      emitRow(EXTENTS + axis);
      code.imul().isub().istore(coordinates[axis]);
      code.iload(quotient).istore(rest);
    }
    if (to > from) {
      code.iload(rest).istore(coordinates[from]);
    }
  }

  private void emitPlaces(int from, int to) {
    for (int access = from; access < to; access++) {
      int at = EXTENTS + form.axes() + access * (2 + form.axes());
      boolean output = access >= form.inputs();
      code.aload(PARAMETER_INTS).iload(row).loadConstant(at).iadd();
      code.invokestatic(
          ROW, "place", MethodTypeDesc.of(ConstantDescs.CD_int, INTS, ConstantDescs.CD_int));
      int axes = output ? form.axes() - form.reduced() : form.axes();
      for (int axis = 0; axis < axes; axis++) {
        code.iload(coordinates[axis]);
        emitRow(at + 2 + axis);
        code.imul().iadd();
      }
      code.istore(places[access]);
    }
  }

  /** Loads an integer of the row. */
  private void emitRow(int position) {
    code.aload(PARAMETER_INTS).iload(row).loadConstant(position).iadd();
    code.invokevirtual(INTS, "get", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
  }

  private int[] emitSteps() {
    int[] values = new int[form.steps().size()];
    StepCode steps = new StepCode(code);
    for (int i = 0; i < values.length; i++) {
      Step step = form.steps().get(i);
      if (step instanceof Step.Load(int input)) {
        code.aload(PARAMETER_NUMBERS).iload(places[input]);
        code.invokevirtual(
            NUMBERS, "get", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
      } else {
        steps.emit(step, values);
      }
      values[i] = names.add("value" + i, TypeKind.FLOAT);
      code.fstore(values[i]);
    }
    return values;
  }

  private void storeResults(int[] values) {
    for (int k = 0; k < form.results().size(); k++) {
      store(k, values[form.results().get(k)]);
    }
  }

  private void store(int output, int value) {
    code.aload(PARAMETER_NUMBERS).iload(places[form.inputs() + output]).fload(value);
    code.invokevirtual(
        NUMBERS,
        "set",
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_float));
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
