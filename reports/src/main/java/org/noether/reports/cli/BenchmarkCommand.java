package org.noether.reports.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.StepBenchmark;
import org.noether.learning.train.StepTiming;
import org.noether.learning.train.TrainOptions;
import org.noether.reports.task.TaskOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code noether benchmark TASK}.
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
final class BenchmarkCommand<C extends RunConfig<C>, R extends RunResult>
    implements Callable<Integer> {
  private final TaskOptions<C, R> options;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The same as options: picocli takes no mixin of a generic type. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private Object mixin;

  @Mixin private TimingOptions timing = new TimingOptions();

  BenchmarkCommand(TaskOptions<C, R> options) {
    this.options = options;
    this.mixin = options;
  }

  @Override
  public Integer call() throws IOException {
    var time = timing.time();
    var task = options.task(spec.commandLine().getErr());
    C config = options.config(PaperOptions.SINGLE_BACKEND);
    StepTiming measured = StepBenchmark.run(task, config, TrainOptions.defaults().threads(), time);
    timing.print(spec.commandLine().getOut(), measured, task.id(), task.samples());
    return 0;
  }
}
