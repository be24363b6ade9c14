package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Tiny;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryDataset;
import org.noether.simulation.trajectory.TrajectoryGenerator;

/** Systems of 2, 3 and 4 bodies in one data set. */
class MixedSizesTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(2);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void generate() throws IOException {
    file = written("mixed.h5", List.of(2, 3, 4));
  }

  private Path written(String name, List<Integer> sizes) throws IOException {
    Path written = folder.resolve(name);
    // As many points as a segment has, so that the times of all are the same.
    GenerateRequest request =
        GenerateRequest.of(SystemKind.SPRINGS, 40, 3).withSizes(sizes).withPoints(5);
    TrajectoryGenerator.write(request, written, (_, _) -> {});
    return written;
  }

  private static DynamicsConfig config(String network, Path file, String backend) {
    Map<String, Object> netCfg = Map.of("k", 6, "num_layers", 1);
    return config(network, netCfg, file, backend);
  }

  private static DynamicsConfig config(
      String network, Map<String, Object> netCfg, Path file, String backend) {
    DynamicsConfig like = Tiny.fc(backend, 2);
    return new DynamicsConfig(
        network,
        netCfg,
        new DataSource.StoredFile("springs", file.toString()),
        like.nTrain(),
        like.nVal(),
        like.nTest(),
        like.lr(),
        like.bs(),
        like.numEpochs(),
        like.seed(),
        backend);
  }

  /** The definition of the loss: every system counts the same. */
  @ParameterizedTest
  @ValueSource(strings = {"OGN", "HOGN", "VOGN", "HLieResNet", "FLieResnet"})
  void aBatchHasTheMeanOfTheLossesAndGradientsOfItsSystems(String network) throws IOException {
    Fixture fixture = new Fixture(config(network, file, "reference"));
    int[] batch = IntStream.range(0, 20).toArray();

    double[] together = fixture.lossAndGradient(batch, 8, 2);

    double[] mean = new double[together.length];
    for (int system : batch) {
      double[] alone = fixture.lossAndGradient(new int[] {system}, 8, 1);
      Arrays.setAll(mean, i -> mean[i] + alone[i] / batch.length);
    }
    // The sums of the two differ by the rounding of some 20 samples' additions.
    assertThat(together).containsExactly(mean, within(1e-13));
    assertThat(Arrays.stream(together).skip(1).map(Math::abs).max().orElseThrow())
        .as("the gradients compared are far above the tolerance")
        .isGreaterThan(1e-5);
    assertThat(fixture.mse(8)).isCloseTo(together[0], within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void bitsDoNotDependOnTheNumberOfThreads(String backend) throws IOException {
    Fixture fixture = new Fixture(config("HOGN", file, backend));
    int[] batch = {3, 1, 19, 7, 11, 4, 0, 2, 15};

    double[] one = fixture.lossAndGradient(batch, 8, 1);

    assertThat(fixture.lossAndGradient(batch, 8, 3)).containsExactly(one);
  }

  /**
   * One file has room for four bodies and says that there are three; the other has no such room.
   */
  @ParameterizedTest
  @ValueSource(strings = {"HOGN", "HLieResNet"})
  void aSetThatTurnsOutToHaveOneSizeGivesTheBitsOfOne(String network) throws IOException {
    Path one = written("one.h5", List.of(3));
    Path listed = written("listed.h5", List.of(3, 3));
    double[] expected = new Fixture(config(network, one, "cpu")).lossAndGradient(null, 8, 2);

    assertThat(new Fixture(config(network, listed, "cpu")).lossAndGradient(null, 8, 2))
        .containsExactly(expected);
    assertThat(Files.mismatch(one, listed)).isEqualTo(-1);
  }

  /** With balls that hold nobody, the radii grow after the batch, by what all sizes lack. */
  @Test
  void radiiOfBallsGrowAfterTheBatch() throws IOException {
    Fixture fixture = new Fixture(config("HLieResNet", file, "reference"));
    Numbers.fill(fixture.weights.buffers(), 0.05);
    int[] batch = IntStream.range(0, 20).toArray();

    double[] first = fixture.lossAndGradient(batch, 8, 2);

    double[] grown = Numbers.of(fixture.weights.buffers());
    assertThat(Arrays.stream(grown).min().orElseThrow()).isGreaterThan(1);
    assertThat(fixture.lossAndGradient(batch, 8, 2)).isNotEqualTo(first);
  }

  @Test
  void networksThatCannotLearnSeveralSizesAreRefused() {
    for (String network : List.of("FC", "HFC")) {
      DynamicsConfig config = config(network, file, "reference");
      assertThatThrownBy(() -> Tiny.TASK.check(config))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              network
                  + " has weights for systems of 2 bodies and cannot take systems of 3; networks"
                  + " for any number are OGN, HOGN, VOGN, HLieResNet and FLieResnet");
    }
    Map<String, Object> normed = Map.of("k", 6, "num_layers", 1, "bn", true);
    assertThatThrownBy(() -> Tiny.TASK.check(config("HLieResNet", normed, file, "reference")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes statistics over a batch")
        .hasMessageContaining("2, 3, 4 bodies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void resumesToTheSameBits(String backend) throws IOException {
    DynamicsConfig config = config("HLieResNet", file, backend);
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    Trainer.run(Tiny.TASK, config, whole, OPTIONS, TrainListener.SILENT);
    TrainListener breaker =
        new TrainListener() {
          @Override
          public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
            if (epoch == 2) {
              throw new BrokenOff();
            }
          }
        };
    assertThatThrownBy(() -> Trainer.run(Tiny.TASK, config, broken, OPTIONS, breaker))
        .isInstanceOf(BrokenOff.class);

    Trainer.resume(Tiny.TASK, broken, OPTIONS.withThreads(1), TrainListener.SILENT);

    for (String name : List.of("metrics.jsonl", "best.safetensors", "result.json")) {
      assertThat(broken.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }

  private static final class BrokenOff extends RuntimeException {}

  @Test
  void errorsAreToldBySizeAndForSizesThatWereNotLearned() throws IOException {
    Path run = folder.resolve("run");
    var outcome =
        Trainer.run(Tiny.TASK, config("HOGN", file, "cpu"), run, OPTIONS, TrainListener.SILENT);
    var options = new EvaluationOptions(10, 6, 10, 2);

    Evaluation own = Evaluator.evaluate(Tiny.TASK, run, options, (_, _) -> {});

    assertThat(own.testMse()).isEqualTo(outcome.result().testMse());
    List<Evaluation.OfSize> sizes = own.sizes().orElseThrow();
    assertThat(sizes).extracting(Evaluation.OfSize::bodies).containsExactly(2, 3, 4);
    assertThat(sizes.stream().mapToInt(Evaluation.OfSize::testSystems).sum()).isEqualTo(10);
    double mean = sizes.stream().mapToDouble(s -> s.testMse() * s.testSystems()).sum() / 10;
    assertThat(own.testMse()).isCloseTo(mean, within(1e-15));
    for (Evaluation.Example example : own.examples()) {
      assertThat(example.truth()[0]).hasSize(4 * example.bodies());
      assertThat(example.learned()[0]).containsExactly(floats(example.truth()[0]));
    }
    assertThat(Evaluation.read(new RunFolder(run)).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(own);

    Path larger = written("larger.h5", List.of(6));
    Evaluation other = Evaluator.evaluateOn(Tiny.TASK, run, null, larger, options, (_, _) -> {});
    assertThat(other.sizes().orElseThrow())
        .singleElement()
        .satisfies(size -> assertThat(size.bodies()).isEqualTo(6))
        .satisfies(size -> assertThat(size.testMse()).isEqualTo(other.testMse()));
    assertThat(other.testSystems()).isEqualTo(40);
    Path first = run.resolve("evaluation-larger.json");
    assertThat(first).exists();

    var folderOfRun = new RunFolder(run);
    assertThat(Evaluation.file(folderOfRun, larger)).isEqualTo(first);
    Files.createDirectory(folder.resolve("elsewhere"));
    Path namesake = written("elsewhere/larger.h5", List.of(5));
    Path second = Evaluation.file(folderOfRun, namesake);
    assertThat(second.getFileName().toString()).matches("evaluation-larger-[0-9a-f]{8}\\.json");
    Evaluator.evaluateOn(Tiny.TASK, run, null, namesake, options, (_, _) -> {});
    assertThat(second).exists();
    assertThat(Evaluation.file(folderOfRun, namesake)).isEqualTo(second);
    assertThat(Evaluation.file(folderOfRun, larger)).isEqualTo(first);
  }

  /** States are stored in single precision. */
  private static double[] floats(double[] numbers) {
    return Arrays.stream(numbers).map(number -> (float) number).toArray();
  }

  @Test
  void aNetworkForOneSizeIsNotEvaluatedOnAnother() throws IOException {
    Path run = folder.resolve("run");
    Trainer.run(Tiny.TASK, Tiny.fc("cpu", 1), run, OPTIONS, TrainListener.SILENT);
    var options = new EvaluationOptions(4, 4, 1, 2);

    assertThatThrownBy(
            () -> Evaluator.evaluateOn(Tiny.TASK, run, null, file, options, (_, _) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(
            "FC has weights for systems of 3 bodies and cannot take systems of 2");
  }

  @Test
  void motionsOfDifferentSizesAreRolledOutTogether() throws IOException {
    Path run = folder.resolve("run");
    Trainer.run(Tiny.TASK, config("HOGN", file, "cpu"), run, OPTIONS, TrainListener.SILENT);
    MotionPredictor predictor = MotionPredictor.open(Tiny.TASK, run);
    Path states = written("states.h5", List.of(5, 2));

    PredictedMotion motion = predictor.rollout(predictor.read(states), 0.1);

    assertThat(motion.bodies()).startsWith(5, 2, 5, 2).hasSize(40);
    assertThat(motion.predicted()[1][3]).hasSize(8);
    InitialStates alone =
        new InitialStates(new double[][] {motion.truth()[1][0]}, new double[][] {motion.sysP()[1]});
    assertThat(predictor.rollout(alone, 0.1).predicted()[0]).isDeepEqualTo(motion.predicted()[1]);
    Path out = folder.resolve("motion.h5");
    motion.write(out);
    try (var hdf = Hdf5File.open(out)) {
      double[][] z = hdf.array("predicted/zs").rows(2);
      int times = motion.times().length;
      assertThat(z[times]).hasSize(20).startsWith(motion.predicted()[1][0][0]).endsWith(Double.NaN);
      assertThat(hdf.array("bodies").values()).startsWith(5, 2);
    }
  }

  @Test
  void symmetriesAreTriedOnTheLargestSystems() throws IOException {
    Path run = folder.resolve("run");
    Trainer.run(Tiny.TASK, config("HOGN", file, "cpu"), run, OPTIONS, TrainListener.SILENT);

    LearnedSymmetry found =
        LearnedSymmetry.of(Tiny.TASK, run, LearnedSymmetry.Additional.NONE, 50, 0);

    assertThat(found.bodies()).isEqualTo(4);
    assertThat(found.states()).isBetween(1, 10);
    assertThat(found.rows())
        .filteredOn(row -> row.generator().startsWith("translation"))
        .isNotEmpty()
        .allMatch(LearnedSymmetry.Row::byConstruction);
  }

  @Test
  void predictingThatNothingMovesIsAveragedOverSystems() throws IOException {
    Backend backend = Backends.choose("reference").backend();
    GenerateRequest request = GenerateRequest.of(SystemKind.SPRINGS, 5, 1).withSizes(List.of(2, 4));
    TrajectoryDataset data = TrajectoryGenerator.segments(request, 5, (_, _) -> {});

    double together = SampleSet.of(backend, data, new int[] {0, 1, 2, 3, 4}).meanSquaredChange();

    double mean =
        IntStream.range(0, 5)
            .mapToDouble(i -> SampleSet.of(backend, data, new int[] {i}).meanSquaredChange())
            .average()
            .orElseThrow();
    assertThat(together).isCloseTo(mean, within(1e-14));
  }

  /** A network's initial weights and its training data. */
  private static final class Fixture {
    private final Backend backend;
    private final NetworkFamily networks;
    private final SampleSet samples;
    private final Weights weights;

    Fixture(DynamicsConfig config) throws IOException {
      backend = Backends.choose(config.backend()).backend();
      DynamicsData data = DynamicsData.load(config, backend);
      networks = data.networks(config);
      samples = data.train();
      weights = Weights.zeros(networks.first(), backend);
      weights.initialise(networks.first(), config.seed());
      Numbers.scale(weights.parameters(), 2);
    }

    private RolloutLoss loss(Workers workers, int batchSize) {
      return new RolloutLoss(backend, networks, weights, samples, workers, 0, batchSize);
    }

    double mse(int batchSize) {
      try (Workers workers = new Workers(1)) {
        return loss(workers, batchSize).mse(samples);
      }
    }

    double[] lossAndGradient(int[] wanted, int batchSize, int threads) {
      int[] batch = wanted == null ? IntStream.range(0, samples.count()).toArray() : wanted;
      try (Workers workers = new Workers(threads)) {
        Buffer gradients = backend.allocate(weights.parameters().size());
        double value = loss(workers, batchSize).gradient(samples, batch, 0, gradients);
        double[] result = new double[1 + gradients.size()];
        result[0] = value;
        System.arraycopy(Numbers.of(gradients), 0, result, 1, gradients.size());
        return result;
      }
    }
  }
}
