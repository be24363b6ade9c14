package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;
import org.noether.learning.backend.cpu.MicroKernel.Shape;

/** Kernels that the JIT compiler refuses are noticed and replaced. */
class GeneratedKernelTest {
  private static final long MANY_RUNS = 1 << 20;
  private static final int BYTES = 4096;

  private final AtomicInteger generated = new AtomicInteger();

  @Test
  void aKernelThatStillAllocatesAfterManyCallsIsReplaced() {
    var kernel = kernel(0, GeneratedKernelTest::allocate);
    int before = GeneratedKernel.summary().replaced();

    watchOneCall(kernel, 1);
    assertThat(generated).as("called too seldom to be judged").hasValue(1);

    watchOneCall(kernel, MANY_RUNS);
    assertThat(generated).hasValue(2);
    assertThat(GeneratedKernel.summary().replaced()).isEqualTo(before + 1);
    assertThat(GeneratedKernel.summary().allocating()).isPositive();

    watchOneCall(kernel, MANY_RUNS);
    assertThat(generated).as("no alternative is left").hasValue(2);
  }

  @Test
  void aKernelIsJudgedOnlyWhenItIsOldEnough() {
    watchOneCall(kernel(1L << 60, GeneratedKernelTest::allocate), MANY_RUNS);

    assertThat(generated).hasValue(1);
  }

  @Test
  void aKernelThatAllocatesNothingStays() {
    watchOneCall(kernel(0, () -> {}), MANY_RUNS);

    assertThat(generated).hasValue(1);
  }

  private static void allocate() {
    assertThat(new byte[BYTES]).hasSize(BYTES);
  }

  private GeneratedKernel<Runnable> kernel(long nanosToCompile, Runnable call) {
    Supplier<Runnable> generator =
        () -> {
          generated.incrementAndGet();
          return call;
        };
    return new GeneratedKernel<>(List.of(generator, generator), Runnable::run, nanosToCompile);
  }

  private static void watchOneCall(GeneratedKernel<Runnable> kernel, long runs) {
    Runnable current = kernel.kernel(); // waiting for it allocates
    GeneratedKernel.watch();
    long before = GeneratedKernel.allocatedBytes();
    current.run();
    kernel.called(GeneratedKernel.allocatedBytes() - before);
    GeneratedKernel.judge(runs);
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        new Shape(VectorWidth.BITS_256, 6, 2, LayoutA.ROWS, LayoutB.PANEL, LayoutC.ROWS, true),
        new Shape(VectorWidth.BITS_128, 5, 1, LayoutA.COLUMNS, LayoutB.PANEL, LayoutC.ROWS, false),
        new Shape(VectorWidth.BITS_256, 8, 1, LayoutA.COLUMNS, LayoutB.INDEXED, LayoutC.ROWS, true),
        new Shape(VectorWidth.BITS_256, 4, 1, LayoutA.ROWS, LayoutB.ROWS, LayoutC.INDEXED, true),
        new Shape(VectorWidth.BITS_128, 7, 3, LayoutA.INDEXED, LayoutB.ROWS, LayoutC.ROWS, false));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aSplitTileComputesTheSameBits(Shape shape) {
    var random = new SplittableRandom(1);
    int depth = 9;
    int stride = 64;
    float[] a = floats(random, stride * stride);
    float[] b = floats(random, stride * stride);
    int[] index = random.ints(2L * stride, 0, stride / 2).toArray();
    int columns = shape.b() == LayoutB.PANEL ? shape.columns() : shape.columns() - 1;
    int least = shape.a() == LayoutA.COLUMNS ? shape.rows() : 1;
    for (int rows = least; rows <= shape.rows(); rows++) {
      float[] whole = floats(new SplittableRandom(2), stride * stride);
      float[] split = whole.clone();
      MicroKernelCode.compile(shape)
          .run(depth, a, 3, stride, b, 5, stride, whole, 7, stride, index, 2, rows, columns);
      SplitMicroKernel.compile(shape)
          .run(depth, a, 3, stride, b, 5, stride, split, 7, stride, index, 2, rows, columns);
      assertThat(split).as("%d rows", rows).isEqualTo(whole);
    }
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }
}
