package org.noether.learning.train;

import org.noether.learning.backend.KernelSummary;

/**
 * The speed of training steps on this machine.
 *
 * @param network the network's name
 * @param backend the backend's description of itself
 * @param threads the threads that computed
 * @param batch the samples of a minibatch: systems, or molecules
 * @param chunk the samples of a microbatch, which one compiled function computes at a time
 * @param parameters the number of trained numbers
 * @param steps the steps timed
 * @param medianSeconds the median wall-clock seconds of a step
 * @param samplesPerSecond the samples learned from in a second
 * @param peakMemoryBytes the most memory taken so far
 * @param peakMemoryOf what {@code peakMemoryBytes} measures
 * @param stepMatmulFlops the floating-point operations of a step's matrix products and contractions
 * @param matmulFlops those achieved in a second
 * @param peakMatmulFlops those that the same backend and threads achieve on large square matrices
 * @param matmulShare {@code matmulFlops / peakMatmulFlops}
 * @param secondsToTenthStep the seconds from the start of the process to the end of the tenth step
 * @param kernels what became of the backend's kernels
 */
public record StepTiming(
    String network,
    String backend,
    int threads,
    int batch,
    int chunk,
    long parameters,
    int steps,
    double medianSeconds,
    double samplesPerSecond,
    long peakMemoryBytes,
    String peakMemoryOf,
    double stepMatmulFlops,
    double matmulFlops,
    double peakMatmulFlops,
    double matmulShare,
    double secondsToTenthStep,
    KernelSummary kernels) {}
