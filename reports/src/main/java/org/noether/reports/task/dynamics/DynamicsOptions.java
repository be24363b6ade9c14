package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.reports.console.PythonConverters.PythonFlag;
import org.noether.reports.task.TaskOptions;
import org.noether.reports.task.TrainingOptions;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train} for systems of bodies; names and defaults are the paper's. */
final class DynamicsOptions implements TaskOptions<DynamicsConfig, DynamicsResult> {
  private static final String PAPER = " (default: ${DEFAULT-VALUE}).";

  private static final DynamicsConfig DEFAULTS = DynamicsConfig.defaults("FC");

  private final String name;
  private final SystemKind system;
  private final String classPath;
  private final SharedData trajectories = new SharedData();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      completionCandidates = Networks.class,
      description = "Network, one of ${COMPLETION-CANDIDATES}" + PAPER)
  private String network = DEFAULTS.network();

  @Mixin private TrainingOptions training = new TrainingOptions(DEFAULTS);

  @Option(
      names = "--n-train",
      paramLabel = "N",
      description = "Systems to learn from (default: 3000; of a small file the rest).")
  private @Nullable Integer nTrain;

  @Option(
      names = "--n-val",
      paramLabel = "N",
      description = "Systems to choose the best epoch by (default: 200; of a small file a tenth).")
  private @Nullable Integer nVal;

  @Option(
      names = "--n-test",
      paramLabel = "N",
      description = "Systems to test (default: 2000; of a small file a tenth).")
  private @Nullable Integer nTest;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = {
        "Trajectories to use: HDF5, H5MD, NumPy's .npz, .csv, or a folder of .npy, .csv or .h5md;",
        "without it, 10,000 of a known system are generated from seed 0."
      })
  private @Nullable Path data;

  @Mixin private NameOptions names = new NameOptions();

  /** Read before the tasks of the command line are known. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private ClassPathOption classes = new ClassPathOption();

  @Option(
      names = "--regen",
      arity = "0..1",
      fallbackValue = "True",
      converter = PythonFlag.class,
      paramLabel = "BOOL",
      description = "No effect: the same seed always gives the same data.")
  private @Nullable Boolean regen;

  /** The names of all networks, for the help. */
  private static final class Networks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DynamicsNetworks.names().iterator();
    }
  }

  DynamicsOptions(String name, SystemKind system, String classPath) {
    this.name = name;
    this.system = system;
    this.classPath = classPath;
  }

  @Override
  public DynamicsTask task(PrintWriter err) {
    return new DynamicsTask(name, trajectories, classPath);
  }

  @Override
  public DynamicsConfig config(String backend, PrintWriter err) throws IOException {
    DynamicsNetworks.check(network, training.netCfg());
    if (data == null && !SystemKind.hasEquations(system)) {
      throw new IllegalArgumentException(
          "--data FILE is needed: the file with the trajectories to learn from");
    }
    DataSource source =
        data == null
            ? DataSource.of(name, system)
            : new DataSource.StoredFile(name, data.toString(), names.names());
    if (source instanceof DataSource.StoredFile file && !SystemKind.hasEquations(system)) {
      err.println("note: %s: %s".formatted(data, trajectories.description(file)));
    }
    PartSizes parts = PartSizes.of(nTrain, nVal, nTest);
    if (data != null && Stream.of(nTrain, nVal, nTest).anyMatch(Objects::isNull)) {
      int systems = trajectories.systems(source);
      if (parts.total() > systems) {
        parts = PartSizes.shares(nTrain, nVal, nTest, systems);
        err.println("note: %s has %d systems: %s".formatted(data, systems, parts));
      }
    }
    return new DynamicsConfig(
        DynamicsNetworks.canonical(network),
        training.netCfg(),
        source,
        parts.train(),
        parts.val(),
        parts.test(),
        training.lr(),
        training.bs(),
        training.numEpochs(),
        training.seed(),
        backend);
  }

  @Override
  public List<String> notes() {
    return regen == null
        ? List.of()
        : List.of("--regen has no effect: data are generated from their seed, the same every time");
  }

  @Override
  public List<String> reading() {
    return ClassPathOption.arguments(classPath);
  }

  @Override
  public String name(DynamicsConfig config) {
    return config.network();
  }
}
