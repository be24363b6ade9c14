package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.noether.learning.train.StopFlag;

/**
 * Ctrl-C. A command that takes the {@link #stopFlag()} is given a moment to notice it and to finish
 * what it writes; any other ends at once, and files in progress are removed.
 */
final class Interruption {
  private static final int GRACE_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final StopFlag stop = new StopFlag();
  private volatile boolean watched;

  /** The flag that Ctrl-C raises. */
  StopFlag stopFlag() {
    watched = true;
    return stop;
  }

  /** Listens for Ctrl-C and termination until {@link #finished()}; says so on {@code err}. */
  void listen(PrintWriter err) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signalled(err), "interruption"));
  }

  /** Says that the command has ended and there is nothing to wait for. */
  void finished() {
    finished.countDown();
  }

  private void signalled(PrintWriter err) {
    if (finished.getCount() == 0) {
      return;
    }
    stop.request();
    if (!watched || !ends()) {
      err.println("\nnoether: interrupted; every file written so far is complete");
    }
  }

  /** Whether the command notices the flag and ends, saying so itself. */
  private boolean ends() {
    try {
      return finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
