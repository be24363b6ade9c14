package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Generates the bytecode of a {@link StripTranspose}. A square of as many rows and columns as a
 * vector has lanes is transposed in registers: interleaving the vectors of its upper half with
 * those of its lower half moves one bit of a row's number to that of the column, and back.
 */
final class StripTransposeCode {
  private static final WidthKernels<StripTranspose> KERNELS =
      new WidthKernels<>(
          StripTransposeCode::compile, SampleCalls::ofTranspose, StripTransposeCode::watched);
  private static final ClassDesc SELF = GeneratedClass.named("GeneratedStripTranspose");
  private static final ClassDesc LANES = Lanes.class.describeConstable().orElseThrow();
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  /** Local variables of the parameters of {@code run}, after {@code this}. */
  private static final int STRIPS = 1;

  private static final int FROM = 2;
  private static final int OFFSET = 3;
  private static final int STRIDE = 4;
  private static final int COLUMNS = 5;
  private static final int TO = 6;
  private static final int TO_OFFSET = 7;

  private final int lanes;
  private final CodeBuilder code;
  private final VectorCode vectors;

  /** Local variables: the order of elements in the halves of two vectors interleaved. */
  private final int lower;

  private final int upper;

  /** The local variable of the number of rows. */
  private final int rows;

  /** Local variables: the vectors of a square before and after a step. */
  private final int[] square;

  private final int[] next;

  private StripTransposeCode(VectorWidth width, CodeBuilder code) {
    this.code = code;
    lanes = width.lanes();
    vectors = new VectorCode(width, SELF, code);
    lower = code.allocateLocal(TypeKind.REFERENCE);
    upper = code.allocateLocal(TypeKind.REFERENCE);
    rows = code.allocateLocal(TypeKind.INT);
    square = new int[lanes];
    next = new int[lanes];
    for (int i = 0; i < lanes; i++) {
      square[i] = code.allocateLocal(TypeKind.REFERENCE);
      next[i] = code.allocateLocal(TypeKind.REFERENCE);
    }
  }

  /** Returns the kernel of a vector width, generated on first use. */
  static StripTranspose of(VectorWidth width) {
    return KERNELS.of(width);
  }

  private static StripTranspose watched(GeneratedKernel<StripTranspose> kernel) {
    return (strips, from, offset, stride, columns, to, toAt) -> {
      StripTranspose current = kernel.kernel();
      long before = GeneratedKernel.allocatedBytes();
      current.run(strips, from, offset, stride, columns, to, toAt);
      kernel.called(GeneratedKernel.allocatedBytes() - before);
    };
  }

  private static StripTranspose compile(VectorWidth width) {
    return GeneratedClass.create(
        SELF,
        StripTranspose.class,
        run -> new StripTransposeCode(width, run).emit(),
        type -> VectorCode.declareConstants(type, SELF, width, false));
  }

  private void emit() {
    emitOrder(0, lower);
    emitOrder(lanes, upper);
    code.iload(STRIPS).loadConstant(lanes).imul().istore(rows);
    int strip = code.allocateLocal(TypeKind.INT);
    int column = code.allocateLocal(TypeKind.INT);
    int row = code.allocateLocal(TypeKind.INT);
    var nextStrip = code.newLabel();
    var nextColumn = code.newLabel();
    var endOfColumns = code.newLabel();
    var end = code.newLabel();
    code.loadConstant(0).istore(strip);
    code.labelBinding(nextStrip).iload(strip).iload(STRIPS).if_icmpge(end);
    code.loadConstant(0).istore(column);
    code.labelBinding(nextColumn).iload(column).iload(COLUMNS).if_icmpge(endOfColumns);
    // The last square ends with the last column, and may begin within the one before.
    code.iload(column).iload(COLUMNS).loadConstant(lanes).isub();
    code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(row);
    emitSquare(strip, row);
    code.iinc(column, lanes).goto_(nextColumn);
    code.labelBinding(endOfColumns).iinc(strip, 1).goto_(nextStrip);
    code.labelBinding(end).return_();
  }

  /** Loads which elements of two vectors the lower or the upper half of interleaving them has. */
  private void emitOrder(int from, int local) {
    vectors.species();
    code.getstatic(LANES, "INTERLEAVED_" + lanes * Float.SIZE, CD_float.arrayType());
    code.loadConstant(from);
    vectors.fromArray();
    code.astore(local);
  }

  private void emitSquare(int strip, int column) {
    int row = code.allocateLocal(TypeKind.INT);
    code.iload(strip).loadConstant(lanes).imul().iload(STRIDE).imul();
    code.iload(OFFSET).iadd().iload(column).iadd().istore(row);
    for (int i = 0; i < lanes; i++) {
      vectors.species();
      code.aload(FROM).iload(row);
      vectors.fromArray();
      code.astore(square[i]);
      code.iload(row).iload(STRIDE).iadd().istore(row);
    }
    int[] from = square;
    int[] to = next;
    for (int length = lanes; length > 1; length /= 2) {
      for (int i = 0; i < lanes / 2; i++) {
        interleave(lower, from[i], from[i + lanes / 2], to[2 * i]);
        interleave(upper, from[i], from[i + lanes / 2], to[2 * i + 1]);
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    code.iload(column).iload(rows).imul().iload(TO_OFFSET).iadd();
    code.iload(strip).loadConstant(lanes).imul().iadd().istore(row);
    for (int i = 0; i < lanes; i++) {
      vectors.cast(from[i]);
      code.aload(TO).iload(row);
      vectors.intoArray();
      code.iload(row).iload(rows).iadd().istore(row);
    }
  }

  private void interleave(int order, int first, int second, int to) {
    code.aload(order).aload(first).aload(second);
    vectors.call("selectFrom", 2);
    code.astore(to);
  }
}
