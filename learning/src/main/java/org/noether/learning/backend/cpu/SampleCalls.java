package org.noether.learning.backend.cpu;

import java.util.Arrays;
import java.util.function.Consumer;
import org.noether.learning.backend.cpu.LoopForm.VectorAccess;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;

/** Calls of kernels with little data that take every branch of their code. */
final class SampleCalls {
  /** Rounds of the innermost loops: so many that the JIT compiler takes them for loops. */
  private static final int ROUNDS = 8;

  private SampleCalls() {}

  /** Returns a call of a loop's kernel, in which all inputs and outputs are one array. */
  static Consumer<LoopKernel> ofLoop(LoopForm form, VectorWidth width) {
    int vector = form.vectorAxis();
    int axes = form.axes();
    int[] extents = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      extents[axis] = axis < axes - 2 ? 1 : 2;
    }
    if (vector >= 0) {
      extents[vector] = (ROUNDS * form.unrolledVectors(width) + 1) * width.lanes() + 1;
    }
    int accesses = form.inputs().size() + form.outputs();
    int[] arguments = Arrays.copyOf(extents, axes + accesses * (2 + axes));
    for (int access = 0; access < accesses; access++) {
      boolean output = access >= form.inputs().size();
      boolean contiguous =
          output ? !form.sumsLanes() : form.inputs().get(access) == VectorAccess.CONTIGUOUS;
      if (vector >= 0 && contiguous) {
        arguments[axes + access * (2 + axes) + 2 + vector] = 1;
      }
    }
    float[][] memory = {ones(vector < 0 ? 1 : extents[vector])};
    int[] bases = {0};
    return kernel -> kernel.run(memory, bases, arguments);
  }

  /** Returns a call of a micro-kernel, with all rows of its tile in turn. */
  static Consumer<MicroKernel> ofTile(MicroKernel.Shape shape) {
    int height = shape.rows();
    int width = shape.columns();
    boolean byColumns = shape.a() == LayoutA.COLUMNS;
    boolean packed = shape.a() == LayoutA.PACKED;
    float[] a = ones(height * (packed ? MicroKernel.PACKED_STRIDE : Tiles.FEATURES));
    float[] b = ones(ROUNDS * width);
    float[] c = ones((height + shape.vectors()) * width);
    int[] index = new int[Math.max(height, ROUNDS)];
    return kernel -> {
      for (int rows = byColumns ? height : 1; rows <= height; rows++) {
        int stepOfA = byColumns ? height : ROUNDS;
        kernel.run(ROUNDS, a, 0, stepOfA, b, 0, width, c, 0, width, index, 0, rows, width);
      }
    };
  }

  /** Returns a call of a kernel of dot products, with all numbers of rows in turn. */
  static Consumer<GemmDot> ofDots(VectorWidth width) {
    int depth = ROUNDS * width.lanes() + 1;
    float[] x = ones(depth);
    float[] out = ones(GemmDot.ROWS);
    return kernel -> {
      for (int rows = 1; rows <= GemmDot.ROWS; rows++) {
        kernel.run(depth, x, 0, x, 0, 0, out, 0, rows, rows % 2 == 0);
      }
    };
  }

  /** Returns a call of a kernel that transposes strips. */
  static Consumer<StripTranspose> ofTranspose(VectorWidth width) {
    int lanes = width.lanes();
    int columns = 2 * lanes + 1;
    float[] from = ones(2 * lanes * columns);
    float[] to = ones(from.length);
    return kernel -> kernel.run(2, from, 0, columns, columns, to, 0);
  }

  /** Returns a call of a kernel that copies rows. */
  static Consumer<RowPack> ofPack(VectorWidth width) {
    int columns = 2 * width.lanes() + 1;
    float[] from = ones(columns);
    float[] to = ones(ROUNDS * MicroKernel.PACKED_STRIDE);
    int[] index = new int[ROUNDS];
    return kernel -> kernel.run(ROUNDS, from, 0, columns, index, 0, columns, to, 0);
  }

  private static float[] ones(int size) {
    float[] numbers = new float[size];
    Arrays.fill(numbers, 1);
    return numbers;
  }
}
