package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * Generates the bytecode of a {@link MicroKernel}. The JIT compiler keeps a tile in registers only
 * if its accumulators are local variables and the vector species is a constant; generated classes
 * satisfy both for every tile shape and vector width.
 */
final class MicroKernelCode {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  /** Local variables of the parameters of {@code run}, after {@code this}. */
  private static final int DEPTH = 1;

  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int A_STRIDE = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int B_STRIDE = 7;
  private static final int C = 8;
  private static final int C_OFFSET = 9;
  private static final int C_STRIDE = 10;
  private static final int INDEX = 11;
  private static final int INDEX_OFFSET = 12;
  private static final int ROWS = 13;
  private static final int COLUMNS = 14;

  private final MicroKernel.Shape shape;
  private final CodeBuilder code;
  private final VectorCode vectors;

  /** The local variable of the column at which the last vector begins. */
  private final int lastColumn;

  private final int[] rowOfA;
  private final int[][] sums;

  private MicroKernelCode(MicroKernel.Shape shape, ClassDesc self, CodeBuilder code) {
    this.shape = shape;
    this.code = code;
    vectors = new VectorCode(shape.width(), self, code);
    lastColumn = code.allocateLocal(TypeKind.INT);
    rowOfA = new int[shape.rows()];
    sums = new int[shape.rows()][shape.vectors()];
    for (int i = 0; i < shape.rows(); i++) {
      rowOfA[i] = code.allocateLocal(TypeKind.INT);
      for (int j = 0; j < shape.vectors(); j++) {
        sums[i][j] = code.allocateLocal(TypeKind.REFERENCE);
      }
    }
  }

  /** Returns a micro-kernel for the given shape. */
  static MicroKernel compile(MicroKernel.Shape shape) {
    var self = GeneratedClass.named("GeneratedMicroKernel" + shape.name());
    return GeneratedClass.create(
        self,
        MicroKernel.class,
        run -> new MicroKernelCode(shape, self, run).emit(),
        type -> VectorCode.declareConstants(type, self, shape.width(), false));
  }

  private void emit() {
    if (shape.a() == LayoutA.ROWS || shape.a() == LayoutA.INDEXED) {
      emitRowOffsets();
    }
    code.iload(COLUMNS).loadConstant(lanes()).isub().istore(lastColumn);
    vectors.number(0);
    for (var row : sums) {
      for (int sum : row) {
        code.dup().astore(sum);
      }
    }
    code.pop();
    emitLoop();
    emitStore();
    code.return_();
  }

  /** Rows beyond the end of A read its last row, so that nothing outside A is accessed. */
  private void emitRowOffsets() {
    for (int i = 0; i < shape.rows(); i++) {
      if (shape.a() == LayoutA.INDEXED) {
        code.aload(INDEX).iload(INDEX_OFFSET);
      }
      code.loadConstant(i).iload(ROWS).loadConstant(1).isub();
      code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      if (shape.a() == LayoutA.INDEXED) {
        code.iadd().iaload();
      }
      code.iload(A_STRIDE).imul().iload(A_OFFSET).iadd().istore(rowOfA[i]);
    }
  }

