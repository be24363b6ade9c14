package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.noether.learning.backend.MissingVectorApiException;
import org.noether.learning.train.TrainingException;
import org.noether.reports.console.OptionNames;
import org.noether.simulation.registry.Spelling;
import org.noether.simulation.source.UserSystems;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports every failure as one line on the error stream and an exit code. */
record ErrorReporter(String... typed)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Pattern INVALID_OPTION =
      Pattern.compile("Invalid value for option '([^']+)'[^:]*: (.*)", Pattern.DOTALL);
  private static final Pattern INVALID_PARAMETER =
      Pattern.compile("Invalid value for positional parameter[^:]*: (.*)", Pattern.DOTALL);

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    var line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    String reason =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : invalid(String.valueOf(e.getMessage()));
    return report(line, firstLine(reason) + " (see '" + name + " --help')", e, Main.USAGE);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    return report(
        line,
        UserSystems.explain(e).orElseGet(() -> reason(e)),
        e,
        e instanceof IllegalArgumentException ? Main.USAGE : Main.FAILURE);
  }

  /** Reports an error that is not an exception, such as an exhausted heap. */
  static int handleFailure(String reason, Throwable failure, CommandLine line) {
    return report(line, firstLine(reason), failure, Main.FAILURE);
  }

  private static int report(CommandLine line, String message, Throwable failure, int code) {
    PrintWriter err = line.getErr();
    err.println(line.getCommandSpec().qualifiedName() + ": " + message);
    Object root = line.getCommandSpec().root().userObject();
    if (root instanceof NoetherCommand noether && noether.stacktrace()) {
      failure.printStackTrace(err);
      err.flush();
    }
    return code;
  }

  private String invalid(String message) {
    Matcher option = INVALID_OPTION.matcher(message);
    if (option.matches()) {
      String reason = option.group(2);
      return OptionNames.asTyped(option.group(1), typed)
          + (reason.startsWith("column ") ? ", " : ": ")
          + reason;
    }
    Matcher parameter = INVALID_PARAMETER.matcher(message);
    return parameter.matches() ? parameter.group(1) : message.replaceFirst("^Error: ", "");
  }

  private static String reason(Exception e) {
    return switch (e) {
      case UncheckedIOException wrapped -> reason(Objects.requireNonNull(wrapped.getCause()));
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case IOException io when io.getMessage() != null -> firstLine(io.getMessage());
      case IllegalArgumentException mistake when mistake.getMessage() != null ->
          firstLine(mistake.getMessage());
      case TrainingException failed -> firstLine(String.valueOf(failed.getMessage()));
      case MissingVectorApiException missing -> String.valueOf(missing.getMessage());
      default -> "unexpected %s (add --stacktrace to see where)".formatted(firstLine(e.toString()));
    };
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().getFirst();
    var spec = e.getCommandLine().getCommandSpec();
    if (typed.startsWith("-")) {
      String option = typed.replaceFirst("=.*", "");
      if (spec.userObject() instanceof TaskGroup) {
        for (var task : spec.subcommands().entrySet()) {
          if (task.getValue().getCommandSpec().optionsMap().containsKey(option)) {
            return "name a task before %s, as in '%s %s %s'"
                .formatted(option, spec.qualifiedName(), task.getKey(), option);
          }
        }
      }
      return "unknown option '%s'%s".formatted(option, Spelling.suggestion(option, options(spec)));
    }
    if (!spec.subcommands().isEmpty()) {
      var known = spec.subcommands().keySet();
      return "unknown %s '%s'; known: %s%s"
          .formatted(
              spec.userObject() instanceof TaskGroup ? "task" : "command",
              typed,
              String.join(", ", known),
              Spelling.suggestion(typed, known));
    }
    return "unexpected '%s'".formatted(typed);
  }

  private static List<String> options(CommandSpec spec) {
    return spec.optionsMap().entrySet().stream()
        .filter(e -> !e.getValue().hidden() && e.getKey().startsWith("--"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
