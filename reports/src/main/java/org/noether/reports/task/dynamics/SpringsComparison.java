package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.PlannedRun;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;

/** The runs of {@code reproduce springs}: the paper's networks, also followed over long times. */
@Command // A mixin without options must say that it is one.
final class SpringsComparison implements Comparison<DynamicsConfig, DynamicsResult, DynamicsRun> {
  private static final int EPOCHS = 100;

  /** The part of a run's time that is for evaluating it. */
  private static final int EVALUATION_FRACTION = 8;

  /** How many systems are followed within a budget. */
  private static final int FEW_SYSTEMS = 20;

  private final DynamicsTask task = new DynamicsTask(SystemKind.SPRINGS.id());

  @Override
  public String word() {
    return task.id();
  }

  @Override
  public Help help() {
    return new Help(
        List.of(
            "Train the paper's networks, compare them with the true system, and write a report:",
            "FC, HFC, OGN, HOGN, VOGN, and HLieResNet with the groups Trivial(2), T(2) and SO2().",
            "",
            "Without --budget and --full it takes ten minutes. An interrupted reproduction goes on"
                + " where it was when the same command is given again."),
        List.of(
            "Examples:",
            "  noether reproduce springs                         ten minutes, narrow networks",
            "  noether reproduce springs --budget 1h --seeds 3   longer, with confidence intervals",
            "  noether reproduce springs --full --out paper      the paper's settings; many"
                + " hours"));
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofMinutes(10), 1, Path.of("report"));
  }

  @Override
  public LearningTask<DynamicsConfig, DynamicsResult> task(PrintWriter err) {
    return task;
  }

  @Override
  public List<PlannedRun<DynamicsConfig>> plan(PrintWriter err, int seeds, boolean full) {
    return plan(seeds, full);
  }

  /** The runs, seed by seed. */
  static List<PlannedRun<DynamicsConfig>> plan(int seeds, boolean full) {
    return LongStream.range(0, seeds)
        .boxed()
        .flatMap(
            seed -> SpringsNetwork.COMPARED.stream().map(network -> planned(network, seed, full)))
        .toList();
  }

  private static PlannedRun<DynamicsConfig> planned(
      SpringsNetwork network, long seed, boolean full) {
    DynamicsConfig defaults = DynamicsConfig.defaults(network.network());
    return new PlannedRun<>(
        network.folder() + "-seed" + seed,
        new DynamicsConfig(
            network.network(),
            network.netCfg(full),
            defaults.data(),
            defaults.nTrain(),
            defaults.nVal(),
            defaults.nTest(),
            network.settings(full).lr(),
            defaults.bs(),
            EPOCHS,
            seed,
            defaults.backend()),
        network.share());
  }

  @Override
  public List<String> words() {
    return List.of();
  }

  @Override
  public Duration forTraining(Duration time) {
    return time.minus(time.dividedBy(EVALUATION_FRACTION));
  }

  @Override
  public void complete(Path run, boolean full, PrintWriter err) throws IOException {
    if (Evaluation.read(new RunFolder(run)).isPresent()) {
      return;
    }
    EvaluationOptions defaults = EvaluationOptions.defaults();
    err.println(run.getFileName() + ": rollouts against the true system");
    Evaluator.evaluate(
        task,
        run,
        new EvaluationOptions(
            full ? defaults.systems() : FEW_SYSTEMS, defaults.steps(), 1, defaults.threads()),
        (_, _) -> {});
  }

  @Override
  public boolean everyEpoch() {
    return true;
  }

  @Override
  public Page report(List<DynamicsRun> runs, Provenance provenance) {
    return DynamicsReport.of(runs, provenance);
  }

  @Override
  public Block.Table errors(List<DynamicsRun> runs) {
    return DynamicsReport.errors(runs);
  }
}