  private void emitLoop() {
    int step = code.allocateLocal(TypeKind.INT);
    int rowOfB = code.allocateLocal(TypeKind.INT);
    int columnOfA = code.allocateLocal(TypeKind.INT);
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    var vectorsOfB = new int[shape.vectors()];
    for (int j = 0; j < vectorsOfB.length; j++) {
      vectorsOfB[j] = code.allocateLocal(TypeKind.REFERENCE);
    }
    var next = code.newLabel();
    var end = code.newLabel();
    code.loadConstant(0).istore(step);
    code.labelBinding(next);
    code.iload(step).iload(DEPTH).if_icmpge(end);
    switch (shape.b()) {
      case PANEL -> code.iload(step).loadConstant(shape.columns());
      case ROWS -> code.iload(step).iload(B_STRIDE);
      case INDEXED ->
          code.aload(INDEX).iload(INDEX_OFFSET).iload(step).iadd().iaload().iload(B_STRIDE);
    }
    code.imul().iload(B_OFFSET).iadd().istore(rowOfB);
    for (int j = 0; j < vectorsOfB.length; j++) {
      loadVector(B, rowOfB, j);
      code.astore(vectorsOfB[j]);
    }
    if (shape.a() == LayoutA.COLUMNS) {
      code.iload(step).iload(A_STRIDE).imul().iload(A_OFFSET).iadd().istore(columnOfA);
    } else if (shape.a() == LayoutA.PACKED || shape.a() == LayoutA.FEATURES) {
      code.iload(step).iload(A_OFFSET).iadd().istore(columnOfA);
    }
    for (int i = 0; i < shape.rows(); i++) {
      vectors.species();
      code.aload(A);
      switch (shape.a()) {
        case ROWS, INDEXED -> code.iload(rowOfA[i]).iload(step).iadd();
        case COLUMNS -> code.iload(columnOfA).loadConstant(i).iadd();
        case PACKED -> code.iload(columnOfA).loadConstant(i * MicroKernel.PACKED_STRIDE).iadd();
        case FEATURES -> code.iload(columnOfA).loadConstant(i * Tiles.FEATURES).iadd();
      }
      code.faload();
      vectors.broadcast();
      code.astore(factor);
      for (int j = 0; j < vectorsOfB.length; j++) {
        code.aload(vectorsOfB[j]).aload(factor);
        loadSum(i, j);
        vectors.call("fma", 2);
        code.astore(sums[i][j]);
      }
    }
    code.iinc(step, 1).goto_(next);
    code.labelBinding(end);
  }

  private void emitStore() {
    int rowOfC = code.allocateLocal(TypeKind.INT);
    var end = code.newLabel();
    for (int i = 0; i < shape.rows(); i++) {
      if (i > 0 && shape.a() != LayoutA.COLUMNS) {
        code.iload(ROWS).loadConstant(i).if_icmple(end);
      }
      switch (shape.c()) {
        case ROWS, SPLIT -> code.loadConstant(i);
        case INDEXED -> code.aload(INDEX).iload(INDEX_OFFSET).loadConstant(i).iadd().iaload();
      }
      code.iload(C_STRIDE).imul().iload(C_OFFSET).iadd().istore(rowOfC);
      // All vectors of a row are loaded before one is stored: the last may overlap.
      for (int j = 0; shape.accumulate() && j < shape.vectors(); j++) {
        loadVector(C, rowOfC, j);
        loadSum(i, j);
        vectors.call("add", 1);
        code.astore(sums[i][j]);
      }
      for (int j = 0; j < shape.vectors(); j++) {
        loadSum(i, j);
        storeVector(rowOfC, j);
      }
    }
    code.labelBinding(end);
  }

  private void loadSum(int row, int vector) {
    vectors.cast(sums[row][vector]);
  }

  private void loadVector(int array, int row, int vector) {
    vectors.species();
    code.aload(array);
    columnOf(array, row, vector);
    vectors.fromArray();
  }

  private void storeVector(int row, int vector) {
    code.aload(C);
    columnOf(C, row, vector);
    vectors.intoArray();
  }

  /** Pushes the place in a row at which a vector begins. */
  private void columnOf(int array, int row, int vector) {
    code.iload(row);
    if (array == C && shape.c() == LayoutC.SPLIT) {
      code.iload(COLUMNS).loadConstant(vector).imul().iadd();
      return;
    }
    boolean panel = array == B && shape.b() == LayoutB.PANEL;
    if (!panel && vector == shape.vectors() - 1) {
      code.iload(lastColumn);
    } else {
      code.loadConstant(vector * lanes());
    }
    code.iadd();
  }

  private int lanes() {
    return shape.width().lanes();
  }
}
