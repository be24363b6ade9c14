package org.noether.reports.console;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Prints to a terminal whose last line may show a progress bar: whole lines appear above the bar.
 * Several threads may print.
 */
public final class TerminalPrinter extends PrintWriter {
  private static final int USUAL_WIDTH = 80;
  private static final String ERASE_LINE = "\r\033[K";

  private final AboveBar lines;
  private final int width;

  /** Prints to a stream, on lines of the given number of characters. */
  TerminalPrinter(Writer terminal, int width) {
    var above = new AboveBar(terminal);
    super(above, true);
    lines = above;
    this.width = width;
  }

  /** Returns a printer to a stream: one with bars if the program runs on a terminal. */
  public static PrintWriter of(PrintStream stream) {
    var plain = new PrintWriter(stream, true, StandardCharsets.UTF_8);
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new TerminalPrinter(plain, terminalWidth())
        : plain;
  }

  /** Asks for the width without JLine's handlers of signals, which would end the program. */
  private static int terminalWidth() {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }

  /** The characters of a line. */
  public int width() {
    return width;
  }

  /** Returns what shows one bar on the last line. */
  ProgressBarConsumer bar() {
    return new ProgressBarConsumer() {
      @Override
      public int getMaxRenderedLength() {
        // The terminal shows ^C at the end of the line that is then erased.
        return width - 3;
      }

      @Override
      public void accept(String rendered) {
        lines.show(rendered);
      }

      @Override
      public void close() {
        lines.keep();
      }
    };
  }

  /** Ends the bar with a line of its own, for good: what is printed then comes below it. */
  public void endBar() {
    lines.end();
  }

  /** Passes whole lines on, and writes the bar again below them. */
  private static final class AboveBar extends Writer {
    private final Writer terminal;
    private final StringBuilder begun = new StringBuilder();
    private String bar = "";
    private boolean ended;

    AboveBar(Writer terminal) {
      this.terminal = terminal;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      synchronized (lock) {
        begun.append(text, offset, length);
        int end = begun.lastIndexOf("\n") + 1;
        if (end > 0) {
          erase();
          terminal.append(begun, 0, end);
          begun.delete(0, end);
          terminal.write(bar);
          terminal.flush();
        }
      }
    }

    void end() {
      synchronized (lock) {
        keep();
        ended = true;
      }
    }

    void show(String rendered) {
      synchronized (lock) {
        if (ended) {
          return;
        }
        try {
          erase();
          bar = rendered;
          terminal.write(bar);
          terminal.flush();
        } catch (IOException e) {
          bar = "";
        }
      }
    }

    /** Leaves the bar where it is, as a line of its own. */
    void keep() {
      synchronized (lock) {
        if (!bar.isEmpty()) {
          show(bar + "\n");
          bar = "";
        }
      }
    }

    private void erase() throws IOException {
      if (!bar.isEmpty()) {
        terminal.write(ERASE_LINE);
      }
    }

    /** Writes a line that is not complete, unless there is a bar in its place. */
    @Override
    public void flush() throws IOException {
      synchronized (lock) {
        if (bar.isEmpty()) {
          terminal.append(begun);
          begun.setLength(0);
        }
        terminal.flush();
      }
    }

    @Override
    public void close() throws IOException {
      flush();
      terminal.close();
    }
  }
}
