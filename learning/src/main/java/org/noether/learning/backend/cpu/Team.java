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
 * A thread that asks and its helpers, who do the parts of a job together.
 *
 * <p>There is one team of each size in a process, so its helpers, daemon threads that sleep when
 * there is nothing to do, stay few however many executions there are. A team does one job at a
 * time; whoever finds its helpers taken does all parts alone.
 */
final class Team {
  /** Work in parts that may run in any order, and at the same time. */
  interface Job {
    /**
     * Does one part.
     *
     * @param part its number, from 0
     * @param member who does it: 0 for the thread that asks, or a helper's number
     */
    void run(int part, int member);
  }

  /** How long to look out for work, or for the end of it, before going to sleep. */
  private static final long PATIENCE_NANOS = 50_000;

  private static final ConcurrentMap<Integer, Team> TEAMS = new ConcurrentHashMap<>();

  private final Helper[] helpers;
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * In the lower half how many parts nobody has begun, in the upper half the number of the job, so
   * that a part of one job is not mistaken for one of the next.
   */
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Written before {@link #open} offers parts, and again after all of them are finished. */
  private @Nullable Job job;

  private @Nullable Thread asking;

  private Team(int members) {
    helpers = new Helper[members - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
    }
    for (Helper helper : helpers) {
      helper.thread.start();
    }
  }

  /**
   * Returns the team of a number of members, the thread that asks among them.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  static Team of(int members) {
    if (members < 1) {
      throw new IllegalArgumentException("threads must be positive, not " + members);
    }
    return TEAMS.computeIfAbsent(members, Team::new);
  }

  /**
   * Does all parts of a job, and returns when they are finished. If parts throw, the others are
   * done all the same; then what one of them threw is thrown.
   */
  void run(Job work, int parts) {
    if (parts == 1 || helpers.length == 0 || !taken.compareAndSet(false, true)) {
      for (int part = 0; part < parts; part++) {
        work.run(part, 0);
      }
      return;
    }
    try {
      job = work;
      asking = Thread.currentThread();
      unfinished.set(parts);
      open.set(((open.get() >>> Integer.SIZE) + 1) << Integer.SIZE | parts);
      for (int i = 0; i < Math.min(parts - 1, helpers.length); i++) {
        helpers[i].wake();
      }
      doParts(0);
      awaitEnd();
      rethrow(failure.getAndSet(null));
    } finally {
      job = null;
      asking = null;
      taken.set(false);
    }
  }

  /** Does parts until none is left that nobody has begun. */
  private void doParts(int member) {
    long before = open.get();
    while (parts(before) > 0) {
      Job offered = job;
      if (open.compareAndSet(before, before - 1)) {
        try {
          Objects.requireNonNull(offered).run(parts(before) - 1, member);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        Thread waiting = asking;
        if (unfinished.decrementAndGet() == 0 && member > 0) {
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
      if (System.nanoTime() - start < PATIENCE_NANOS) {
        pause();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Lets others have the core that is looked out on: the one waited for may be among them. */
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

  private final class Helper {
    private final Thread thread;
    private final int member;
    private volatile boolean asleep;

    Helper(int member) {
      this.member = member;
      thread =
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name("noether-cpu-helper-" + member)
              .unstarted(this::help);
    }

    private void help() {
      long idleSince = System.nanoTime();
      while (true) {
        if (parts(open.get()) > 0) {
          doParts(member);
          idleSince = System.nanoTime();
        } else if (System.nanoTime() - idleSince < PATIENCE_NANOS) {
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
