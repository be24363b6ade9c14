package org.noether.learning.backend.cpu;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.KernelSummary;

/**
 * A kernel that is replaced if the JIT compiler refuses it.
 *
 * <p>A refused kernel keeps its vectors in objects and is a hundred times slower. It shows by the
 * memory that its calls allocate. Now and then all calls of a run are watched; a kernel that then
 * allocates, though it is old enough and was called often enough to be compiled, is replaced by the
 * next of its alternatives.
 *
 * @param <K> the interface of the kernel
 */
final class GeneratedKernel<K> {
  /** Calls after which any method is compiled: thrice HotSpot's threshold for C2 by calls. */
  private static final long CALLS_TO_COMPILE = 15_000;

  /** Longer than the JIT compiler's queue lasts on a busy machine. */
  private static final long NANOS_TO_COMPILE = 10_000_000_000L;

  private static final Queue<GeneratedKernel<?>> ALL = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger WATCHING = new AtomicInteger();

  private final List<Supplier<K>> alternatives;
  private final long nanosToCompile;
  private final CompletableFuture<K> first;
  private volatile @Nullable K kernel;
  private int replaced;
  private long generatedAt;
  private long watchedCalls;
  private long watchedBytes;
  private boolean allocates;

  /**
   * Begins to generate the first kernel.
   *
   * @param alternatives generate kernels that compute the same, the best first
   * @param sample calls a kernel with little data
   */
  GeneratedKernel(List<Supplier<K>> alternatives, Consumer<K> sample) {
    this(alternatives, sample, NANOS_TO_COMPILE);
  }

  /**
   * Begins to generate the first kernel.
   *
   * @param nanosToCompile the age below which a kernel is not judged
   */
  GeneratedKernel(List<Supplier<K>> alternatives, Consumer<K> sample, long nanosToCompile) {
    this.alternatives = alternatives;
    this.nanosToCompile = nanosToCompile;
    this.first = WarmUp.start(alternatives.getFirst(), sample);
    this.generatedAt = System.nanoTime();
    ALL.add(this);
  }

  /** Returns the kernel to call; waits until there is one. */
  K kernel() {
    K current = kernel;
    return current == null ? await() : current;
  }

  private synchronized K await() {
    K current = kernel;
    if (current == null) {
      current = first.join();
      kernel = current;
    }
    return current;
  }

  /** Returns whether calls are being watched, and should be reported to {@link #called}. */
  static boolean isWatched() {
    return WATCHING.get() > 0;
  }

  /** Begins to watch the calls of a run. */
  static void watch() {
    WATCHING.incrementAndGet();
  }

  /**
   * Ends watching the calls of a run, and replaces kernels that were refused.
   *
   * @param runs how many equal runs there were so far
   */
  static void judge(long runs) {
    WATCHING.decrementAndGet();
    ALL.forEach(kernel -> kernel.judgeCalls(runs));
  }

  /** Returns the bytes that this thread has allocated so far. */
  static long allocatedBytes() {
    return Threads.BEAN.getCurrentThreadAllocatedBytes();
  }

  /** Notes a watched call that allocated some bytes. */
  synchronized void called(long bytes) {
    watchedCalls++;
    watchedBytes += bytes;
  }

  private synchronized void judgeCalls(long runs) {
    boolean compiled =
        watchedCalls * runs >= CALLS_TO_COMPILE
            && System.nanoTime() - generatedAt >= nanosToCompile;
    if (compiled) {
      allocates = watchedBytes > 0;
      if (allocates && replaced + 1 < alternatives.size()) {
        replaced++;
        kernel = alternatives.get(replaced).get();
        generatedAt = System.nanoTime();
      }
    }
    watchedCalls = 0;
    watchedBytes = 0;
  }

  private synchronized int replaced() {
    return replaced;
  }

  private synchronized boolean allocates() {
    return allocates;
  }

  /** Returns what became of all kernels. */
  static KernelSummary summary() {
    return new KernelSummary(
        ALL.size(),
        ALL.stream().mapToInt(GeneratedKernel::replaced).sum(),
        (int) ALL.stream().filter(GeneratedKernel::allocates).count());
  }

  /** The bean is slow to create, and not needed by short processes. */
  private static final class Threads {
    static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }
}
