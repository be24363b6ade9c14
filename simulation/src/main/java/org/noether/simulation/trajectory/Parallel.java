package org.noether.simulation.trajectory;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs independent work on blocks of indices, on several threads. */
final class Parallel {
  /** Handles indices {@code from} to {@code to} (exclusive). */
  @FunctionalInterface
  interface Work {
    void run(int from, int to) throws IOException;
  }

  private Parallel() {}

  /**
   * Covers 0 to {@code n - 1} in blocks.
   *
   * @param worker makes one object per thread, which may therefore hold working memory
   * @throws IOException the first failure; the other threads stop at their next block
   */
  static void forBlocks(
      int n, int block, int threads, Supplier<? extends Work> worker, ProgressListener progress)
      throws IOException {
    var next = new AtomicInteger();
    var counter = progress.counter(n);
    Callable<@Nullable Void> task =
        () -> {
          try {
            var work = worker.get();
            for (int from; (from = next.getAndAdd(block)) < n && from >= 0; ) {
              int to = Math.min(n, from + block);
              work.run(from, to);
              counter.accept(to - from);
            }
          } catch (Throwable e) {
            next.set(n);
            throw e;
          }
          return null;
        };
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (var future : executor.invokeAll(Collections.nCopies(threads, task))) {
        future.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
