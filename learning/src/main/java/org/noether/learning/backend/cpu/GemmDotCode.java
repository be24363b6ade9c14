package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Generates the bytecode of {@link GemmDot} for each vector width: a loop over the shared dimension
 * with one accumulator per row, a scalar loop for the remainder, then a butterfly reduction that
 * leaves the sum of accumulator {@code r} in lane {@code r}. It takes four rows at a time, because
 * C1 bails out on larger bodies, and C2 then never compiles them. The order of additions is fixed,
 * unlike that of {@code FloatVector.reduceLanes}.
 */
final class GemmDotCode {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final ClassDesc SELF = GeneratedClass.named("GeneratedGemmDot");

  private static final WidthKernels<GemmDot> KERNELS =
      new WidthKernels<>(GemmDotCode::compile, SampleCalls::ofDots, GemmDotCode::watched);

  /** Local variables of the parameters of {@code run}, after {@code this}. */
  private static final int DEPTH = 1;

  private static final int X = 2;
  private static final int X_OFFSET = 3;
  private static final int Y = 4;
  private static final int Y_OFFSET = 5;
  private static final int Y_STRIDE = 6;
  private static final int OUT = 7;
  private static final int OUT_OFFSET = 8;
  private static final int ROWS = 9;
  private static final int ACCUMULATE = 10;

  private final VectorWidth width;
  private final CodeBuilder code;
  private final VectorCode vectors;

  private final int step;
  private final int[] rowOfY;

  /** Local variables: the accumulator of each row, and the sum of its remainder. */
  private final int[] sums;

  private final int[] remainders;

  private GemmDotCode(VectorWidth width, CodeBuilder code) {
    this.width = width;
    this.code = code;
    vectors = new VectorCode(width, SELF, code);
    step = code.allocateLocal(TypeKind.INT);
    rowOfY = new int[GemmDot.ROWS];
    sums = new int[GemmDot.ROWS];
    remainders = new int[GemmDot.ROWS];
    for (int r = 0; r < sums.length; r++) {
      rowOfY[r] = code.allocateLocal(TypeKind.INT);
      sums[r] = code.allocateLocal(TypeKind.REFERENCE);
      remainders[r] = code.allocateLocal(TypeKind.FLOAT);
    }
  }

  /** Returns the micro-kernel of a vector width, generated on first use. */
  static GemmDot of(VectorWidth width) {
    return KERNELS.of(width);
  }

  private static GemmDot watched(GeneratedKernel<GemmDot> kernel) {
    return (depth, x, xAt, y, yAt, yStride, out, outAt, rows, accumulate) -> {
      GemmDot current = kernel.kernel();
      long before = GeneratedKernel.allocatedBytes();
      current.run(depth, x, xAt, y, yAt, yStride, out, outAt, rows, accumulate);
      kernel.called(GeneratedKernel.allocatedBytes() - before);
    };
  }

  private static GemmDot compile(VectorWidth width) {
    return GeneratedClass.create(
        SELF,
        GemmDot.class,
        run -> new GemmDotCode(width, run).emit(),
        type -> VectorCode.declareConstants(type, SELF, width, true));
  }

  private void emit() {
    for (int r = 0; r < sums.length; r++) {
      code.loadConstant(r).iload(ROWS).loadConstant(1).isub();
      code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      code.iload(Y_STRIDE).imul().iload(Y_OFFSET).iadd().istore(rowOfY[r]);
      vectors.number(0);
      code.astore(sums[r]);
      code.fconst_0().fstore(remainders[r]);
    }
    code.loadConstant(0).istore(step);
    emitLoop(width.lanes(), this::emitVectors);
    emitLoop(1, this::emitElements);
    emitButterfly();
    emitStore();
    code.return_();
  }

  /** Emits a loop that continues while there are as many elements as it takes in a round. */
  private void emitLoop(int elements, Runnable body) {
    var next = code.newLabel();
    var end = code.newLabel();
    code.labelBinding(next);
    code.iload(step).iload(DEPTH).loadConstant(elements).isub().if_icmpgt(end);
    body.run();
    code.iinc(step, elements).goto_(next);
    code.labelBinding(end);
  }

  private void emitVectors() {
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    loadVector(X, X_OFFSET);
    code.astore(factor);
    for (int r = 0; r < sums.length; r++) {
      loadVector(Y, rowOfY[r]);
      code.aload(factor);
      vectors.cast(sums[r]);
      vectors.call("fma", 2);
      code.astore(sums[r]);
    }
  }

  private void loadVector(int array, int offset) {
    vectors.species();
    code.aload(array).iload(offset).iload(step).iadd();
    vectors.fromArray();
  }

  private void emitElements() {
    for (int r = 0; r < remainders.length; r++) {
      code.aload(X).iload(X_OFFSET).iload(step).iadd().faload();
      code.aload(Y).iload(rowOfY[r]).iload(step).iadd().faload();
      code.fload(remainders[r]);
      code.invokestatic(MATH, "fma", MethodTypeDesc.of(CD_float, CD_float, CD_float, CD_float));
      code.fstore(remainders[r]);
    }
  }

  /**
   * Halves the number of accumulators in each round: the lower lanes of a pair receive the sums of
   * the first accumulator, the upper lanes those of the second. Then adds the remaining groups of
   * lanes.
   */
  private void emitButterfly() {
    for (int sum : sums) {
      vectors.cast(sum);
      code.astore(sum);
    }
    for (int distance = 1; distance < sums.length; distance *= 2) {
      for (int r = 0; r < sums.length; r += 2 * distance) {
        int first = sums[r];
        int second = sums[r + distance];
        blend(first, second, distance);
        blend(second, first, distance);
        addExchanged(first, distance);
      }
    }
    for (int distance = sums.length; distance < width.lanes(); distance *= 2) {
      code.aload(sums[0]).aload(sums[0]);
      addExchanged(sums[0], distance);
    }
  }

  /** Exchanges lanes of the top of the stack, adds the vector below it, and stores the sum. */
  private void addExchanged(int sum, int distance) {
    vectors.exchange(distance);
    vectors.call("add", 1);
    code.astore(sum);
  }

  private void blend(int lower, int upper, int distance) {
    code.aload(lower).aload(upper);
    vectors.upper(distance);
    vectors.blend();
  }

  private void emitStore() {
    var end = code.newLabel();
    for (int r = 0; r < sums.length; r++) {
      if (r > 0) {
        code.iload(ROWS).loadConstant(r).if_icmple(end);
      }
      code.aload(OUT).iload(OUT_OFFSET).loadConstant(r).iadd();
      code.aload(sums[0]);
      vectors.lane(r);
      code.fload(remainders[r]).fadd();
      int row = r;
      code.iload(ACCUMULATE)
          .ifThen(add -> add.aload(OUT).iload(OUT_OFFSET).loadConstant(row).iadd().faload().fadd());
      code.fastore();
    }
    code.labelBinding(end);
  }
}
