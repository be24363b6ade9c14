package org.noether.reports.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.noether.reports.console.OptionNames;
import picocli.CommandLine;

/** The entry point of {@code noether}. */
public final class Main {
  /** Exit code of a command that failed. */
  public static final int FAILURE = 1;

  /** Exit code of an invalid command line. */
  public static final int USAGE = 2;

  /** Exit code after Ctrl-C, as shells expect it. */
  public static final int INTERRUPTED = 130;

  private static final int HELP_WIDTH = 100;

  private Main() {}

  /**
   * Runs one command and ends the virtual machine with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var interruption = new Interruption();
    interruption.listen(err);
    int code = execute(out, err, interruption, args);
    interruption.finished();
    System.exit(code);
  }

  /**
   * Runs one command in this process.
   *
   * @param out receives results
   * @param err receives progress and errors
   * @param args the command line
   * @return 0 on success, {@link #FAILURE}, {@link #USAGE} or {@link #INTERRUPTED}
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return execute(out, err, new Interruption(), args);
  }

  private static int execute(
      PrintWriter out, PrintWriter err, Interruption interruption, String... args) {
    try {
      return execute(
          NoetherCommand.line(interruption, List.of(args)).setOut(out).setErr(err), args);
    } catch (ServiceConfigurationError e) {
      err.println("noether: " + e.getMessage());
      return FAILURE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int execute(CommandLine line, String... args) {
    var errors = new ErrorReporter(args);
    line.setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    try {
      return line.execute(OptionNames.normalise(args));
    } catch (OutOfMemoryError e) {
      return ErrorReporter.handleFailure(
          "out of memory: the heap is limited to %d MiB; reduce the work, for example with --bs"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e,
          line);
    } catch (LinkageError | AssertionError | StackOverflowError e) {
      return ErrorReporter.handleFailure("unexpected " + e, e, line);
    }
  }
}
