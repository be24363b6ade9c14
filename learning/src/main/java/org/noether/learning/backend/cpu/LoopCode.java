package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_float;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.noether.learning.backend.cpu.LoopForm.VectorAccess;
import org.noether.learning.compile.Step;

/**
 * Generates the bytecode of a {@link LoopKernel}.
 *
 * <p>Axes become nested loops. The vector axis becomes a vectorized loop and, for a remainder that
 * is not a vector that overlaps the one before, a scalar loop with the same body. Sums are
 * accumulated in local variables. Column sums are unrolled to as many vectors as a cache line
 * holds, so that each cache line is read once.
 */
final class LoopCode {
  private record Key(LoopForm form, VectorWidth width) {}

  private static final Map<Key, GeneratedKernel<LoopKernel>> KERNELS = new ConcurrentHashMap<>();

  private static final ClassDesc SCALAR_MATH = ScalarMath.class.describeConstable().orElseThrow();
  private static final ClassDesc SELF = GeneratedClass.named("GeneratedLoop");

  private final LoopForm form;
  private final VectorWidth width;
  private final CodeBuilder code;
  private final VectorCode vectorCode;
  private final VectorFunctions functions;
  private final int accesses;
  private final int unroll;

  /** Local variables: the extent and counter of each axis. */
  private final int[] extent;

  private final int[] counter;

  /** Local variables: the array of each access, and its stride and index for each axis. */
  private final int[] array;

  private final int[][] stride;
  private final int[][] index;

  /** Local variables: the vector and scalar accumulators of sums over reduced axes. */
  private final int[][] vectorSum;

  private final int[] scalarSum;

  private LoopCode(LoopForm form, VectorWidth width, CodeBuilder code) {
    this.form = form;
    this.width = width;
    this.code = code;
    vectorCode = new VectorCode(width, SELF, code);
    functions = new VectorFunctions(code, vectorCode);
    accesses = form.inputs().size() + form.outputs();
    unroll = form.unrolledVectors(width);
    extent = locals(form.axes(), TypeKind.INT);
    counter = locals(form.axes(), TypeKind.INT);
    array = locals(accesses, TypeKind.REFERENCE);
    stride = new int[accesses][];
    index = new int[accesses][];
    for (int i = 0; i < accesses; i++) {
      stride[i] = locals(form.axes(), TypeKind.INT);
      index[i] = locals(form.axes(), TypeKind.INT);
    }
    vectorSum = new int[form.outputs()][];
    Arrays.setAll(vectorSum, _ -> locals(unroll, TypeKind.REFERENCE));
    scalarSum = locals(form.outputs(), TypeKind.FLOAT);
  }

  private int[] locals(int count, TypeKind kind) {
    int[] locals = new int[count];
    for (int i = 0; i < count; i++) {
      locals[i] = code.allocateLocal(kind);
    }
    return locals;
  }

  /** Returns the kernel for a form and a vector width, generated on first use. */
  static GeneratedKernel<LoopKernel> kernel(LoopForm form, VectorWidth width) {
    return KERNELS.computeIfAbsent(
        new Key(form, width),
        // The JIT compiler may take another class for the same loop.
        key ->
            new GeneratedKernel<>(
                List.of(() -> compile(key), () -> compile(key)),
                SampleCalls.ofLoop(key.form(), key.width())));
  }

  private static LoopKernel compile(Key key) {
    return GeneratedClass.create(
        SELF,
        LoopKernel.class,
        run -> new LoopCode(key.form(), key.width(), run).emit(),
        type -> VectorCode.declareConstants(type, SELF, key.width(), key.form().sumsLanes()));
  }

  private void emit() {
    readArguments();
    emitAxis(0, 0);
    code.return_();
  }

  private void readArguments() {
    int argument = 0;
    for (int axis = 0; axis < form.axes(); axis++) {
      readArgument(argument++);
      code.istore(extent[axis]);
    }
    for (int i = 0; i < accesses; i++) {
      int slot = argument++;
      code.aload(1);
      readArgument(slot);
      code.aaload().astore(array[i]);
      code.aload(2);
      readArgument(slot);
      code.iaload();
      readArgument(argument++);
      code.iadd().istore(index[i][0]);
      for (int axis = 0; axis < form.axes(); axis++) {
        readArgument(argument++);
        code.istore(stride[i][axis]);
      }
    }
    // The verifier requires every local variable to be set on every path.
    for (int sum = 0; sum < form.outputs(); sum++) {
      clearSum(sum);
    }
  }

