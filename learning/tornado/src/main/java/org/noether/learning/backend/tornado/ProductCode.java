package org.noether.learning.backend.tornado;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * Generates the kernel of matrix products by tiles. A work-group computes a tile of the product,
 * each of its threads as many elements in a square; it copies the tiles of both factors that this
 * takes into shared memory, some terms at a time. See {@link MatrixKernels} for the row.
 */
final class ProductCode {
  /** The threads of a work-group, in a square. */
  static final int THREADS = 256;

  private static final int SIDE = 16;

  /** A size of tiles. */
  enum Tile {
    SMALL(4, 16),
    LARGE(8, 8);

    /** The rows, and columns, that a thread computes. */
    private final int each;

    /** The terms that are in shared memory at a time. */
    private final int depth;

    Tile(int each, int depth) {
      this.each = each;
      this.depth = depth;
    }

    /** Returns the rows, and columns, of a tile. */
    int extent() {
      return SIDE * each;
    }

    /** Returns the number of tiles of a product, which is that of work-groups. */
    int groups(int matrices, int rows, int columns) {
      return matrices * Math.ceilDiv(rows, extent()) * Math.ceilDiv(columns, extent());
    }
  }

  /**
   * A factor of the product: local variables.
   *
   * @param shared its tile in shared memory
   * @param place where it begins
   * @param stride from one line to the next, a row of the left factor or a column of the right
   * @param step from one term to the next
   * @param lines how many lines there are from the tile's first on
   * @param line the first line that the thread copies
   * @param term the first term that it copies
   * @param nextLine from there to the next that it copies
   * @param nextTerm likewise
   */
  private record Factor(
      int shared,
      int place,
      int stride,
      int step,
      int lines,
      int line,
      int term,
      int nextLine,
      int nextTerm) {}

  private static final ClassDesc INT = ConstantDescs.CD_int;

  private final Tile tile;
  private final KernelCode kernel;
  private final CodeBuilder code;
  private final int thread;
  private final int group;
  private final int term;
  private final int end;
  private final int[][] sums;

  private ProductCode(Tile tile, KernelCode kernel) {
    this.tile = tile;
    this.kernel = kernel;
    code = kernel.code();
    thread = kernel.addInt("thread");
    group = kernel.addInt("group");
    term = kernel.addInt("term");
    end = kernel.addInt("end");
    sums = new int[tile.each][tile.each];
    for (int i = 0; i < tile.each; i++) {
      for (int j = 0; j < tile.each; j++) {
        sums[i][j] = kernel.addFloat("sum" + i + "x" + j);
      }
    }
  }

  /** Emits the kernel of a size of tiles. */
  static void emit(Tile tile, KernelCode kernel) {
    new ProductCode(tile, kernel).emit();
  }

  private void emit() {
    kernel.index("localIdx").istore(thread);
    kernel.index("groupIdx").istore(group);
    ofGroup("firstTerm").istore(term);
    ofGroup("end").istore(end);
    Factor left = factor("left", 11, 12, "firstRow", 2);
    Factor right = factor("right", 17, 16, "firstColumn", 3);
    for (int[] line : sums) {
      for (int sum : line) {
        code.fconst_0().fstore(sum);
      }
    }
    Label loop = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(loop);
    code.iload(term).iload(end).if_icmpge(done);
    copy(left);
    copy(right);
    kernel.barrier();
    addTerms(left.shared(), right.shared());
    kernel.barrier();
    code.iload(term).loadConstant(tile.depth).iadd().istore(term);
    code.goto_(loop);
    code.labelBinding(done);
    storeTile();
  }

  /** Loads what a method of {@link MatrixKernels} tells of the work-group. */
  private CodeBuilder ofGroup(String what) {
    kernel.ints();
    kernel.row().iload(group).loadConstant(tile.extent());
    return kernel.call(MatrixKernels.class, what, INT, KernelCode.INTS, INT, INT, INT);
  }

  private Factor factor(String name, int stride, int step, String first, int lines) {
    Factor factor =
        new Factor(
            kernel.addShared(name, tile.depth * pitch()),
            kernel.addInt(name + "Place"),
            kernel.addInt(name + "Stride"),
            kernel.addInt(name + "Step"),
            kernel.addInt(name + "Lines"),
            kernel.addInt(name + "Line"),
            kernel.addInt(name + "Term"),
            kernel.addInt(name + "NextLine"),
            kernel.addInt(name + "NextTerm"));
    ofGroup(name).istore(factor.place());
    kernel.row(stride).istore(factor.stride());
    kernel.row(step).istore(factor.step());
    kernel.row(lines);
    ofGroup(first).isub().istore(factor.lines());
    ofThread("line", factor).istore(factor.line());
    ofThread("term", factor).istore(factor.term());
    ofThread("nextLine", factor).istore(factor.nextLine());
    ofThread("nextTerm", factor).istore(factor.nextTerm());
    return factor;
  }

