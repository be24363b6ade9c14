package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.learning.task.dynamics.InitialStates;
import org.noether.learning.task.dynamics.MotionPredictor;
import org.noether.learning.task.dynamics.PredictedMotion;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.learning.train.RunFolder;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.FigurePainter;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.Block;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.EvaluationRequest;
import org.noether.reports.task.EvaluationTable;
import org.noether.reports.task.Examination;
import org.noether.reports.task.Rollout;
import org.noether.reports.task.TaskCommands;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.trajectory.ProgressListener;
import org.noether.simulation.trajectory.SystemKind;

/** The commands of networks that learn how the bodies of a system move. */
public final class DynamicsCommands
    implements TaskCommands<DynamicsConfig, DynamicsResult, DynamicsRun> {
  private static final int PERCENT = 100;

  private static final Help OWN_TRAINING =
      new Help(
          """
          Train a network to predict the motion of bodies from trajectories of your own, and test it.

          --data is HDF5, H5MD, NumPy's .npz, a .csv with a column that tells the systems, or a folder
          of .npy, .csv or .h5md files. The shapes tell the layout. The first parameter is the mass.
          """,
          """
          Examples:
            noether train dynamics --data motion.npz --states x --times t --parameters c
            noether train dynamics --data motion.csv --states x,y,px,py --times t --parameters m
            noether train dynamics --data folder-of-h5md --network HFC
            noether train dynamics --data q.h5 --states q,p --times t --parameters none --bodies 3
          """);

  private static final Help OWN_BENCHMARK =
      new Help(
          "Measure how fast a network that learns trajectories of your own trains on this machine.",
          """
          Examples:
            noether benchmark dynamics --data motion.npz --states x --times t --parameters c
          """);

  private final SystemKind system;
  private final String classPath;
  private final DynamicsTask task;

  /** The commands of a kind of system. */
  public DynamicsCommands(SystemKind system) {
    this(system.id(), system, "");
  }

  /**
   * The commands of a kind of system.
   *
   * @param name what configurations call it
   * @param system the kind
   * @param classPath folders and jars with its class, or that its source needs; empty for none
   */
  public DynamicsCommands(String name, SystemKind system, String classPath) {
    this.system = system;
    this.classPath = classPath;
    task = new DynamicsTask(name, new SharedData(), classPath);
  }

  @Override
  public DynamicsTask task() {
    return task;
  }

  @Override
  public String word() {
    return task.system();
  }

  @Override
  public Help training() {
    return SystemKind.hasEquations(system) ? trainingOnKnown() : OWN_TRAINING;
  }

  private Help trainingOnKnown() {
    return new Help(
        """
        Train a network to predict the motion of %s, and test it.

        The paper's command lines work as they are; --num_epochs and --num-epochs are the same.
        """
            .formatted(system.description()),
        """
        Examples:
          noether train springs --num_epochs 100 --n_train 3000 \\
            --network HLieResNet --net_cfg "{'group':T(2),'k':384,'num_layers':4}" --lr 1e-3
          noether train springs --num_epochs 100 --network FC --net_cfg "{'k':256}"
          noether train springs --network HFC --budget 2m       as many epochs as fit two minutes
          noether train springs --resume runs/springs-FC-1      go on after an interruption
        """);
  }

  @Override
  public Help benchmark() {
    if (!SystemKind.hasEquations(system)) {
      return OWN_BENCHMARK;
    }
    return new Help(
        "Measure how fast a network that learns the motion of %s trains on this machine."
            .formatted(system.description()),
        """
        Examples:
          noether benchmark springs --network HLieResNet --net_cfg "{'group':T(2),'k':384}"
          noether benchmark springs --network FC --bs 200 --seconds 10 --json
        """);
  }

  @Override
  public Block.Table symmetry(Path run, Examination how, PrintWriter out) throws IOException {
    demandEquations(run);
    return LearnedSymmetryText.print(
        task,
        run,
        coordinates -> OwnGenerators.read(how.generators(), coordinates, classPath),
        how,
        out);
  }

  @Override
  public DynamicsOptions options() {
    return new DynamicsOptions(task.system(), system, classPath);
  }

  @Override
  public Optional<Comparison<DynamicsConfig, DynamicsResult, DynamicsRun>> reproduction() {
    return SystemKind.hasEquations(system)
        ? Optional.of(new DynamicsComparison(task.system(), system, classPath))
        : Optional.empty();
  }

  @Override
  public Optional<Comparison<DynamicsConfig, DynamicsResult, DynamicsRun>> study() {
    return SystemKind.hasEquations(system)
        ? Optional.of(new DataScaling(task.system(), system, classPath))
        : Optional.empty();
  }

  @Override
  public String achieved(DynamicsConfig config, DynamicsResult result) {
    return String.format(
        Locale.ROOT,
        "test MSE %.4g, validation MSE %.4g (epoch %d of %d%s)",
        result.testMse(),
        result.valMse(),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent");
  }

  @Override
  public String next(Path run) {
    return (SystemKind.hasEquations(system) ? "noether evaluate " : "noether report ") + run;
  }

  @Override
  public DynamicsRun read(Path run) throws IOException {
    return DynamicsRun.read(task, run);
  }

  @Override
  public DynamicsReport report(List<DynamicsRun> runs) {
    return new DynamicsReport(runs);
  }

  @Override
  public Path evaluation(Path run, @Nullable Path data) throws IOException {
    return data == null
        ? Evaluation.file(new RunFolder(run))
        : Evaluation.file(new RunFolder(run), data);
  }

  @Override
  public Map<EvaluationTable, Block.Table> evaluate(
      EvaluationRequest wanted, PrintWriter out, PrintWriter err) throws IOException {
    Path run = wanted.run();
    demandEquations(run);
    EvaluationOptions defaults = EvaluationOptions.defaults();
    var options =
        new EvaluationOptions(
            wanted.systems(), wanted.steps(), defaults.examples(), defaults.threads());
    Path data = wanted.data();
    Evaluation evaluation;
    try (var progress = ProgressDisplay.begin(err, "evaluate", "%", PERCENT)) {
      ProgressListener listener = (done, total) -> progress.advanceTo(PERCENT * done / total);
      evaluation =
          data == null
              ? Evaluator.evaluate(task, run, wanted.backend(), options, listener)
              : Evaluator.evaluateOn(task, run, wanted.backend(), data, options, listener);
    }
    EvaluationText.print(evaluation, out);
    out.println("written  " + evaluation(run, wanted.data()));
    out.println("next     noether report " + run);
    return EvaluationTables.of(evaluation);
  }

  @Override
  public Block.Table rollout(Rollout wanted, PrintWriter out, PrintWriter err) throws IOException {
    demandEquations(wanted.run());
    var predictor = MotionPredictor.open(task, wanted.run());
    InitialStates from =
        wanted.initial() == null
            ? predictor.testSystem(wanted.system())
            : predictor.read(wanted.initial());
    PredictedMotion motion;
    try (var progress = ProgressDisplay.begin(err, "rollout", "%", PERCENT)) {
      motion =
          predictor.rollout(
              from, wanted.time(), (done, total) -> progress.advanceTo(PERCENT * done / total));
    }
    var text = new RolloutText(predictor, motion);
    text.print(out);
    motion.write(wanted.out());
    out.println("written  " + wanted.out());
    if (wanted.plot() != null) {
      Figure figure = RolloutFigure.of(predictor.data(), predictor.network(), motion);
      byte[] png = FigurePainter.png(figure, Theme.LIGHT);
      AtomicFiles.write(wanted.plot(), to -> to.write(png));
      out.println("written  " + wanted.plot());
    }
    return text.table();
  }

  private void demandEquations(Path run) {
    if (!SystemKind.hasEquations(system)) {
      throw new IllegalArgumentException(
          "%s learned from trajectories alone; without their equations there is nothing more to compare with than the test error, see 'noether report %s'"
              .formatted(run, run));
    }
  }
}
