package org.noether.simulation.trajectory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
      int n, int block, int threads, Supplier<? extends Work> worker, Progress progress)
      throws IOException {
    var next = new AtomicInteger();
    var report = new Report(progress, n);
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<?>>();
      for (int t = 0; t < threads; t++) {
        running.add(
            executor.submit(() -> {
              try {
                var work = worker.get();
                for (int from; (from = next.getAndAdd(block)) < n && from >= 0; ) {
                  int to = Math.min(n, from + block);
                  work.run(from, to);
                  report.add(to - from);
                }
              } catch (Throwable e) {
                next.set(n);
                throw e;
              }
              return null;
            }));
      }
      for (var future : running) {
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
      next.set(n);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static final class Report {
    private final Progress progress;
    private final int total;
    private int done;

    Report(Progress progress, int total) {
      this.progress = progress;
      this.total = total;
    }

    synchronized void add(int count) {
      done += count;
      progress.update(done, total);
    }
  }
}
