package org.noether.learning.backend;

/**
 * What became of the kernels that a backend generated in this process.
 *
 * @param generated the kernels in use
 * @param replaced how many times one was replaced because the JIT compiler had refused it
 * @param allocating kernels in use that run without the JIT compiler's optimisation
 */
public record KernelSummary(int generated, int replaced, int allocating) {
  @Override
  public String toString() {
    return "%d generated, %d replaced after the JIT compiler refused them, %d not optimised"
        .formatted(generated, replaced, allocating);
  }
}
