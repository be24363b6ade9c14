package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.reports.table.DataEfficiency;
import org.noether.reports.table.DynamicsRun;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Reports;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code noether study}. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Train networks on training sets of many sizes, and report the test error against the size.",
      "",
      "Epochs, minibatches and validation are those of the paper's data-efficiency study. Without",
      "--budget and --full it takes an hour. Time is dealt out to the runs that remain, more to",
      "slower networks and larger sets. An interrupted study goes on where it was when the same",
      "command is given again; finished runs are kept."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Networks: FC, HFC, OGN, HOGN, VOGN, and HLieResNet or FLieResnet with a group, such as",
      "HLieResNet:SO2(); T(2), Trivial(2) and SO2() alone stand for HLieResNet with them.",
      "",
      "Examples:",
      "  noether study springs                             the paper's networks and sizes, an hour",
      "  noether study springs --networks \"FC,HOGN,T(2)\" --n_train 10,100,1000 --budget 30m",
      "  noether study springs --full --out paper-study    the paper's settings; days",
      "  noether generate springs --systems 40000 --out big.h5",
      "  noether study springs --data big.h5 --n_train 3000,10000,30000 --budget 8h",
    })
final class StudyCommand implements Callable<Integer> {
  private static final Duration DEFAULT_BUDGET = Duration.ofHours(1);
  private static final Path DEFAULT_OUT = Path.of("study");

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private NoetherCommand noether = new NoetherCommand(new Interruption());

  @Parameters(
      paramLabel = "SYSTEM",
      converter = SystemConverter.Studied.class,
      description = "What moves: springs.")
  private SystemKind system = SystemKind.SPRINGS;

  @Option(
      names = "--n-train",
      paramLabel = "N,...",
      converter = TrainingSizes.Converter.class,
      description = "Sizes of the training set (default: 10,25,50,100,400,1000,3000).")
  private TrainingSizes sizes = new TrainingSizes(DataEfficiency.SIZES);

  @Option(
      names = "--networks",
      paramLabel = "NAME,...",
      converter = SpringsNetworks.Converter.class,
      description = "Networks (default: those of 'noether reproduce springs').")
  private SpringsNetworks networks = SpringsNetworks.COMPARED;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs of each network on each size (default: 3).")
  private int seeds = DataEfficiency.SEEDS;

  @ArgGroup private Extent extent = new Extent();

  @Option(
      names = "--data",
      paramLabel = "FILE.h5",
      description = "Trajectories to use; without it, 10,000 are generated from seed 0.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the runs and the report (default: study).")
  private Path out = DEFAULT_OUT;

  @Override
  public Integer call() throws IOException {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be positive, not " + seeds);
    }
    PrintWriter err = spec.commandLine().getErr();
    var shared = new SharedData();
    var study = new DataScaling(networks.values(), sizes.values(), seeds, source(), extent.full());
    demandSystems(study, shared);
    var reproduction =
        new Reproduction<>(
            out,
            CommandText.words(extent.words(DEFAULT_BUDGET)),
            extent.budget(DEFAULT_BUDGET),
            new DynamicsTrial(DynamicsTrial.Aim.ERRORS, !extent.full(), shared),
            noether.interruption().stopFlag(),
            err);
    List<DynamicsRun> runs = reproduction.run(study.plan());
    if (runs.isEmpty()) {
      err.println("stopped; the same command goes on from here");
      return Main.INTERRUPTED;
    }
    Path html = Reports.writeScaling(runs, provenance(), out);
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(Reports.scalingAsText(runs));
    ReportCommand.tell(terminal, html);
    return 0;
  }

  private DataSource source() {
    return data == null
        ? DataSource.DEFAULT
        : new DataSource.StoredFile(system.id(), data.toString());
  }

  private void demandSystems(DataScaling study, SharedData shared) throws IOException {
    long needed = study.systems();
    int there = shared.systems(source());
    if (needed > there) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--n_train %d needs %d systems, with those to validate and to test, but there are %d;"
                  + " make more with 'noether generate %s --systems %d --out more.h5', and add"
                  + " --data more.h5",
              sizes.values().getLast(),
              needed,
              there,
              system.id(),
              needed));
    }
  }

  private Provenance provenance() {
    return new Provenance(
        command(),
        CommandText::train,
        List.of(
            List.of("extent", extent.description(DEFAULT_BUDGET)),
            List.of("seeds", String.valueOf(seeds)),
            Versions.fact()));
  }

  private String command() {
    var words = new ArrayList<>(List.of("./noether", "study", system.id()));
    words.addAll(List.of("--n_train", sizes.toString(), "--networks", networks.toString()));
    words.addAll(List.of("--seeds", String.valueOf(seeds)));
    words.addAll(extent.words(DEFAULT_BUDGET));
    if (data != null) {
      words.addAll(List.of("--data", data.toString()));
    }
    if (!out.equals(DEFAULT_OUT)) {
      words.addAll(List.of("--out", out.toString()));
    }
    return CommandText.words(words);
  }
}
