package org.noether.learning.backend.cpu;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The kernels of one kind, one for each vector width, generated on first use.
 *
 * @param <K> the interface of the kernels
 */
final class WidthKernels<K> {
  private final ConcurrentMap<VectorWidth, GeneratedKernel<K>> kernels = new ConcurrentHashMap<>();
  private final Function<VectorWidth, K> compile;
  private final Function<VectorWidth, Consumer<K>> sample;
  private final Function<GeneratedKernel<K>, K> watched;

  /**
   * Creates the kernels.
   *
   * @param compile compiles the kernel of a width
   * @param sample returns a call with little data
   * @param watched returns a kernel that calls another and reports what it allocates
   */
  WidthKernels(
      Function<VectorWidth, K> compile,
      Function<VectorWidth, Consumer<K>> sample,
      Function<GeneratedKernel<K>, K> watched) {
    this.compile = compile;
    this.sample = sample;
    this.watched = watched;
  }

  /** Returns the kernel of a width. */
  K of(VectorWidth width) {
    GeneratedKernel<K> kernel = kernels.get(width);
    if (kernel == null) {
      kernel = kernels.computeIfAbsent(width, this::generate);
    }
    return GeneratedKernel.isWatched() ? watched.apply(kernel) : kernel.kernel();
  }

  private GeneratedKernel<K> generate(VectorWidth width) {
    // The JIT compiler may take another class for the same kernel.
    return new GeneratedKernel<>(
        List.of(() -> compile.apply(width), () -> compile.apply(width)), sample.apply(width));
  }
}
