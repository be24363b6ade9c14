package org.noether.learning.backend.cpu;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The micro-kernels generated so far in this process, one per shape. */
final class MicroKernels {
  private static final ConcurrentMap<MicroKernel.Shape, MicroKernel> KERNELS =
      new ConcurrentHashMap<>();

  private MicroKernels() {}

  /** Returns the micro-kernel for a shape, generated on first use. */
  static MicroKernel of(MicroKernel.Shape shape) {
    var kernel = KERNELS.get(shape);
    return kernel != null ? kernel : KERNELS.computeIfAbsent(shape, MicroKernelCode::compile);
  }
}