  private void readArgument(int position) {
    code.aload(3).loadConstant(position).iaload();
  }

  // Loops.

  private int firstReduced() {
    return form.axes() - form.reduced();
  }

  /**
   * Emits the loop over an axis with everything inside it.
   *
   * @param vectors the number of vectors in the body; 0 for a scalar body
   */
  private void emitAxis(int axis, int vectors) {
    if (axis == firstReduced() && form.reduced() > 0) {
      for (int sum = 0; sum < form.outputs(); sum++) {
        clearSum(sum);
      }
      emitLoops(axis, vectors);
      for (int sum = 0; sum < form.outputs(); sum++) {
        storeSum(sum, vectors);
      }
    } else {
      emitLoops(axis, vectors);
    }
  }

  private void emitLoops(int axis, int vectors) {
    code.iconst_0().istore(counter[axis]);
    if (axis == form.vectorAxis()) {
      if (unroll > 1) {
        emitLoop(axis, unroll, unroll * width.lanes(), true);
      }
      emitLoop(axis, 1, width.lanes(), true);
      emitLoop(axis, 0, 1, false);
    } else {
      emitLoop(axis, vectors, 1, false);
    }
  }

  /** Emits a loop that continues from the current value of the counter of the axis. */
  private void emitLoop(int axis, int vectors, int step, boolean fullVectors) {
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top);
    if (fullVectors && vectors == 1 && form.overlaps()) {
      emitOverlap(axis, end);
    } else if (fullVectors) {
      code.iload(counter[axis]).loadConstant(step).iadd().iload(extent[axis]).if_icmpgt(end);
    } else {
      code.iload(counter[axis]).iload(extent[axis]).if_icmpge(end);
    }
    if (axis == form.axes() - 1) {
      emitBody(vectors);
    } else {
      for (int i = 0; i < accesses; i++) {
        code.iload(index[i][axis]).istore(index[i][axis + 1]);
      }
      emitAxis(axis + 1, vectors);
    }
    for (int i = 0; i < accesses; i++) {
      code.iload(index[i][axis]).iload(stride[i][axis]);
      if (step != 1) {
        code.loadConstant(step).imul();
      }
      code.iadd().istore(index[i][axis]);
    }
    code.iinc(counter[axis], step).goto_(top);
    code.labelBinding(end);
  }

  /** Goes back so far that the next vector ends with the axis, if it would end beyond. */
  private void emitOverlap(int axis, Label end) {
    Label body = code.newLabel();
    int lanes = width.lanes();
    code.iload(counter[axis]).loadConstant(lanes).iadd().iload(extent[axis]).if_icmple(body);
    code.iload(counter[axis]).iload(extent[axis]).if_icmpge(end);
    code.iload(extent[axis]).loadConstant(lanes).if_icmplt(end);
    int shift = code.allocateLocal(TypeKind.INT);
    code.iload(extent[axis]).loadConstant(lanes).isub().iload(counter[axis]).isub().istore(shift);
    code.iload(counter[axis]).iload(shift).iadd().istore(counter[axis]);
    for (int i = 0; i < accesses; i++) {
      code.iload(index[i][axis]).iload(shift).iload(stride[i][axis]).imul().iadd();
      code.istore(index[i][axis]);
    }
    code.labelBinding(body);
  }

  // Bodies.

  private void emitBody(int vectors) {
    for (int v = 0; v < Math.max(1, vectors); v++) {
      emitBody(vectors > 0, v);
    }
  }

  private void emitBody(boolean vector, int vectorIndex) {
    int last = form.axes() - 1;
    List<Step> steps = form.steps();
    int[] value = new int[steps.size()];
    for (int s = 0; s < value.length; s++) {
      value[s] = code.allocateLocal(vector ? TypeKind.REFERENCE : TypeKind.FLOAT);
      emitStep(steps.get(s), value, vector, vectorIndex, last);
      store(value[s], vector);
    }
    for (int o = 0; o < form.outputs(); o++) {
      int result = value[form.results().get(o)];
      if (form.reduced() > 0) {
        int sum = vector ? vectorSum[o][vectorIndex] : scalarSum[o];
        if (vector) {
          vectorCode.cast(sum);
          code.aload(result);
          vectorCode.call("add", 1);
        } else {
          code.fload(sum).fload(result).fadd();
        }
        store(sum, vector);
      } else {
        storeElement(
            form.inputs().size() + o, last, vector, vectorIndex, () -> load(result, vector));
      }
    }
  }

  private void emitStep(Step step, int[] value, boolean vector, int vectorIndex, int axis) {
    switch (step) {
      case Step.Load(int input) -> {
        boolean broadcast = form.inputs().get(input) == VectorAccess.BROADCAST;
        if (vector && broadcast) {
          vectorCode.species();
        }
        if (vector && !broadcast) {
          vectorCode.species();
          code.aload(array[input]);
          emitIndex(input, axis, vectorIndex);
          vectorCode.fromArray();
        } else {
          code.aload(array[input]).iload(index[input][axis]).faload();
          if (vector) {
            vectorCode.broadcast();
          }
        }
      }
      case Step.Literal(float number) -> {
        if (vector) {
          vectorCode.number(number);
        } else {
          code.loadConstant(number);
        }
      }
      case Step.Unary(var function, int x) -> call(function.name(), vector, value[x]);
      case Step.Binary(var function, int a, int b) ->
          call(function.name(), vector, value[a], value[b]);
      case Step.Where(int condition, int then, int otherwise) -> {
        if (vector) {
          functions.where(value[condition], value[then], value[otherwise]);
        } else {
          call("WHERE", false, value[condition], value[then], value[otherwise]);
        }
      }
    }
  }

  private void clearSum(int sum) {
    if (form.vectorAxis() >= 0) {
      for (int vector : vectorSum[sum]) {
        vectorCode.number(0);
        code.astore(vector);
      }
    }
    code.fconst_0().fstore(scalarSum[sum]);
  }

  private void storeSum(int sum, int vectors) {
    int output = form.inputs().size() + sum;
    int axis = firstReduced();
    for (int v = 0; v < vectors; v++) {
      int vector = vectorSum[sum][v];
      storeElement(output, axis, true, v, () -> code.aload(vector));
    }
    if (vectors > 0) {
      return;
    }
    if (form.vectorAxis() >= 0 && form.sumsLanes()) {
      storeElement(
          output,
          axis,
          false,
          0,
          () -> {
            vectorCode.cast(vectorSum[sum][0]);
            vectorCode.sumLanes();
            code.fload(scalarSum[sum]).fadd();
          });
    } else {
      storeElement(output, axis, false, 0, () -> code.fload(scalarSum[sum]));
    }
  }

  private void storeElement(int access, int axis, boolean vector, int vectorIndex, Runnable value) {
    if (vector) {
      value.run();
      vectorCode.cast();
      code.aload(array[access]);
      emitIndex(access, axis, vectorIndex);
      vectorCode.intoArray();
    } else {
      code.aload(array[access]).iload(index[access][axis]);
      value.run();
      code.fastore();
    }
  }

  /** Emits the index of an access at an axis, plus an offset in vectors. */
  private void emitIndex(int access, int axis, int vectors) {
    code.iload(index[access][axis]);
    if (vectors > 0) {
      code.loadConstant(vectors * width.lanes()).iadd();
    }
  }

  private void load(int local, boolean vector) {
    code.loadLocal(vector ? TypeKind.REFERENCE : TypeKind.FLOAT, local);
  }

  private void store(int local, boolean vector) {
    code.storeLocal(vector ? TypeKind.REFERENCE : TypeKind.FLOAT, local);
  }

  private void call(String function, boolean vector, int... arguments) {
    if (vector) {
      functions.emit(function, arguments);
      return;
    }
    ClassDesc[] types = new ClassDesc[arguments.length];
    Arrays.fill(types, CD_float);
    for (int argument : arguments) {
      code.fload(argument);
    }
    code.invokestatic(
        SCALAR_MATH, function.toLowerCase(Locale.ROOT), MethodTypeDesc.of(CD_float, types));
  }
}
