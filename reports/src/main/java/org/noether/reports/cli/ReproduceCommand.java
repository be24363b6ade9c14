package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code noether reproduce}. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Train the paper's networks, compare them with the true system, and write a report:",
      "FC, HFC, OGN, HOGN, VOGN, and HLieResNet with the groups Trivial(2), T(2) and SO2().",
      "",
      "Without --budget and --full it takes ten minutes. An interrupted reproduction goes on where"
          + " it was when the same command is given again."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = ReproduceQm9Command.class,
    footer = {
      "",
      "Examples:",
      "  noether reproduce springs                         ten minutes, narrow networks",
      "  noether reproduce springs --budget 1h --seeds 3   longer, with confidence intervals",
      "  noether reproduce springs --full --out paper      the paper's settings; many hours",
      "  noether reproduce qm9 --help                      the paper's table of molecules",
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final ReproduceOptions.Usual USUAL =
      new ReproduceOptions.Usual(Duration.ofMinutes(10), Path.of("report"));

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private NoetherCommand noether = new NoetherCommand(new Interruption());

  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..1",
      converter = SystemConverter.Reproduced.class,
      description = "What moves: springs.")
  private @Nullable SystemKind system;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() throws IOException {
    SystemKind compared = system;
    if (compared == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'SYSTEM'; it is springs or qm9");
    }
    var trial =
        new DynamicsTrial(DynamicsTrial.Aim.ROLLOUTS, !options.extent().full(), new SharedData());
    return options.run(
        trial,
        SpringsComparison.plan(options.seeds(), options.extent().full()),
        interruption(),
        USUAL,
        List.of(compared.id()),
        CommandText::train);
  }

  /** Ctrl-C. */
  Interruption interruption() {
    return noether.interruption();
  }
}
