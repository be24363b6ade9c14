package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The runs of {@code study} on systems that move: each network on each size of training set, with
 * several seeds. Epochs and validation are those of the paper's data-efficiency study, {@code
 * spring_dynamics_study.py} in its repository.
 */
final class DataScaling implements Comparison<DynamicsConfig, DynamicsResult, DynamicsRun> {
  /** The paper's sizes of training sets that 10,000 systems allow. */
  static final List<Integer> PAPER_SIZES = List.of(10, 25, 50, 100, 400, 1000, 3000);

  private static final int PAPER_SEEDS = 3;
  private static final double SQUARED_EPOCHS_TIMES_SYSTEMS = 1e7;
  private static final int MOST_VALIDATION = 2000;

  /** Training on a system takes about as long as validating on this many. */
  private static final int VALIDATED_PER_LEARNED = 3;

  /** Compiling a network takes about as long as training on this many systems once. */
  private static final int COMPILING = 5000;

  @Option(
      names = "--n-train",
      paramLabel = "N,...",
      converter = SizesConverter.class,
      description = "Sizes of the training set (default: 10,25,50,100,400,1000,3000).")
  private Sizes sizes;

  @Mixin private NetworksOption networks;

  @Option(
      names = "--data",
      paramLabel = "FILE.h5",
      description = "Trajectories to use; without it, 10,000 are generated from seed 0.")
  private @Nullable Path data;

  /** Read before the tasks of the command line are known. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private ClassPathOption classes = new ClassPathOption();

  private final String name;
  private final SystemKind system;
  private final String classPath;
  private final SharedData shared = new SharedData();
  private final DynamicsTask task;

  /** Takes the options. */
  DataScaling(String name, SystemKind system, String classPath) {
    this(name, system, classPath, new NetworksOption(), PAPER_SIZES);
  }

  /** Creates a study of generated systems. */
  DataScaling(
      String name,
      SystemKind system,
      String classPath,
      NetworksOption networks,
      List<Integer> sizes) {
    this.name = name;
    this.system = system;
    this.classPath = classPath;
    this.networks = networks;
    this.sizes = new Sizes(sizes);
    task = new DynamicsTask(name, shared, classPath);
  }

  /** The paper's epochs for a size of training set: the smaller it is, the more. */
  static int epochs(int nTrain) {
    return (int) Math.sqrt(SQUARED_EPOCHS_TIMES_SYSTEMS / nTrain);
  }

  /** The systems on which the paper validates beside a size of training set. */
  static int validation(int nTrain) {
    return Math.min(nTrain, MOST_VALIDATION);
  }

  @Override
  public String word() {
    return name;
  }

