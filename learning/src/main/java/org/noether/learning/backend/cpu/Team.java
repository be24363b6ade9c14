package org.noether.learning.backend.cpu;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads, the caller and its workers, that run the parts of a job in parallel.
 *
 * <p>A process has one team of each size, shared by all executions; its workers are daemon threads
 * that sleep when idle. A team runs one job at a time; a caller that finds it busy runs all parts
 * itself.
 */
final class Team {
  /** Work in parts that may run in any order and concurrently. */
  interface Job {
    /**
     * Runs one part.
     *
     * @param part the number of the part, from 0
     * @param worker the number of the thread: 0 for the caller
     */
    void run(int part, int worker);
  }

  /** How long threads spin before they sleep. */
  private static final long SPIN_NANOS = 50_000;

  private static final ConcurrentMap<Integer, Team> TEAMS = new ConcurrentHashMap<>();

  private final Worker[] workers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The number of parts not yet started in the lower half, and a job counter in the upper half,
   * which prevents the ABA problem between jobs.
   */
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Written before {@link #open} publishes parts, and again after all of them have finished. */
  private @Nullable Job job;

  private @Nullable Thread caller;

  private Team(int size) {
    workers = new Worker[size - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
    for (Worker worker : workers) {
      worker.thread.start();
    }
  }

  /**
   * Returns the team of this number of threads, the caller included.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  static Team of(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("threads must be positive, not " + size);
    }
    return TEAMS.computeIfAbsent(size, Team::new);
  }

  /**
   * Runs all parts of a job and returns when they have finished. If parts throw, the other parts
   * still run; then one of the exceptions is rethrown.
   */
  void run(Job work, int parts) {
    if (parts == 1 || workers.length == 0 || !busy.compareAndSet(false, true)) {
      for (int part = 0; part < parts; part++) {
        work.run(part, 0);
      }
      return;
    }
    try {
      job = work;
      caller = Thread.currentThread();
      unfinished.set(parts);
      open.set(((open.get() >>> Integer.SIZE) + 1) << Integer.SIZE | parts);
      for (int i = 0; i < Math.min(parts - 1, workers.length); i++) {
        workers[i].wake();
      }
      doParts(0);
      awaitEnd();
      rethrow(failure.getAndSet(null));
    } finally {
      job = null;
      caller = null;
      busy.set(false);
    }
  }

  /** Runs parts until all have been started. */
  private void doParts(int number) {
    long before = open.get();
    while (parts(before) > 0) {
      Job offered = job;
      if (open.compareAndSet(before, before - 1)) {
        try {
          Objects.requireNonNull(offered).run(parts(before) - 1, number);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        Thread waiting = caller;
        if (unfinished.decrementAndGet() == 0 && number > 0) {
          LockSupport.unpark(waiting);
        }
      }
      before = open.get();
    }
  }

  private static int parts(long open) {
    return (int) open;
  }

  private void awaitEnd() {
    long start = System.nanoTime();
    while (unfinished.get() > 0) {
      if (System.nanoTime() - start < SPIN_NANOS) {
        pause();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Yields the core while spinning: the thread waited for may need it. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void pause() {
    Thread.yield();
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private final class Worker {
    private final Thread thread;
    private final int number;
    private volatile boolean asleep;

    Worker(int number) {
      this.number = number;
      thread =
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name("noether-cpu-worker-" + number)
              .unstarted(this::work);
    }

    private void work() {
      long idleSince = System.nanoTime();
      while (true) {
        if (parts(open.get()) > 0) {
          doParts(number);
          idleSince = System.nanoTime();
        } else if (System.nanoTime() - idleSince < SPIN_NANOS) {
          pause();
        } else {
          asleep = true;
          if (parts(open.get()) == 0) {
            LockSupport.park(Team.this);
          }
          asleep = false;
        }
      }
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }
}