  private CodeBuilder ofThread(String what, Factor factor) {
    code.iload(factor.step()).iload(thread).loadConstant(tile.extent()).loadConstant(tile.depth);
    return kernel.call(MatrixKernels.class, what, INT, INT, INT, INT, INT);
  }

  /** Floats from a term's tile in shared memory to the next; odd, so that banks differ. */
  private int pitch() {
    return tile.extent() + 1;
  }

  /** Copies the terms from the present one on to shared memory. */
  private void copy(Factor factor) {
    int line = kernel.addInt("line");
    int own = kernel.addInt("own");
    for (int i = 0; i < tile.extent() * tile.depth / THREADS; i++) {
      code.iload(factor.line()).iload(factor.nextLine()).loadConstant(i).imul().iadd().istore(line);
      code.iload(factor.term()).iload(factor.nextTerm()).loadConstant(i).imul().iadd().istore(own);
      code.aload(factor.shared());
      code.iload(own).loadConstant(pitch()).imul().iload(line).iadd();
      kernel.numbers().iload(factor.place());
      code.iload(line).iload(factor.stride()).imul().iadd();
      code.iload(term).iload(own).iadd().iload(factor.step()).imul().iadd();
      code.iload(line).iload(factor.lines()).iload(term).iload(own).iadd().iload(end);
      kernel
          .call(
              MatrixKernels.class,
              "element",
              ConstantDescs.CD_float,
              KernelCode.NUMBERS,
              INT,
              INT,
              INT,
              INT,
              INT)
          .fastore();
    }
  }

  /** Adds the terms that are in shared memory. */
  private void addTerms(int left, int right) {
    int depth = kernel.addInt("depth");
    int atLeft = kernel.addInt("atLeft");
    int atRight = kernel.addInt("atRight");
    int[] a = new int[tile.each];
    for (int i = 0; i < tile.each; i++) {
      a[i] = kernel.addFloat("a" + i);
    }
    int b = kernel.addFloat("b");
    code.iconst_0().istore(depth);
    code.iload(thread).loadConstant(SIDE).idiv().istore(atLeft);
    code.iload(thread).loadConstant(SIDE).irem().istore(atRight);
    Label loop = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(loop);
    code.iload(depth).loadConstant(tile.depth).if_icmpge(done);
    for (int i = 0; i < tile.each; i++) {
      element(left, atLeft, i).fstore(a[i]);
    }
    for (int j = 0; j < tile.each; j++) {
      element(right, atRight, j).fstore(b);
      for (int i = 0; i < tile.each; i++) {
        code.fload(sums[i][j]).fload(a[i]).fload(b).fmul().fadd().fstore(sums[i][j]);
      }
    }
    code.iinc(atLeft, pitch());
    code.iinc(atRight, pitch());
    code.iinc(depth, 1);
    code.goto_(loop);
    code.labelBinding(done);
  }

  private CodeBuilder element(int shared, int at, int number) {
    return code.aload(shared).iload(at).loadConstant(number * SIDE).iadd().faload();
  }

  private void storeTile() {
    int product = kernel.addInt("product");
    int rows = kernel.addInt("rows");
    int columns = kernel.addInt("columns");
    int accumulate = kernel.addInt("accumulate");
    int line = kernel.addInt("firstLine");
    int column = kernel.addInt("firstColumn");
    ofGroup("product").istore(product);
    ofGroup("rows").istore(rows);
    kernel.row(3).istore(columns);
    kernel.row(5).istore(accumulate);
    ofGroup("firstRow").iload(thread).loadConstant(SIDE).idiv().iadd().istore(line);
    ofGroup("firstColumn").iload(thread).loadConstant(SIDE).irem().iadd().istore(column);
    for (int i = 0; i < tile.each; i++) {
      for (int j = 0; j < tile.each; j++) {
        kernel.numbers().iload(product);
        code.iload(line).loadConstant(i * SIDE).iadd().iload(rows);
        code.iload(column).loadConstant(j * SIDE).iadd().iload(columns);
        code.iload(accumulate).fload(sums[i][j]);
        kernel.call(
            MatrixKernels.class,
            "store",
            ConstantDescs.CD_void,
            KernelCode.NUMBERS,
            INT,
            INT,
            INT,
            INT,
            INT,
            INT,
            ConstantDescs.CD_float);
      }
    }
  }
}
