package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that share out tasks. */
public final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService pool;

  /** What is done for each task. */
  @FunctionalInterface
  public interface Task {
    /** Does the task of that number on the worker of that number; a worker does one at a time. */
    public void run(int worker, int task);
  }

  /** Starts threads, at least one. */
  public Workers(int count) {
    this.count = count;
    this.pool =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("noether-worker-", 0).factory());
  }

  /** Returns the number of threads. */
  public int count() {
    return count;
  }

  /** Does tasks 0 to {@code tasks} - 1, each on whichever worker is free, and waits for them. */
  public void run(int tasks, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Boolean>> shares = new ArrayList<>();
    for (int i = 0; i < Math.min(count, tasks); i++) {
      int worker = i;
      shares.add(() -> {
        for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
          task.run(worker, t);
        }
        return true;
      });
    }
    try {
      for (Future<Boolean> share : pool.invokeAll(shares)) {
        share.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while computing");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
