package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.learning.train.LearningTask;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.PlannedRun;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Option;

/**
 * The runs of {@code study springs}: each network on each size of training set, with several seeds.
 */
final class DataScaling implements Comparison<DynamicsConfig, DynamicsResult, DynamicsRun> {
  /** Learning from a system takes about as long as validating this many. */
  private static final int VALIDATED_PER_LEARNED = 3;

  /** Compiling a network takes about as long as learning once from this many systems. */
  private static final int COMPILING = 5000;

  private static final int TEST_SYSTEMS = DynamicsConfig.defaults("FC").nTest();
  private static final SystemKind SYSTEM = SystemKind.SPRINGS;

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
      names = "--data",
      paramLabel = "FILE.h5",
      description = "Trajectories to use; without it, 10,000 are generated from seed 0.")
  private @Nullable Path data;

  private final SharedData shared = new SharedData();
  private final DynamicsTask task = new DynamicsTask(SYSTEM.id(), shared);

  /** Takes the options. */
  DataScaling() {}

  /** Creates a study of generated systems. */
  DataScaling(SpringsNetworks networks, TrainingSizes sizes) {
    this.networks = networks;
    this.sizes = sizes;
  }

  @Override
  public String word() {
    return task.id();
  }

  @Override
  public Help help() {
    return new Help(
        List.of(
            "Train networks on training sets of many sizes, and report the test error against the"
                + " size.",
            "",
            "Epochs, minibatches and validation are those of the paper's data-efficiency study."
                + " Without",
            "--budget and --full it takes an hour. Time is dealt out to the runs that remain, more"
                + " to",
            "slower networks and larger sets. An interrupted study goes on where it was when the"
                + " same",
            "command is given again; finished runs are kept."),
        List.of(
            "Networks: %s,".formatted(String.join(", ", SpringsNetworks.Converter.names())),
            "and these with other groups; a group alone, such as T(2), stands for HLieResNet with"
                + " it.",
            "",
            "Examples:",
            "  noether study springs                             the paper's networks and sizes, an"
                + " hour",
            "  noether study springs --networks \"FC,HOGN,T(2)\" --n_train 10,100,1000 --budget"
                + " 30m",
            "  noether study springs --full --out paper-study    the paper's settings; days",
            "  noether generate springs --systems 40000 --out big.h5",
            "  noether study springs --data big.h5 --n_train 3000,10000,30000 --budget 8h"));
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofHours(1), DataEfficiency.SEEDS, Path.of("study"));
  }

  @Override
  public LearningTask<DynamicsConfig, DynamicsResult> task(PrintWriter err) {
    return task;
  }

  @Override
  public List<PlannedRun<DynamicsConfig>> plan(PrintWriter err, int seeds, boolean full)
      throws IOException {
    demandSystems();
    return plan(seeds, full);
  }

  /** The runs: seed by seed, sizes rising, so that early runs tell something of every network. */
  List<PlannedRun<DynamicsConfig>> plan(int seeds, boolean full) {
    var plan = new ArrayList<PlannedRun<DynamicsConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (int size : sizes.values()) {
        for (SpringsNetwork network : networks.values()) {
          plan.add(planned(network, size, seed, full));
        }
      }
    }
    return plan;
  }

  private PlannedRun<DynamicsConfig> planned(
      SpringsNetwork network, int size, long seed, boolean full) {
    DynamicsConfig defaults = DynamicsConfig.defaults(network.network());
    var config =
        new DynamicsConfig(
            network.network(),
            network.netCfg(full),
            source(),
            size,
            DataEfficiency.validation(size),
            defaults.nTest(),
            network.settings(full).studyLr(),
            defaults.bs(),
            DataEfficiency.epochs(size),
            seed,
            defaults.backend());
    return new PlannedRun<>(
        "%s-n%d-seed%d".formatted(network.folder(), size, seed),
        config,
        network.share() * work(config));
  }

  /** The work of a run, in systems to learn from. */
  private static double work(DynamicsConfig config) {
    double forward = (double) config.numEpochs() * config.nVal() + config.nTest();
    return COMPILING
        + (double) config.numEpochs() * config.nTrain()
        + forward / VALIDATED_PER_LEARNED;
  }

  private DataSource source() {
    return data == null
        ? DataSource.DEFAULT
        : new DataSource.StoredFile(SYSTEM.id(), data.toString());
  }

  /** The systems that are needed in all. */
  long systems() {
    return sizes.values().stream()
        .mapToLong(n -> (long) n + DataEfficiency.validation(n) + TEST_SYSTEMS)
        .max()
        .orElseThrow();
  }

  private void demandSystems() throws IOException {
    long needed = systems();
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
              SYSTEM.id(),
              needed));
    }
  }

  @Override
  public List<String> words() {
    var words =
        new ArrayList<>(List.of("--n_train", sizes.toString(), "--networks", networks.toString()));
    if (data != null) {
      words.addAll(List.of("--data", data.toString()));
    }
    return words;
  }

  @Override
  public boolean everyEpoch() {
    return false;
  }

  @Override
  public Page report(List<DynamicsRun> runs, Provenance provenance) {
    return ScalingReport.of(runs, provenance);
  }

  @Override
  public Block.Table errors(List<DynamicsRun> runs) {
    return ScalingReport.errors(runs);
  }
}
