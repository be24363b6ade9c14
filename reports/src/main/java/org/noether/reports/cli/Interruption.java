package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.noether.learning.train.StopFlag;
import org.noether.reports.console.TerminalPrinter;
import org.noether.simulation.io.AtomicFiles;

/**
 * Handles Ctrl-C. A command that uses the {@link #stopFlag()} gets some time to stop and to finish
 * writing; other commands end at once, and incomplete files are removed.
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

  /** Handles Ctrl-C and termination until {@link #finished()}, with a message on {@code err}. */
  void listen(PrintWriter err) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signalled(err), "interruption"));
  }

  /** Signals that the command has ended. */
  void finished() {
    finished.countDown();
  }

  private void signalled(PrintWriter err) {
    if (finished.getCount() == 0) {
      return;
    }
    stop.request();
    if (!watched || !ends()) {
      if (err instanceof TerminalPrinter terminal) {
        terminal.endBar();
      }
      err.println("\nnoether: interrupted; every file written so far is complete");
    }
    AtomicFiles.abandon();
  }

  /** Waits for the command to end with a message of its own, and returns whether it did. */
  private boolean ends() {
    try {
      return finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
