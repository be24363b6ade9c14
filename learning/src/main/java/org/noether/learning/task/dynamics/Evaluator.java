package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.train.Json;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.io.WriteLock;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.ProgressListener;

/** Compares trained networks with the true system. */
public final class Evaluator {
  /** What an array takes beside its numbers, with the reference to it. */
  private static final int OBJECT_BYTES = 24;

  private Evaluator() {}

  /**
   * Compares a run's best weights with the true system and writes {@code evaluation.json}. Long
   * rollouts begin at the first point of the test set's trajectories; the learned dynamics follow
   * the 3/8 rule, and the true system is integrated as the data was, both with the data's step.
   *
   * @param progress receives the progress of the learned rollouts
   * @throws IOException if the folder holds no run with best weights, they do not fit, or another
   *     process writes to the folder, as training does
   */
  public static Evaluation evaluate(
      DynamicsTask task, Path folder, EvaluationOptions options, ProgressListener progress)
      throws IOException {
    return evaluate(task, folder, null, options, progress);
  }

  /**
   * Evaluates a run on a backend.
   *
   * @param backendName the backend's name; null for the one that trained
   * @throws IOException if the folder holds no run with best weights, or they do not fit
   */
  public static Evaluation evaluate(
      DynamicsTask task,
      Path folder,
      @Nullable String backendName,
      EvaluationOptions options,
      ProgressListener progress)
      throws IOException {
    return evaluate(
        task,
        folder,
        backendName,
        new Examined(
            Evaluation.file(new RunFolder(folder)),
            Optional.empty(),
            (run, config, _, backend) -> ownTest(task, run, config, backend)),
        options,
        progress);
  }

  /**
   * Evaluates a run on other systems than those of its test set, and writes {@link
   * Evaluation#file(RunFolder, Path)}.
   *
   * @param backendName the backend's name; null for the one that trained
   * @param other a file of trajectories of systems of the same kind, which may have other numbers
   *     of bodies
   * @throws IOException if the folder holds no run with best weights, they do not fit, the file
   *     cannot be read, or the network cannot take its systems
   */
  public static Evaluation evaluateOn(
      DynamicsTask task,
      Path folder,
      @Nullable String backendName,
      Path other,
      EvaluationOptions options,
      ProgressListener progress)
      throws IOException {
    return evaluate(
        task,
        folder,
        backendName,
        new Examined(
            Evaluation.file(new RunFolder(folder), other),
            Optional.of(other),
            (_, config, networks, backend) ->
                TestSystems.read(task, config, other, networks, backend)),
        options,
        progress);
  }

  /**
   * What systems are compared.
   *
   * @param target the file that receives the comparison
   * @param other the file of the systems; empty for those of the test set
   */
  private record Examined(Path target, Optional<Path> other, Reader reader) {}

  /** Reads systems to test with. */
  private interface Reader {
    TestSystems read(RunFolder run, DynamicsConfig config, NetworkFamily networks, Backend backend)
        throws IOException;
  }

  private static Evaluation evaluate(
      DynamicsTask task,
      Path folder,
      @Nullable String backendName,
      Examined examined,
      EvaluationOptions options,
      ProgressListener progress)
      throws IOException {
    RunFolder run = new RunFolder(folder);
    DynamicsConfig trained = run.readConfig(task);
    var _ = task.kind(folder, trained.data().system());
    DynamicsConfig config = backendName == null ? trained : trained.withBackend(backendName);
    try (WriteLock _ = WriteLock.ofFolder(folder)) {
      return evaluate(task, run, config, examined, options, progress);
    }
  }

