package org.noether.reports.console;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells how far a task is: by a bar on a terminal, and elsewhere by a line for each tenth. */
public final class ProgressDisplay implements AutoCloseable {
  private static final int TENTHS = 10;

  private final PrintWriter err;
  private final String task;
  private final long total;
  private final @Nullable ProgressBar bar;
  private long tenthsTold;

  private ProgressDisplay(PrintWriter err, String task, long total, @Nullable ProgressBar bar) {
    this.err = err;
    this.task = task;
    this.total = total;
    this.bar = bar;
  }

  /**
   * Begins a task.
   *
   * @param err where it is told: a {@link TerminalPrinter} shows a bar
   * @param task what is done
   * @param unit what is counted, such as {@code systems}
   * @param total how many there are, positive
   */
  public static ProgressDisplay begin(PrintWriter err, String task, String unit, long total) {
    return new ProgressDisplay(
        err,
        task,
        total,
        err instanceof TerminalPrinter terminal ? bar(terminal, task, unit, total) : null);
  }

  /** Says how many are done. May be called from several threads. */
  public synchronized void advanceTo(long done) {
    if (bar != null) {
      bar.stepTo(done);
      return;
    }
    long tenths = TENTHS * done / total;
    if (tenths > tenthsTold) {
      tenthsTold = tenths;
      err.printf(Locale.ROOT, "%s: %d%%%n", task, 100 * tenths / TENTHS);
    }
  }

  /** Says more beside the bar. */
  public void note(String message) {
    if (bar != null) {
      bar.setExtraMessage(message);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private static ProgressBar bar(TerminalPrinter terminal, String task, String unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(200)
        .setConsumer(terminal.bar())
        .build();
  }
}