  @Override
  public Help help() {
    return new Help(
        """
        Train networks on training sets of many sizes, and report the test error against the size.

        Epochs, minibatches and validation are those of the paper's data-efficiency study. Without
        --budget and --full it takes an hour. Time is dealt out to the runs that remain, more to
        slower networks and larger sets. To resume an interrupted study, run the same command
        again; finished runs are kept.
        """,
        """
        Networks: %1$s, and these with other groups; a group alone, such as T(2), stands for \
        HLieResNet with it.

        Examples:
          noether study %2$s                             the paper's networks and sizes, an hour
          noether study %2$s --networks "FC,HOGN" --n_train 10,100,1000 --budget 30m
          noether study %2$s --full --out paper-study    the paper's settings; days
          noether generate %2$s --systems 40000 --out big.h5
          noether study %2$s --data big.h5 --n_train 3000,10000,30000 --budget 8h
        """
            .formatted(String.join(", ", PaperNetworks.Converter.names()), word()));
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofHours(1), PAPER_SEEDS, Path.of("study"));
  }

  @Override
  public DynamicsTask task(PrintWriter err) {
    return task;
  }

  @Override
  public List<PlannedRun<DynamicsConfig>> plan(PrintWriter err, int seeds, boolean full)
      throws IOException {
    networks.of(system).check();
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
              system.id(),
              needed));
    }
    List<PlannedRun<DynamicsConfig>> plan = plan(seeds, full);
    if (data != null) {
      demandSuitable(plan);
    }
    return plan;
  }

  /** Refuses networks that cannot learn the data, and names those that can. */
  private void demandSuitable(List<PlannedRun<DynamicsConfig>> plan) throws IOException {
    String reason = "";
    var suitable = new ArrayList<String>();
    List<PaperNetworks.Network> all = networks.of(system).values();
    for (int i = 0; i < all.size(); i++) {
      try {
        shared.demand(plan.get(i).config()); // those of the first seed and size come first
        suitable.add(all.get(i).toString());
      } catch (IllegalArgumentException e) {
        reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
      }
    }
    if (!reason.isEmpty()) {
      throw new IllegalArgumentException(
          suitable.isEmpty()
              ? reason
              : "%s; leave out such networks: %s %s"
                  .formatted(reason, NetworksOption.NAME, String.join(",", suitable)));
    }
  }

  /** The runs by seed, then by size, so that the first runs cover every network. */
  List<PlannedRun<DynamicsConfig>> plan(int seeds, boolean full) {
    var plan = new ArrayList<PlannedRun<DynamicsConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (int size : sizes.values()) {
        for (PaperNetworks.Network network : networks.of(system).values()) {
          double lr = network.settings(full).studyLr();
          DynamicsConfig config =
              network.config(full, source(), size, validation(size), lr, epochs(size), seed);
          String name = "%s-n%d-seed%d".formatted(network.folder(), size, seed);
          plan.add(new PlannedRun<>(name, config, network.share() * work(config)));
        }
      }
    }
    return plan;
  }

  /** The work of a run, in systems to train on. */
  private static double work(DynamicsConfig config) {
    double forward = (double) config.numEpochs() * config.nVal() + config.nTest();
    return COMPILING
        + (double) config.numEpochs() * config.nTrain()
        + forward / VALIDATED_PER_LEARNED;
  }

  private DataSource source() {
    return data == null
        ? DataSource.of(name, system)
        : new DataSource.StoredFile(name, data.toString());
  }

  /** The systems that the largest size needs, with those to validate and to test. */
  long systems() {
    int most = sizes.values().getLast();
    return (long) most + validation(most) + DynamicsConfig.defaults("FC").nTest();
  }

  @Override
  public List<String> arguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--n_train",
                sizes.toString(),
                NetworksOption.NAME,
                networks.of(system).toString()));
    if (data != null) {
      arguments.addAll(List.of("--data", data.toString()));
    }
    arguments.addAll(ClassPathOption.arguments(classPath));
    return arguments;
  }

  @Override
  public List<Path> inputs() {
    return Stream.concat(Stream.ofNullable(data), UserSystems.files(name, classPath).stream())
        .toList();
  }

  @Override
  public List<Selection<DynamicsConfig>> selections() {
    return List.of(
        NetworksOption.selection(),
        new Selection<>("--n_train", run -> String.valueOf(run.config().nTrain())));
  }

  @Override
  public boolean everyEpoch() {
    return false;
  }

  @Override
  public ScalingReport report(List<DynamicsRun> runs) {
    return new ScalingReport(runs);
  }

  /**
   * Sizes of training sets, printed as a user types them: {@code 10,100,1000}.
   *
   * @param values each once, rising
   */
  private record Sizes(List<Integer> values) {
    @Override
    public String toString() {
      return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }

  private static final class SizesConverter implements ITypeConverter<Sizes> {
    @Override
    public Sizes convert(String text) {
      return new Sizes(
          Arrays.stream(text.split(",", -1))
              .map(word -> size(word.strip()))
              .distinct()
              .sorted()
              .toList());
    }

    private static int size(String word) {
      try {
        int size = Integer.parseInt(word);
        if (size > 1) {
          return size;
        }
      } catch (NumberFormatException e) {
        // Refused below, as a number that is too small is.
      }
      throw new TypeConversionException(
          "'%s' is not a number of systems of at least 2, as in 10,100,1000".formatted(word));
    }
  }
}