  private static Evaluation evaluate(
      DynamicsTask task,
      RunFolder run,
      DynamicsConfig config,
      Examined examined,
      EvaluationOptions options,
      ProgressListener progress)
      throws IOException {
    run.demandBest();
    Backend backend = Backends.choose(config.backend()).backend();
    NetworkFamily networks = NetworkFamily.of(config, task.data().request(config.data()));
    TestSystems test = examined.reader().read(run, config, networks, backend);
    Weights weights = Weights.ofBest(run, networks.first(), backend);
    int systems = Math.min(options.systems(), test.samples().count());
    demandMemory(systems, options.steps(), test.samples().width());
    GenerateRequest request = test.segments().request();
    try (Workers workers = new Workers(options.threads())) {
      RolloutLoss loss =
          new RolloutLoss(
              backend,
              networks,
              weights,
              test.samples(),
              workers,
              config.seed(),
              config.batchSize());
      SortedMap<Integer, Double> errors = loss.mseByBodies(test.samples());
      double[][][] predicted =
          new LongRollouts(backend, networks, weights, test.samples(), config.seed())
              .follow(systems, options.steps(), TrueMotion.spacing(request), workers, progress);
      Optional<Equivariance> equivariance =
          request.kind().pointMasses()
              ? Optional.of(
                  new EquivarianceErrors(backend, networks, weights, test.samples(), config.seed())
                      .measure(systems, workers))
              : Optional.empty();
      Evaluation evaluation =
          compare(test, errors, examined.other(), predicted, equivariance, options.examples());
      Json.write(examined.target(), evaluation);
      return evaluation;
    }
  }

  private static TestSystems ownTest(
      DynamicsTask task, RunFolder run, DynamicsConfig config, Backend backend) throws IOException {
    DynamicsData data = task.load(config, backend);
    run.demandData(data.sha256());
    return new TestSystems(data.segments(), data.testIds(), data.test());
  }

  /** Refuses rollouts whose states, true and learned, do not fit into memory. */
  static void demandMemory(int systems, int steps, int width) {
    double needed = 2.0 * systems * (steps + 1.0) * (width * Double.BYTES + OBJECT_BYTES);
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d steps of %,d systems need %,.0f MiB of memory, and the heap is limited to %,d"
                  + " MiB; choose fewer of them",
              steps,
              systems,
              needed / (1 << 20),
              heap >> 20));
    }
  }

  private static Evaluation compare(
      TestSystems test,
      SortedMap<Integer, Double> mse,
      Optional<Path> other,
      double[][][] learned,
      Optional<Equivariance> equivariance,
      int examples) {
    GenerateRequest request = test.segments().request();
    double[] times = TrueMotion.times(request, learned[0].length - 1);
    List<HamiltonianSystem> systems = new ArrayList<>();
    double[][][] truths = new double[learned.length][][];
    List<RolloutErrors> errors = new ArrayList<>();
    List<Evaluation.Example> kept = new ArrayList<>();
    for (int i = 0; i < learned.length; i++) {
      int id = test.ids()[i];
      HamiltonianSystem system = test.segments().system(id);
      double[] z0 = Arrays.copyOf(test.segments().zs()[id], system.getDimension());
      double[][] truth = TrueMotion.follow(request, system, z0, times);
      systems.add(system);
      truths[i] = truth;
      errors.add(RolloutErrors.of(system, truth, learned[i]));
      if (i < examples) {
        kept.add(
            new Evaluation.Example(
                i, test.segments().bodies(id), request.spaceDimension(), truth, learned[i]));
      }
    }
    return new Evaluation(
        test.samples().mean(own -> Objects.requireNonNull(mse.get(own.bodies()))),
        test.samples().count(),
        learned.length,
        times,
        RolloutErrors.curve(errors, RolloutErrors::mse),
        RolloutErrors.curve(errors, RolloutErrors::state),
        RolloutErrors.curve(errors, RolloutErrors::energy),
        RolloutErrors.curve(errors, RolloutErrors::trueEnergy),
        RolloutErrors.curve(errors, RolloutErrors::momentum),
        RolloutErrors.curve(errors, RolloutErrors::angularMomentum),
        equivariance,
        Optional.of(errors.stream().mapToDouble(RolloutErrors::meanState).toArray()),
        Optional.of(
            InvariantValues.changes(
                InvariantValues.along(request, systems, learned),
                InvariantValues.along(request, systems, truths))),
        Optional.of(
            new Evaluation.Spread(
                RolloutErrors.quartiles(errors, RolloutErrors::mse),
                RolloutErrors.quartiles(errors, RolloutErrors::state),
                RolloutErrors.quartiles(errors, RolloutErrors::energy))),
        request.mixed() || other.isPresent()
            ? Optional.of(test.bySize(mse, errors))
            : Optional.empty(),
        other.map(Path::toString),
        kept);
  }
}
