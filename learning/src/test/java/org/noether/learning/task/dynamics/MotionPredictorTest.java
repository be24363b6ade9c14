package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.train.Tiny;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;

class MotionPredictorTest {
  @TempDir private static Path run;
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Trainer.run(
        Tiny.TASK,
        Tiny.hLieResNet("reference", 2),
        run,
        TrainOptions.defaults().withThreads(2),
        TrainListener.SILENT);
  }

  private static MotionPredictor predictor() throws IOException {
    return MotionPredictor.open(Tiny.TASK, run);
  }

  @Test
  void followsATestSystemAsEvaluateDoes() throws IOException {
    Evaluation evaluation =
        Evaluator.evaluate(Tiny.TASK, run, new EvaluationOptions(4, 12, 4, 2), (_, _) -> {});
    MotionPredictor predictor = predictor();

    PredictedMotion motion =
        predictor.rollout(predictor.testSystem(2), evaluation.times()[12], (_, _) -> {});

    Evaluation.Example example = evaluation.examples().get(2);
    assertThat(motion.times()).containsExactly(evaluation.times());
    assertThat(motion.truth()[0]).isDeepEqualTo(example.truth());
    for (int t = 0; t <= 12; t++) {
      // One system or four in a batch: sums are rounded in another order.
      assertThat(motion.predicted()[0][t]).containsExactly(example.learned()[t], within(1e-12));
    }
    assertThat(motion.stateError()[0][12]).isBetween(1e-3, 0.5);
  }

  @Test
  void theTrueMotionKeepsWhatThePredictedOneDoesNot() throws IOException {
    MotionPredictor predictor = predictor();
    PredictedMotion motion = predictor.rollout(predictor.testSystem(0), 0.5);
    assertThat(motion.trueInvariants().keySet())
        .containsExactly("energy", "momentum x", "momentum y", "angular momentum");
    assertThat(change(motion.trueInvariants().get("energy"))).isLessThan(1e-6);
    assertThat(change(motion.predictedInvariants().get("energy"))).isGreaterThan(1e-4);
  }

  private static double change(double[][] values) {
    return Math.abs(values[0][values[0].length - 1] / values[0][0] - 1);
  }

  @Test
  void trajectoriesStartAtTheirFirstPoints() throws IOException {
    Path file = folder.resolve("springs.h5");
    GenerateRequest request = GenerateRequest.of(SystemKind.SPRINGS, 3, 8).withBodies(3);
    TrajectoryGenerator.write(request, file, (_, _) -> {});
    InitialStates states = predictor().read(file);
    double[][] zs = TrajectoryGenerator.trajectories(request, (_, _) -> {}).zs();
    for (int i = 0; i < 3; i++) {
      assertThat(zs[i]).startsWith(states.z0()[i]);
    }

    Path out = folder.resolve("motion.h5");
    predictor().rollout(states, 0.2).write(out);
    try (var hdf = Hdf5File.open(out)) {
      assertThat(hdf.array("predicted/zs").shape()).containsExactly(3, 21, 12);
      double[] truth = hdf.array("true/zs").values();
      // The step differs from the data's by the rounding of single precision only.
      assertThat(truth[20 * 12]).isCloseTo(zs[0][20 * 12], within(1e-6));
      assertThat(hdf.array("errors/state").shape()).containsExactly(3, 21);
      assertThat(hdf.array("true/angular momentum").shape()).containsExactly(3, 21);
      assertThat(hdf.attribute("integrator_of_true")).contains("threeEighths");
      assertThat(hdf.attribute("network")).contains("HLieResNet");
    }
  }

  @Test
  void parametersMayFollowTheState() throws IOException {
    double[][] rows = new double[2][18];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 0.1 + i;
      }
    }
    InitialStates states = predictor().read(file(Map.of("z0", rows)));
    assertThat(states.z0()[1]).hasSize(12).startsWith(0.1, 1.1);
    assertThat(states.sysP()[1]).hasSize(6).startsWith(12.1);
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    MotionPredictor predictor = predictor();
    double[][] short_ = new double[2][11];
    double[][] negative = new double[1][18];
    negative[0][12] = -1;
    assertThatThrownBy(() -> predictor.read(file(Map.of("z0", short_))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("row 0 has a state of 11 numbers and 0 parameters where 12 and 6")
        .hasMessageContaining("3 bodies in 2 dimensions");
    assertThatThrownBy(() -> predictor.read(file(Map.of("z0", negative))))
        .hasMessageContaining("row 0 has impossible parameters: a mass must be positive");
    assertThatThrownBy(() -> predictor.read(file(Map.of("x", short_))))
        .hasMessageContaining("there is no dataset zs");
    assertThatThrownBy(() -> predictor.read(file(Map.of("zs", new double[] {1, 2}))))
        .hasMessageContaining("one state per row");
    assertThatThrownBy(() -> predictor.testSystem(10)).hasMessageContaining("systems 0 to 9");
  }

  private Path file(Map<String, Object> arrays) throws IOException {
    Path file = folder.resolve("states.h5");
    Hdf5Output.write(
        file,
        Map.of(),
        arrays.entrySet().stream()
            .map(each -> new Output(each.getKey(), each.getValue(), "any"))
            .toList());
    return file;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e12})
  void timesThatCannotBeFollowedAreRefused(double time) throws IOException {
    MotionPredictor predictor = predictor();
    InitialStates states = predictor.testSystem(0);
    assertThatThrownBy(() -> predictor.rollout(states, time))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the time must be between one step");
  }

  @Test
  void aRunWithoutWeightsIsRefused() throws IOException {
    Files.copy(run.resolve("config.json"), folder.resolve("config.json"));
    assertThatThrownBy(() -> MotionPredictor.open(Tiny.TASK, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no best weights");
  }
}
