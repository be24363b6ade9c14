package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.learning.train.Pace;
import org.noether.learning.train.RunFolder;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Mixin;

/** The runs of {@code reproduce} on systems that move: the paper's networks, with rollouts. */
final class DynamicsComparison implements Comparison<DynamicsConfig, DynamicsResult, DynamicsRun> {
  private static final int EPOCHS = 100;

  /** The systems of the rollouts within a budget. */
  private static final int FEW_SYSTEMS = 20;

  /** How many times as long as the test it takes to test again and to roll out. */
  private static final double TESTS = 3;

  private final String name;
  private final SystemKind system;
  private final String classPath;
  private final DynamicsTask task;

  @Mixin private NetworksOption networks = new NetworksOption();

  /** Read before the tasks of the command line are known. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private ClassPathOption classes = new ClassPathOption();

  DynamicsComparison(String name, SystemKind system, String classPath) {
    this.name = name;
    this.system = system;
    this.classPath = classPath;
    task = new DynamicsTask(name, new SharedData(), classPath);
  }

  @Override
  public String word() {
    return name;
  }

  @Override
  public Help help() {
    return new Help(
        """
        Train the paper's networks on %s, compare them with the true system, and write a report.

        The networks are FC, HFC, OGN, HOGN and VOGN; for bodies with positions in space also
        HLieResNet with Trivial(d), T(d) where translations leave the energy unchanged, and rotations.

        Without --budget and --full it takes ten minutes. To resume an interrupted \
        reproduction, run the same command again.
        """
            .formatted(system.description()),
        """
        Examples:
          noether reproduce %1$s                         ten minutes, narrow networks
          noether reproduce %1$s --budget 1h --seeds 3   longer, with confidence intervals
          noether reproduce %1$s --full --out paper      the paper's settings; many hours
        """
            .formatted(word()));
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofMinutes(10), 1, Path.of("report"));
  }

  @Override
  public DynamicsTask task(PrintWriter err) {
    return task;
  }

  @Override
  public List<PlannedRun<DynamicsConfig>> plan(PrintWriter err, int seeds, boolean full) {
    networks.of(system).check();
    return plan(seeds, full);
  }

  /** The runs, seed by seed. */
  List<PlannedRun<DynamicsConfig>> plan(int seeds, boolean full) {
    var plan = new ArrayList<PlannedRun<DynamicsConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (PaperNetworks.Network network : networks.of(system).values()) {
        DynamicsConfig d = DynamicsConfig.defaults(network.network());
        double lr = network.settings(full).lr();
        DynamicsConfig config =
            network.config(
                full, DataSource.of(name, system), d.nTrain(), d.nVal(), lr, EPOCHS, seed);
        plan.add(new PlannedRun<>(network.folder() + "-seed" + seed, config, network.share()));
      }
    }
    return plan;
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<>(networks.given());
    arguments.addAll(ClassPathOption.arguments(classPath));
    return arguments;
  }

  @Override
  public List<Path> inputs() {
    return UserSystems.files(name, classPath);
  }

  @Override
  public List<Selection<DynamicsConfig>> selections() {
    return List.of(NetworksOption.selection());
  }

  /**
   * Compiling, the test again, and rollouts: 10,000 steps of a system, as the test has 8,000, but
   * of few systems at once. Together they took 2.4 to 3.5 times as long as the test, of FC five
   * times.
   */
  @Override
  public double completing(Pace pace) {
    return pace.setup() + TESTS * pace.test();
  }

  @Override
  public void complete(Path run, boolean full, PrintWriter err) throws IOException {
    if (Evaluation.read(new RunFolder(run)).isPresent()) {
      return;
    }
    EvaluationOptions defaults = EvaluationOptions.defaults();
    int systems = full ? defaults.systems() : FEW_SYSTEMS;
    err.println(run.getFileName() + ": rollouts against the true system");
    Evaluator.evaluate(
        task,
        run,
        new EvaluationOptions(systems, defaults.steps(), defaults.examples(), defaults.threads()),
        (_, _) -> {});
  }

  @Override
  public DynamicsReport report(List<DynamicsRun> runs) {
    return new DynamicsReport(runs);
  }
}
