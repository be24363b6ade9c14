package org.noether.learning.backend.tornado;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;

/**
 * Generates the kernel of a loop.
 *
 * <p>Without axes that are summed over, a thread computes an element. A row holds the number of
 * elements, the extents of the axes, and for each access slot, offset and the strides of the axes.
 * With such axes, {@link SumKernels} says which threads compute what, and what a row holds before
 * the extents.
 */
final class LoopCode {
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc FLOAT = ConstantDescs.CD_float;

  /** Where a row holds the number of elements. */
  private static final int ELEMENTS = 1;

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
  private final KernelCode kernel;
  private final CodeBuilder code;
  private final int extents;
  private final int element;
  private final int rest;
  private final int[] coordinates;
  private final int[] places;
  private final List<Integer> sums = new ArrayList<>();

  private LoopCode(Form form, KernelCode kernel) {
    this.form = form;
    this.kernel = kernel;
    code = kernel.code();
    extents = form.reduced() == 0 ? ELEMENTS + 1 : SumKernels.EXTENTS;
    element = kernel.addInt("element");
    rest = kernel.addInt("rest");
    coordinates = new int[form.axes()];
    for (int axis = 0; axis < form.axes(); axis++) {
      coordinates[axis] = kernel.addInt("coordinate" + axis);
    }
    places = new int[form.inputs() + form.results().size()];
    for (int access = 0; access < places.length; access++) {
      places[access] = kernel.addInt("place" + access);
    }
  }

  /** Emits the kernel of a form. */
  static void emit(Form form, KernelCode kernel) {
    LoopCode code = new LoopCode(form, kernel);
    if (form.reduced() == 0) {
      code.emitElement();
    } else {
      code.emitSums();
    }
  }

  private void emitElement() {
    kernel.index("globalIdx").istore(element);
    Label outside = code.newLabel();
    code.iload(element);
    kernel.row(ELEMENTS).if_icmpge(outside);
    emitCoordinates(element, 0, form.axes());
    emitPlaces(0, places.length);
    int[] values = emitSteps();
    for (int k = 0; k < form.results().size(); k++) {
      store(k, values[form.results().get(k)]);
    }
    code.labelBinding(outside);
  }

  private void emitSums() {
    int shared = kernel.addShared("shared", Kernel.GROUP);
    int thread = kernel.addInt("thread");
    int group = kernel.addInt("group");
    int term = kernel.addInt("term");
    int end = kernel.addInt("end");
    kernel.index("localIdx").istore(thread);
    kernel.index("groupIdx").istore(group);
    sum("element", group, thread).istore(element);
    sum("first", group, thread).istore(term);
    sum("end", group, thread).istore(end);
    for (int k = 0; k < form.results().size(); k++) {
      sums.add(kernel.addFloat("sum" + k));
      code.fconst_0().fstore(sums.get(k));
    }
    emitCoordinates(element, 0, form.axes() - form.reduced());
    Label loop = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(loop);
    code.iload(term).iload(end).if_icmpge(done);
    emitCoordinates(term, form.axes() - form.reduced(), form.axes());
    emitPlaces(0, form.inputs());
    int[] values = emitSteps();
    for (int k = 0; k < sums.size(); k++) {
      code.fload(sums.get(k)).fload(values[form.results().get(k)]).fadd().fstore(sums.get(k));
    }
    code.iload(term);
    kernel.row(SumKernels.LANES).iadd().istore(term);
    code.goto_(loop);
    code.labelBinding(done);
    for (int sum : sums) {
      addLanes(shared, thread, sum);
    }
    storeSums(thread, group);
  }

  /** Loads what a method of {@link SumKernels} tells of a thread. */
  private CodeBuilder sum(String what, int group, int thread) {
    kernel.ints();
    kernel.row().iload(group).iload(thread);
    return kernel.call(SumKernels.class, what, INT, KernelCode.INTS, INT, INT, INT);
  }

  private void addLanes(int shared, int thread, int sum) {
    kernel.context();
    kernel.ints();
    kernel.row().iload(thread).aload(shared).fload(sum);
    kernel
        .call(
            SumKernels.class,
            "addLanes",
            FLOAT,
            KernelCode.CONTEXT,
            KernelCode.INTS,
            INT,
            INT,
            KernelCode.FLOATS,
            FLOAT)
        .fstore(sum);
  }

  private void storeSums(int thread, int group) {
    Label outside = code.newLabel();
    sum("stores", group, thread).ifeq(outside);
    emitPlaces(form.inputs(), places.length);
    int base = kernel.addInt("base");
    sum("base", group, thread).istore(base);
    for (int k = 0; k < sums.size(); k++) {
      int place = places[form.inputs() + k];
      code.iload(place).iload(base).iadd().istore(place);
      store(k, sums.get(k));
    }
    code.labelBinding(outside);
  }

  /** Emits the coordinates along some axes of an element, counted row-major. */
  private void emitCoordinates(int counter, int from, int to) {
    code.iload(counter).istore(rest);
    for (int axis = to - 1; axis > from; axis--) {
      // coordinate = rest - (rest / extent) * extent; rest = rest / extent
      int quotient = kernel.addInt("quotient" + axis);
      code.iload(rest);
      kernel.row(extents + axis).idiv().istore(quotient);
      code.iload(rest).iload(quotient);
      kernel.row(extents + axis).imul().isub().istore(coordinates[axis]);
      code.iload(quotient).istore(rest);
    }
    if (to > from) {
      code.iload(rest).istore(coordinates[from]);
    }
  }

  private void emitPlaces(int from, int to) {
    for (int access = from; access < to; access++) {
      int at = extents + form.axes() + access * (2 + form.axes());
      boolean output = access >= form.inputs();
      kernel.place(at);
      int axes = output ? form.axes() - form.reduced() : form.axes();
      for (int axis = 0; axis < axes; axis++) {
        code.iload(coordinates[axis]);
        kernel.row(at + 2 + axis).imul().iadd();
      }
      code.istore(places[access]);
    }
  }

  private int[] emitSteps() {
    int[] values = new int[form.steps().size()];
    StepCode steps = new StepCode(code);
    for (int i = 0; i < values.length; i++) {
      Step step = form.steps().get(i);
      if (step instanceof Step.Load(int input)) {
        kernel.numbers().iload(places[input]);
        code.invokevirtual(KernelCode.NUMBERS, "get", MethodTypeDesc.of(FLOAT, INT));
      } else {
        steps.emit(step, values);
      }
      values[i] = kernel.addFloat("value" + i);
      code.fstore(values[i]);
    }
    return values;
  }

  private void store(int output, int value) {
    kernel.numbers().iload(places[form.inputs() + output]).fload(value);
    code.invokevirtual(
        KernelCode.NUMBERS, "set", MethodTypeDesc.of(ConstantDescs.CD_void, INT, FLOAT));
  }
}
