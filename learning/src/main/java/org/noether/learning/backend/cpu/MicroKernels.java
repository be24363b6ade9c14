package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;
import org.noether.learning.backend.cpu.MicroKernel.Shape;

/** The micro-kernels generated so far in this process, one per shape. */
final class MicroKernels {
  private static final int WIDTHS = VectorWidth.values().length;
  private static final int AS = LayoutA.values().length;
  private static final int BS = LayoutB.values().length;
  private static final int CS = LayoutC.values().length;
  private static final AtomicReferenceArray<GeneratedKernel<MicroKernel>> KERNELS =
      new AtomicReferenceArray<>(
          WIDTHS * (MicroKernel.MAX_ROWS + 1) * (MicroKernel.MAX_VECTORS + 1) * AS * BS * CS * 2);

  private MicroKernels() {}

  /**
   * Returns the micro-kernel for a shape, generated on first use. Takes the parts of a {@link
   * Shape}, so that finding a kernel allocates nothing.
   */
  @SuppressWarnings("EnumOrdinal") // an index within this process
  static MicroKernel of(
      VectorWidth width,
      int rows,
      int vectors,
      LayoutA a,
      LayoutB b,
      LayoutC c,
      boolean accumulate) {
    int index = width.ordinal() * (MicroKernel.MAX_ROWS + 1) + rows;
    index = index * (MicroKernel.MAX_VECTORS + 1) + vectors;
    index = index * AS + a.ordinal();
    index = index * BS + b.ordinal();
    index = index * CS + c.ordinal();
    index = index * 2 + (accumulate ? 1 : 0);
    GeneratedKernel<MicroKernel> kernel = KERNELS.getAcquire(index);
    if (kernel == null) {
      kernel = generate(index, new Shape(width, rows, vectors, a, b, c, accumulate));
    }
    return GeneratedKernel.isWatched() ? watched(kernel) : kernel.kernel();
  }

  private static synchronized GeneratedKernel<MicroKernel> generate(int index, Shape shape) {
    GeneratedKernel<MicroKernel> kernel = KERNELS.get(index);
    if (kernel == null) {
      List<Supplier<MicroKernel>> alternatives = new ArrayList<>();
      // The JIT compiler may take another class for the same tile.
      alternatives.add(() -> MicroKernelCode.compile(shape));
      alternatives.add(() -> MicroKernelCode.compile(shape));
      if (shape.rows() > 1) {
        alternatives.add(() -> SplitMicroKernel.compile(shape));
      }
      kernel = new GeneratedKernel<>(alternatives, SampleCalls.ofTile(shape));
      KERNELS.setRelease(index, kernel);
    }
    return kernel;
  }

  private static MicroKernel watched(GeneratedKernel<MicroKernel> kernel) {
    return (depth, a, aAt, aStep, b, bAt, bStep, c, cAt, cStep, index, indexAt, rows, columns) -> {
      MicroKernel current = kernel.kernel();
      long before = GeneratedKernel.allocatedBytes();
      current.run(
          depth, a, aAt, aStep, b, bAt, bStep, c, cAt, cStep, index, indexAt, rows, columns);
      kernel.called(GeneratedKernel.allocatedBytes() - before);
    };
  }
}
