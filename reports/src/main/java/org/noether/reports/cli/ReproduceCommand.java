package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.noether.learning.train.SharedData;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Reports;
import org.noether.reports.table.Run;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    footer = {
      "",
      "Examples:",
      "  noether reproduce springs                         ten minutes, narrow networks",
      "  noether reproduce springs --budget 1h --seeds 3   longer, with confidence intervals",
      "  noether reproduce springs --full --out paper      the paper's settings; many hours",
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final Duration DEFAULT_BUDGET = Duration.ofMinutes(10);
  private static final Path DEFAULT_OUT = Path.of("report");

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private NoetherCommand noether = new NoetherCommand(new Interruption());

  @Parameters(
      paramLabel = "SYSTEM",
      converter = SystemConverter.Reproduced.class,
      description = "What moves: springs.")
  private SystemKind system = SystemKind.SPRINGS;

  @ArgGroup private Extent extent = new Extent();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each network, which share the budget (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the runs and the report (default: report).")
  private Path out = DEFAULT_OUT;

  @Override
  public Integer call() throws IOException {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be positive, not " + seeds);
    }
    PrintWriter terminal = spec.commandLine().getOut();
    var reproduction =
        new Reproduction(
            out.resolve("runs"),
            extent.budget(DEFAULT_BUDGET),
            Reproduction.Aim.ROLLOUTS,
            noether.interruption().stopFlag(),
            new SharedData(),
            spec.commandLine().getErr());
    List<Run> runs = reproduction.run(SpringsComparison.plan(seeds, extent.full()));
    if (runs.isEmpty()) {
      spec.commandLine().getErr().println("stopped; the same command goes on from here");
      return Main.INTERRUPTED;
    }
    var provenance =
        new Provenance(
            command(),
            CommandText::train,
            List.of(
                List.of("extent", extent.description(DEFAULT_BUDGET)),
                List.of("seeds", String.valueOf(seeds)),
                Versions.fact()));
    Path html = Reports.write(runs, provenance, out);
    terminal.println(Reports.errorsAsText(runs));
    ReportCommand.tell(terminal, html);
    return 0;
  }

  private String command() {
    var words = new ArrayList<>(List.of("./noether", "reproduce", system.id()));
    words.addAll(extent.words(DEFAULT_BUDGET));
    words.addAll(List.of("--seeds", String.valueOf(seeds)));
    if (!out.equals(DEFAULT_OUT)) {
      words.addAll(List.of("--out", out.toString()));
    }
    return CommandText.words(words);
  }
}
