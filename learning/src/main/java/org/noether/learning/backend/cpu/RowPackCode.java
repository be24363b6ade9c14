package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Generates the bytecode of a {@link RowPack}. The inner loop runs over the rows, of which there
 * are more than vectors in a row.
 */
final class RowPackCode {
  private static final WidthKernels<RowPack> KERNELS =
      new WidthKernels<>(RowPackCode::compile, SampleCalls::ofPack, RowPackCode::watched);
  private static final ClassDesc SELF = GeneratedClass.named("GeneratedRowPack");
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  /** Local variables of the parameters of {@code run}, after {@code this}. */
  private static final int ROWS = 1;

  private static final int FROM = 2;
  private static final int OFFSET = 3;
  private static final int STRIDE = 4;
  private static final int INDEX = 5;
  private static final int INDEX_OFFSET = 6;
  private static final int COLUMNS = 7;
  private static final int TO = 8;
  private static final int TO_OFFSET = 9;

  private final int lanes;
  private final CodeBuilder code;
  private final VectorCode vectors;

  private RowPackCode(VectorWidth width, CodeBuilder code) {
    this.code = code;
    lanes = width.lanes();
    vectors = new VectorCode(width, SELF, code);
  }

  /** Returns the kernel of a vector width, generated on first use. */
  static RowPack of(VectorWidth width) {
    return KERNELS.of(width);
  }

  private static RowPack watched(GeneratedKernel<RowPack> kernel) {
    return (rows, from, offset, stride, index, indexAt, columns, to, toAt) -> {
      RowPack current = kernel.kernel();
      long before = GeneratedKernel.allocatedBytes();
      current.run(rows, from, offset, stride, index, indexAt, columns, to, toAt);
      kernel.called(GeneratedKernel.allocatedBytes() - before);
    };
  }

  private static RowPack compile(VectorWidth width) {
    return GeneratedClass.create(
        SELF,
        RowPack.class,
        run -> new RowPackCode(width, run).emit(),
        type -> VectorCode.declareConstants(type, SELF, width, false));
  }

  private void emit() {
    int column = code.allocateLocal(TypeKind.INT);
    int at = code.allocateLocal(TypeKind.INT);
    var next = code.newLabel();
    var end = code.newLabel();
    code.loadConstant(0).istore(column);
    code.labelBinding(next).iload(column).iload(COLUMNS).if_icmpge(end);
    // The last vector ends with the last column, and may begin within the one before.
    code.iload(column).iload(COLUMNS).loadConstant(lanes).isub();
    code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(at);
    emitRows(at);
    code.iinc(column, lanes).goto_(next);
    code.labelBinding(end).return_();
  }

  /** Copies one vector of each row. */
  private void emitRows(int column) {
    int row = code.allocateLocal(TypeKind.INT);
    var next = code.newLabel();
    var end = code.newLabel();
    code.loadConstant(0).istore(row);
    code.labelBinding(next).iload(row).iload(ROWS).if_icmpge(end);
    vectors.species();
    code.aload(FROM).aload(INDEX).iload(INDEX_OFFSET).iload(row).iadd().iaload();
    code.iload(STRIDE).imul().iload(OFFSET).iadd().iload(column).iadd();
    vectors.fromArray();
    vectors.cast();
    code.aload(TO).iload(row).loadConstant(MicroKernel.PACKED_STRIDE).imul();
    code.iload(TO_OFFSET).iadd().iload(column).iadd();
    vectors.intoArray();
    code.iinc(row, 1).goto_(next);
    code.labelBinding(end);
  }
}
