package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.TaskOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code noether train TASK}.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    optionListHeading = "%nOptions:%n")
final class TrainCommand<C extends RunConfig<C>, R extends RunResult> implements Callable<Integer> {
  private final TaskCommands<C, R, ?> commands;
  private final Interruption interruption;

  private final TaskOptions<C, R> options;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The same as options: picocli takes no mixin of a generic type. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private Object mixin;

  @Mixin private RunOptions run = new RunOptions();

  @Mixin private PaperOptions paper = new PaperOptions();

  TrainCommand(TaskCommands<C, R, ?> commands, Interruption interruption) {
    this.commands = commands;
    this.interruption = interruption;
    this.options = commands.options();
    this.mixin = options;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    TrainOptions circumstances = run.circumstances(interruption.stopFlag());
    LearningTask<C, R> task = options.task(err);
    Optional<Path> resumed = run.resumed();
    if (resumed.isPresent()) {
      demandSameTask(resumed.get());
      C config = new RunFolder(resumed.get()).readConfig(task);
      try (var lines = lines(config, err)) {
        return tell(
            task, config, resumed.get(), Trainer.resume(task, resumed.get(), circumstances, lines));
      }
    }
    paper.notes().forEach(note -> err.println("note: " + note));
    options.notes().forEach(note -> err.println("note: " + note));
    C config = options.config(paper.backend());
    Path folder = run.folder(task.id() + "-" + options.name(config));
    try (var lines = lines(config, err)) {
      return tell(task, config, folder, Trainer.run(task, config, folder, circumstances, lines));
    }
  }

  private TrainLines lines(C config, PrintWriter err) {
    return new TrainLines(err, options.name(config), commands.task().samples(), true);
  }

  private void demandSameTask(Path folder) throws IOException {
    if (!new RunFolder(folder).holds(commands.task())) {
      String learned = Tasks.of(folder).task().id();
      throw new ParameterException(
          spec.commandLine(),
          "%s is a run on %s; use 'noether train %s --resume %s'"
              .formatted(folder, learned, learned, folder));
    }
  }

  private int tell(LearningTask<C, R> task, C config, Path folder, TrainOutcome<R> outcome)
      throws IOException {
    if (outcome.end() != TrainOutcome.End.STOPPED) {
      task.complete(folder);
    }
    return run.tell(
        folder,
        outcome,
        result -> commands.achieved(config, result),
        commands.next(folder),
        options.reading());
  }
}
