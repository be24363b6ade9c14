package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import org.noether.reports.console.OptionNames;
import org.noether.reports.console.TerminalPrinter;
import org.noether.reports.console.WholeWordsHelp;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.Printable;
import org.noether.simulation.source.UserSystems;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The entry point of {@code noether}. */
public final class Main {
  /** Exit code of a command that failed. */
  public static final int FAILURE = 1;

  /** Exit code of an invalid command line. */
  public static final int USAGE = 2;

  /** Exit code after Ctrl-C, as shells expect it. */
  public static final int INTERRUPTED = 130;

  /** The widths of lines of help: the usual one, and the limits for those of a terminal. */
  private static final int HELP_WIDTH = 80;

  private static final int LEAST_HELP_WIDTH = 60;
  private static final int MOST_HELP_WIDTH = 120;

  private Main() {}

  /**
   * Runs one command and ends the virtual machine with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = TerminalPrinter.of(System.err);
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
    Locale locale = Locale.getDefault();
    // Files, their names, figures and messages are the same everywhere.
    Locale.setDefault(Locale.ROOT);
    try {
      return execute(
          NoetherCommand.line(interruption, List.of(args)).setOut(out).setErr(err), args);
    } catch (ServiceConfigurationError | UncheckedIOException e) {
      err.println("noether: " + (e.getCause() instanceof IOException io ? io : e).getMessage());
      return FAILURE;
    } catch (IllegalArgumentException e) {
      err.println("noether: " + e.getMessage());
      return USAGE;
    } finally {
      Locale.setDefault(locale);
      out.flush();
      err.flush();
    }
  }

  /** The command line with converters of its own. */
  static CommandLine converting(CommandLine line) {
    return line.registerConverter(Path.class, Main::path)
        .registerConverter(Double.class, Main::number)
        .registerConverter(double.class, Main::number);
  }

  private static Double number(String text) {
    return Decimals.real(text)
        .orElseThrow(() ->
            new TypeConversionException("'%s' is not a number".formatted(Printable.of(text))));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      String reason =
          e.getReason().contains("unmappable")
              ? "the locale's encoding, %s, lacks some of its letters; set LC_ALL=C.UTF-8"
                  .formatted(System.getProperty("sun.jnu.encoding"))
              : e.getReason();
      throw new TypeConversionException(
          "'%s' is no path: %s".formatted(Printable.of(text), reason));
    }
  }

  private static int helpWidth(PrintWriter err) {
    return err instanceof TerminalPrinter terminal
        ? Math.clamp(terminal.width(), LEAST_HELP_WIDTH, MOST_HELP_WIDTH)
        : HELP_WIDTH;
  }

  private static int execute(CommandLine line, String... args) {
    var errors = new ErrorReporter(args);
    converting(line).setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
    WholeWordsHelp.install(line, helpWidth(line.getErr()));
    try {
      return line.execute(OptionNames.normalise(args));
    } catch (OutOfMemoryError e) {
      return ErrorReporter.handleFailure(
          "out of memory: the heap is limited to %d MiB; reduce the work, for example with --bs"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e,
          line);
    } catch (LinkageError | AssertionError | StackOverflowError e) {
      return ErrorReporter.handleFailure(UserSystems.explain(e).orElse("unexpected " + e), e, line);
    }
  }
}
