package org.noether.reports.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.reports.console.DurationConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a run goes and how long it may take, whatever is trained. */
final class RunOptions {
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--budget", "--skip-bad", "--stacktrace");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "Time to spend, such as 90s or 5m; the epochs are reduced to what fits, and molecules",
        "too where not even one epoch does."
      })
  private @Nullable Duration budget;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder for the run (default: a new one in runs).")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with an interrupted run, to the same result.")
  private @Nullable Path resume;

  /**
   * The run to go on with, if that is asked for.
   *
   * @throws ParameterException if an option was given that would change what the run is
   */
  Optional<Path> resumed() {
    if (resume != null) {
      demandNothingElse();
    }
    return Optional.ofNullable(resume);
  }

  /** The circumstances of training. */
  TrainOptions circumstances(StopFlag stop) {
    TrainOptions options = TrainOptions.defaults().withStop(stop);
    return budget == null ? options : options.withBudget(budget, resume == null);
  }

  /**
   * The folder for a new run.
   *
   * @param name what a folder in {@code runs} begins with if none was chosen
   */
  Path folder(String name) {
    if (out != null) {
      return out;
    }
    for (int i = 1; ; i++) {
      Path folder = Path.of("runs", name + "-" + i);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
  }

  /**
   * Prints how a run ended.
   *
   * @param achieved the result in words
   * @param next the command to go on with
   * @param reading the options given that say how data are read
   * @return the exit code
   */
  <R> int tell(
      Path folder,
      TrainOutcome<R> outcome,
      Function<R, String> achieved,
      String next,
      List<String> reading) {
    if (outcome.end() == TrainOutcome.End.STOPPED) {
      var words = new ArrayList<>(List.of("--resume", folder.toString()));
      words.addAll(reading);
      spec.commandLine()
          .getErr()
          .println(
              "stopped; go on with: %s %s"
                  .formatted(spec.qualifiedName(), String.join(" ", words)));
      return Main.INTERRUPTED;
    }
    R result = Objects.requireNonNull(outcome.result(), "a run that ended has a result");
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(achieved.apply(result));
    terminal.println("run      " + folder);
    terminal.println("next     " + next);
    return 0;
  }

  private void demandNothingElse() {
    List<String> others =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .filter(name -> !WITH_RESUME.contains(name))
            .toList();
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the run as it was begun; leave out " + String.join(", ", others));
    }
  }
}
