package org.noether.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counts floating-point operations. On a machine shared with others, {@code flops} divided by
 * {@code processorTime} is the rate that the benchmark would have had alone.
 */
@AuxCounters
@State(Scope.Thread)
public class Rate {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Operations of this iteration; JMH reports them per nanosecond, which is GFLOP/s. */
  public long flops;

  private long start;

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void start() {
    flops = 0;
    start = THREADS.getCurrentThreadCpuTime();
  }

  /** Nanoseconds of processor time; JMH reports them per nanosecond, so as the share of a core. */
  public long processorTime() {
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
