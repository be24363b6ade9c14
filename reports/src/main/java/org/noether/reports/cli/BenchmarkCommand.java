package org.noether.reports.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.StepBenchmark;
import org.noether.learning.train.TrainOptions;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code noether benchmark}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Measure how fast a network trains on this machine. Molecules have a command of their own:",
      "'noether benchmark molec --help'."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = BenchmarkMoleculesCommand.class,
    footer = {
      "",
      "Examples:",
      "  noether benchmark springs --network HLieResNet --net_cfg \"{'group':T(2),'k':384}\"",
      "  noether benchmark springs --network FC --bs 200 --seconds 10 --json",
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..1",
      converter = SystemConverter.Trained.class,
      description = "What moves: springs, or nbody for gravitating bodies.")
  private @Nullable SystemKind system;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Mixin private TimingOptions timing = new TimingOptions();

  @Override
  public Integer call() throws IOException {
    SystemKind moves = SystemConverter.Trained.demand(spec, system);
    timing.print(
        spec.commandLine().getOut(),
        StepBenchmark.run(
            network.config(moves, 1, PaperOptions.SINGLE_BACKEND),
            TrainOptions.defaults().threads(),
            timing.time()),
        moves.id(),
        "systems");
    return 0;
  }
}
