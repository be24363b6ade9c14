package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.RunConfig;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Reports;
import org.noether.reports.table.Run;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all reproductions share, and what they do with their runs. */
final class ReproduceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

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
      description = "Folder for the runs and the report (default: report, for QM9 report-qm9).")
  private @Nullable Path out;

  /**
   * What holds where options are not given.
   *
   * @param budget the time for everything
   * @param out the folder for runs and report
   */
  record Usual(Duration budget, Path out) {}

  /** How much is done. */
  Extent extent() {
    return extent;
  }

  /**
   * Runs of each network.
   *
   * @throws IllegalArgumentException if there is none
   */
  int seeds() {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be positive, not " + seeds);
    }
    return seeds;
  }

  /**
   * Makes the runs that are missing, reports all, and prints the errors and where the report is.
   *
   * @param usual what holds where options were not given
   * @param subject the words of the command that say what is reproduced
   * @param commandOfRun the command that repeats one run
   * @return the exit code
   */
  <C extends RunConfig, R extends Run> int run(
      Trial<C, R> trial,
      List<Planned<C>> plan,
      Interruption interruption,
      Usual usual,
      List<String> subject,
      Function<Run, String> commandOfRun)
      throws IOException {
    var terminal = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    Path folder = out == null ? usual.out() : out;
    var reproduction =
        new Reproduction<>(
            folder,
            CommandText.words(extent.words(usual.budget())),
            extent.budget(usual.budget()),
            trial,
            interruption.stopFlag(),
            err);
    List<R> runs = reproduction.run(plan);
    if (runs.isEmpty()) {
      err.println("stopped; the same command goes on from here");
      return Main.INTERRUPTED;
    }
    var provenance =
        new Provenance(
            command(usual, subject),
            commandOfRun,
            List.of(
                List.of("extent", extent.description(usual.budget())),
                List.of("seeds", String.valueOf(seeds)),
                Versions.fact()));
    Path html = Reports.write(runs, provenance, folder);
    terminal.println(Reports.errorsAsText(runs));
    ReportCommand.tell(terminal, html);
    return 0;
  }

  private String command(Usual usual, List<String> subject) {
    var words = new ArrayList<>(List.of("./noether", "reproduce"));
    words.addAll(subject);
    words.addAll(extent.words(usual.budget()));
    words.addAll(List.of("--seeds", String.valueOf(seeds)));
    if (out != null) {
      words.addAll(List.of("--out", out.toString()));
    }
    return CommandText.words(words);
  }
}
