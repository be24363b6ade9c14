package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.simulation.testing.Draws;

class GemmTest {

  /** Unit roundoff of float. */
  private static final double UNIT = 0x1p-24;

  private static final float CANARY = 12345.678f;

  enum Layout {
    ROW_MAJOR,
    COLUMN_MAJOR,
    STRIDED
  }

  @TestFactory
  Stream<DynamicTest> agreesWithDoublePrecision() {
    return Draws.tests(
        150,
        draws ->
            new Seeded(
                new Case(
                    draws.oneOf(List.of(VectorWidth.values())),
                    draws.between(0, 40),
                    draws.between(0, 70),
                    draws.between(0, 40),
                    draws.oneOf(List.of(Layout.values())),
                    draws.oneOf(List.of(Layout.values())),
                    draws.coin()),
                draws.bits()),
        seeded -> check(seeded.test(), new SplittableRandom(seeded.seed())));
  }

  @ParameterizedTest
  @EnumSource
  void agreesBeyondOneBlock(VectorWidth width) {
    var random = new SplittableRandom(2);
    for (var a : Layout.values()) {
      check(new Case(width, 131, 35, 521, a, Layout.ROW_MAJOR, false), random);
      check(new Case(width, 131, 1, 521, a, Layout.ROW_MAJOR, true), random);
      check(new Case(width, 1, 97, 600, a, Layout.COLUMN_MAJOR, true), random);
      check(new Case(width, 251, 288, 300, a, Layout.COLUMN_MAJOR, true), random);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsDoNotDependOnEachOther(VectorWidth width) {
    var gemm = new Gemm(width);
    int m = 29;
    int n = 37;
    int k = 300;
    var a = random(m * k, new SplittableRandom(3));
    var b = random(k * n, new SplittableRandom(4));
    var packed = new float[gemm.packedSize(k, n)];
    gemm.packB(b, 0, n, 1, k, n, packed, 0);
    var together = new float[m * n];
    var scratch = new float[gemm.scratchSize(m, k)];
    gemm.multiply(m, n, k, 0, k, 0, n, a, 0, k, 1, packed, 0, 0, together, 0, n, false, scratch, 0);
    var oneByOne = new float[m * n];
    for (int i = 0; i < m; i++) {
      gemm.multiply(
          1, n, k, 0, k, 0, n, a, i * k, k, 1, packed, 0, 0, oneByOne, i * n, n, false, scratch, 0);
    }
    assertThat(oneByOne).isEqualTo(together);
  }

  @ParameterizedTest
  @EnumSource
  void blocksOfTheSharedDimensionAddUp(VectorWidth width) {
    var gemm = new Gemm(width);
    int m = 29;
    int n = 37;
    int k = 2 * Gemm.DEPTH + 44;
    var a = random(m * k, new SplittableRandom(5));
    var b = random(k * n, new SplittableRandom(6));
    var packed = new float[gemm.packedSize(k, n)];
    gemm.packB(b, 0, n, 1, k, n, packed, 0);
    var scratch = new float[gemm.scratchSize(m, k)];
    var whole = new float[m * n];
    gemm.multiply(m, n, k, 0, k, 0, n, a, 0, k, 1, packed, 0, 0, whole, 0, n, false, scratch, 0);
    var parts = new float[m * n];
    int half = Gemm.DEPTH;
    gemm.multiply(m, n, k, 0, half, 0, n, a, 0, k, 1, packed, 0, 0, parts, 0, n, false, scratch, 0);
    gemm.multiply(m, n, k, half, k, 0, n, a, 0, k, 1, packed, 0, 0, parts, 0, n, true, scratch, 0);
    assertThat(parts).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource
  void blocksOfTheSharedDimensionOfAVectorAddUp(VectorWidth width) {
    var gemm = new Gemm(width);
    int m = 5;
    int k = Gemm.DEPTH + 44;
    var random = new SplittableRandom(7);
    // Sums of small integers are exact in any order.
    float[] a = integers(m * k, random);
    float[] b = integers(k, random);
    var packed = new float[gemm.packedSize(k, 1)];
    gemm.packB(b, 0, 1, 1, k, 1, packed, 0);
    var scratch = new float[gemm.scratchSize(m, k)];
    var whole = new float[m];
    gemm.multiply(m, 1, k, 0, k, 0, 1, a, 0, k, 1, packed, 0, 0, whole, 0, 1, false, scratch, 0);
    var parts = new float[m];
    int half = Gemm.DEPTH;
    gemm.multiply(m, 1, k, 0, half, 0, 1, a, 0, k, 1, packed, 0, 0, parts, 0, 1, false, scratch, 0);
    gemm.multiply(m, 1, k, half, k, 0, 1, a, 0, k, 1, packed, 0, 0, parts, 0, 1, true, scratch, 0);
    assertThat(parts).isEqualTo(whole);
  }

  private static float[] integers(int size, SplittableRandom random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextInt(-3, 4);
    }
    return numbers;
  }

  private record Case(
      VectorWidth width, int m, int n, int k, Layout a, Layout b, boolean accumulate) {}

  private record Seeded(Case test, long seed) {}

  /**
   * A matrix inside a larger array: element (i, j) is at offset + i * rowStride + j * columnStride.
   */
  private record Matrix(float[] values, int offset, int rowStride, int columnStride) {

    static Matrix random(int rows, int columns, Layout layout, SplittableRandom random) {
      int offset = random.nextInt(20);
      int gap = random.nextInt(4);
      int step = layout == Layout.STRIDED ? 2 + random.nextInt(3) : 1;
      int rowStride = layout == Layout.COLUMN_MAJOR ? 1 : columns * step + gap;
      int columnStride = layout == Layout.COLUMN_MAJOR ? rows + gap : step;
      int last = Math.max(0, (rows - 1) * rowStride + (columns - 1) * columnStride);
      return new Matrix(
          GemmTest.random(offset + last + 1, random), offset, rowStride, columnStride);
    }

    double at(int i, int j) {
      return values[offset + i * rowStride + j * columnStride];
    }
  }

  /**
   * Tolerance: k fused multiply-adds, one addition per block of the shared dimension, and the
   * addition to C, each with a relative error of one unit roundoff at most (Higham, Accuracy and
   * Stability of Numerical Algorithms, 3.1); two units more cover the terms of second order.
   */
  private static void check(Case test, SplittableRandom random) {
    int m = test.m();
    int n = test.n();
    int k = test.k();
    var gemm = new Gemm(test.width());
    var a = Matrix.random(m, k, test.a(), random);
    var b = Matrix.random(k, n, test.b(), random);
    int packedOffset = random.nextInt(20);
    var packed = canaries(packedOffset + gemm.packedSize(k, n) + 16);
    gemm.packB(b.values(), b.offset(), b.rowStride(), b.columnStride(), k, n, packed, packedOffset);
    assertThat(Arrays.copyOfRange(packed, packed.length - 16, packed.length)).containsOnly(CANARY);

    int offset = random.nextInt(20);
    int ldc = n + random.nextInt(20);
    var c = canaries(offset + m * ldc + 16);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        c[offset + i * ldc + j] = (float) random.nextDouble(-1, 1);
      }
    }
    var before = c.clone();
    int scratchOffset = random.nextInt(20);
    var scratch = canaries(scratchOffset + gemm.scratchSize(m, k) + 16);
    var unpacked = before.clone();
    var all = new Operands(gemm, m, n, k, a, ldc, test.accumulate(), scratch, scratchOffset);
    all.multiply(packed, packedOffset, 0, c, offset);
    if (b.columnStride() == 1 && gemm.fillsVectors(n)) {
      all.multiply(b.values(), b.offset(), b.rowStride(), unpacked, offset);
      assertThat(unpacked).as("from a B by rows").isEqualTo(c);
    }
    assertThat(Arrays.copyOfRange(scratch, scratch.length - 16, scratch.length))
        .containsOnly(CANARY);

    double gamma = (k + k / Gemm.DEPTH + 3) * UNIT;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = offset + i * ldc + j;
        double sum = test.accumulate() ? before[at] : 0;
        double magnitude = Math.abs(sum);
        for (int p = 0; p < k; p++) {
          sum += a.at(i, p) * b.at(p, j);
          magnitude += Math.abs(a.at(i, p) * b.at(p, j));
        }
        assertThat((double) c[at]).isCloseTo(sum, within(gamma * magnitude));
        before[at] = c[at];
      }
    }
    assertThat(c).as("everything outside C").isEqualTo(before);
  }

  private record Operands(
      Gemm gemm,
      int m,
      int n,
      int k,
      Matrix a,
      int ldc,
      boolean accumulate,
      float[] scratch,
      int scratchAt) {
    void multiply(float[] b, int bAt, int bRowStride, float[] c, int cAt) {
      gemm.multiply(
          m,
          n,
          k,
          0,
          k,
          0,
          n,
          a.values(),
          a.offset(),
          a.rowStride(),
          a.columnStride(),
          b,
          bAt,
          bRowStride,
          c,
          cAt,
          ldc,
          accumulate,
          scratch,
          scratchAt);
    }
  }

  private static float[] canaries(int length) {
    var values = new float[length];
    Arrays.fill(values, CANARY);
    return values;
  }

  private static float[] random(int length, SplittableRandom random) {
    var values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
