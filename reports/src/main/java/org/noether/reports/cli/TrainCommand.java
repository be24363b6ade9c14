package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.BudgetException;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.TensorBoardLog;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOptions.Fit;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.console.DurationConverter;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.TaskOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code noether train TASK}.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
final class TrainCommand<C extends RunConfig<C>, R extends RunResult> extends LeafCommand {
  private static final Set<String> WITH_RESUME =
      Set.of(
          "--resume",
          "--budget",
          "--class-path",
          "--last-epoch",
          "--skip-bad",
          "--tensorboard",
          "--stacktrace",
          "--quiet",
          "--json");

  private final TaskCommands<C, R, ?> commands;
  private final Interruption interruption;
  private final TaskOptions<C, R> options;

  /** When the budget begins. */
  private final long start = System.nanoTime();

  /** The same object as options, because picocli does not support mixins of a generic type. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private Object mixin;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Time limit, such as 90s or 5m; the number of epochs is reduced to fit, and if not even "
              + "one epoch fits, the number of samples too.")
  private @Nullable Duration budget;

  @Option(
      names = "--overrun",
      description = "Train the least that makes sense even where it takes longer than --budget.")
  private boolean overrun;

  @Option(
      names = "--last-epoch",
      paramLabel = "N",
      description = {
        "End after epoch N, while the learning rate falls as over --num_epochs; this repeats a run",
        "that was ended by its budget."
      })
  private @Nullable Integer lastEpoch;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder for the run (default: a new one in runs).")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Resume an interrupted run; the result is as without the interruption.")
  private @Nullable Path resume;

  @Option(
      names = "--tensorboard",
      description =
          "Write loss, error, learning rate and weights for TensorBoard into the run's folder.")
  private boolean tensorboard;

  @Mixin private PaperOptions paper = new PaperOptions();

  TrainCommand(TaskCommands<C, R, ?> commands, Interruption interruption) {
    this.commands = commands;
    this.interruption = interruption;
    this.options = commands.options();
    this.mixin = options;
  }

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    if (budget == null && overrun) {
      throw new ParameterException(line(), "--overrun needs a --budget to exceed");
    }
    TrainOptions trainOptions = TrainOptions.defaults().withStop(interruption.stopFlag());
    if (lastEpoch != null) {
      trainOptions = trainOptions.withLastEpoch(lastEpoch);
    }
    LearningTask<C, R> task = options.task(err());
    C config = resume == null ? newConfig() : resumedConfig(task, resume);
    Path folder = resume == null ? newFolder(task.id() + "-" + options.name(config)) : resume;
    Duration before = Duration.ofNanos(System.nanoTime() - start);
    if (budget != null) {
      trainOptions =
          trainOptions.withBudget(budget.minus(before), resume == null ? fit() : Fit.NONE);
    }
    TrainOutcome<R> outcome;
    try (var lines = new TrainingLog(err(), options.name(config), task.samples(), true);
        var events = new TensorBoardLog(folder, task.metric(config))) {
      TrainListener listener = tensorboard ? TrainListener.both(lines, events) : lines;
      outcome =
          resume == null
              ? Trainer.run(task, config, folder, trainOptions, listener)
              : Trainer.resume(task, folder, trainOptions, listener);
    } catch (BudgetException e) {
      throw new ParameterException(
          line(),
          "--budget %s is too small: this run takes at least about %s on this machine; give as much, or add --overrun to train that all the same"
              .formatted(printed(budget), printed(e.least().plus(before).plusSeconds(1))),
          e);
    }
    if (outcome.end() == TrainOutcome.End.STOPPED) {
      var arguments = new ArrayList<>(List.of("--resume", folder.toString()));
      arguments.addAll(options.reading());
      if (tensorboard) {
        arguments.add("--tensorboard");
      }
      line()
          .getErr()
          .println(
              "stopped; resume with: %s %s"
                  .formatted(qualifiedName(), CommandText.join(arguments)));
      return Main.INTERRUPTED;
    }
    task.complete(folder);
    R result = Objects.requireNonNull(outcome.result(), "a run that ended has a result");
    if (json.given()) {
      JsonOption.print(out(), Map.of("run", folder.toString(), "result", result));
      return 0;
    }
    out().println(commands.achieved(config, result));
    out().println("run      " + folder);
    out().println("next     " + commands.next(folder));
    return 0;
  }

  private Fit fit() {
    return overrun ? Fit.OVERRUN : Fit.WITHIN;
  }

  private static String printed(@Nullable Duration time) {
    return time == null ? "" : DurationConverter.print(time);
  }

  private C newConfig() throws IOException {
    paper.notes().forEach(note -> err().println("note: " + note));
    options.notes().forEach(note -> err().println("note: " + note));
    return options.config(paper.backend(), err());
  }

  private C resumedConfig(LearningTask<C, R> task, Path folder) throws IOException {
    List<String> others =
        line().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .filter(name -> !WITH_RESUME.contains(name))
            .toList();
    if (!others.isEmpty()) {
      throw new ParameterException(
          line(),
          "--resume continues the run with its own options; remove " + String.join(", ", others));
    }
    if (!new RunFolder(folder).holds(commands.task())) {
      String learned = Tasks.of(folder, "").task().argument();
      throw new ParameterException(
          line(),
          "%s is a run on %s; use 'noether train %s --resume %s'"
              .formatted(folder, learned, learned, folder));
    }
    return new RunFolder(folder).readConfig(task);
  }

  /** The folder given, or a new one in {@code runs} with this name and the lowest unused number. */
  private Path newFolder(String name) {
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
}
