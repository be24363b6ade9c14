package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Generates the bytecode of {@link GemmDot} for each vector width: a loop over the shared dimension
 * with one accumulator per row, then a butterfly reduction that leaves the sum of accumulator
 * {@code r} in lane {@code r}. It takes four rows at a time, because C1 bails out on larger bodies,
 * and C2 then never compiles them. The order of additions is fixed, unlike that of {@code
 * FloatVector.reduceLanes}.
 */
final class GemmDotCode {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final ClassDesc SELF = GeneratedClass.named("GeneratedGemmDot");

  private static final ConcurrentMap<VectorWidth, GemmDot> DOTS = new ConcurrentHashMap<>();

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
  private final int mask;
  private final int[] rowOfY;
  private final int[] sums;

  private GemmDotCode(VectorWidth width, CodeBuilder code) {
    this.width = width;
    this.code = code;
    vectors = new VectorCode(width, SELF, code);
    step = code.allocateLocal(TypeKind.INT);
    mask = code.allocateLocal(TypeKind.REFERENCE);
    rowOfY = new int[GemmDot.ROWS];
    sums = new int[GemmDot.ROWS];
    for (int r = 0; r < sums.length; r++) {
      rowOfY[r] = code.allocateLocal(TypeKind.INT);
      sums[r] = code.allocateLocal(TypeKind.REFERENCE);
    }
  }

  /** Returns the micro-kernel of a vector width, generated on first use. */
  static GemmDot of(VectorWidth width) {
    return DOTS.computeIfAbsent(width, GemmDotCode::compile);
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
    }
    emitLoop();
    emitButterfly();
    emitStore();
    code.return_();
  }

  private void emitLoop() {
    var next = code.newLabel();
    var partial = code.newLabel();
    var end = code.newLabel();
    code.loadConstant(0).istore(step);
    code.labelBinding(next);
    code.iload(step).iload(DEPTH).loadConstant(width.lanes()).isub().if_icmpgt(partial);
    emitStep(false);
    code.iinc(step, width.lanes()).goto_(next);
    code.labelBinding(partial);
    code.iload(step).iload(DEPTH).if_icmpge(end);
    vectors.species();
    code.iload(step).iload(DEPTH);
    vectors.indexInRange();
    code.astore(mask);
    emitStep(true);
    code.labelBinding(end);
  }

  private void emitStep(boolean masked) {
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    load(X, X_OFFSET, masked);
    code.astore(factor);
    for (int r = 0; r < sums.length; r++) {
      load(Y, rowOfY[r], masked);
      code.aload(factor);
      vectors.cast(sums[r]);
      vectors.call("fma", 2);
      code.astore(sums[r]);
    }
  }

  private void load(int array, int offset, boolean masked) {
    vectors.species();
    code.aload(array).iload(offset).iload(step).iadd();
    if (masked) {
      code.aload(mask);
      vectors.fromArrayMasked();
    } else {
      vectors.fromArray();
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
    vectors.species();
    code.loadConstant(0).iload(ROWS);
    vectors.indexInRange();
    code.astore(mask);
    code.iload(ACCUMULATE)
        .ifThen(add -> {
          vectors.species();
          add.aload(OUT).iload(OUT_OFFSET).aload(mask);
          vectors.fromArrayMasked();
          add.aload(sums[0]);
          vectors.call("add", 1);
          add.astore(sums[0]);
        });
    vectors.cast(sums[0]);
    code.aload(OUT).iload(OUT_OFFSET).aload(mask);
    vectors.intoArrayMasked();
  }
}
