package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Tiny;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.simulation.system.SpringSystem;

class EvaluatorTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(2);

  @TempDir private Path folder;

  @Test
  void comparesARunWithTheTrueSystem() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 2);
    TrainOutcome<DynamicsResult> outcome =
        Trainer.run(Tiny.TASK, config, folder, OPTIONS, TrainListener.SILENT);

    List<Long> done = new ArrayList<>();
    Evaluation evaluation =
        Evaluator.evaluate(
            Tiny.TASK,
            folder,
            new EvaluationOptions(4, 12, 1, 2),
            (count, total) -> {
              done.add(count);
              assertThat(total).isEqualTo(3);
            });

    // One group of four systems, three runs of five steps.
    assertThat(done).containsExactly(1L, 2L, 3L);

    assertThat(evaluation.testMse()).isEqualTo(outcome.result().testMse());
    assertThat(evaluation.times()).hasSize(13).startsWith(0).isSorted();
    assertThat(evaluation.stateError().mean()).startsWith(0);
    assertThat(evaluation.stateError().geometricMean()[12])
        .isLessThanOrEqualTo(evaluation.stateError().mean()[12]);
    // The 3/8 rule loses 1.7e-9 of the true energy in each step of 0.01.
    assertThat(evaluation.trueEnergyError().mean()[12]).isPositive().isLessThan(1e-7);
    // Springs conserve energy, momentum and angular momentum; the network sees relative positions.
    assertThat(evaluation.conserved().orElseThrow())
        .extracting(Evaluation.Conserved::name)
        .containsExactly("energy", "momentum x", "momentum y", "angular momentum");
    assertThat(evaluation.conserved("energy").orElseThrow().truth().mean()[12])
        .isPositive()
        .isLessThan(1e-5);
    assertThat(evaluation.conserved("angular momentum").orElseThrow().predicted().mean()[12])
        .isGreaterThan(1e-6);
    assertThat(evaluation.examples()).hasSize(1);
    assertThat(evaluation.examples().getFirst().learned()[0])
        .containsExactly(evaluation.examples().getFirst().truth()[0]);
    Evaluation stored = Evaluation.read(new RunFolder(folder)).orElseThrow();
    assertThat(stored).usingRecursiveComparison().isEqualTo(evaluation);

    List<Evaluation.Example> all =
        Evaluator.evaluate(Tiny.TASK, folder, new EvaluationOptions(4, 12, 4, 2), (_, _) -> {})
            .examples();
    assertThat(evaluation.stateError().mean()).containsExactly(stateErrors(all), within(1e-14));
    // The network is not trained to the end, nor is it as wrong as can be.
    assertThat(evaluation.stateError().mean()[12]).isBetween(0.01, 0.5);
  }

  /** Returns |learned - true| / (|learned| + |true|) over time, the mean of some systems. */
  private static double[] stateErrors(List<Evaluation.Example> systems) {
    double[] mean = new double[systems.getFirst().truth().length];
    for (Evaluation.Example system : systems) {
      for (int t = 0; t < mean.length; t++) {
        double[] truth = system.truth()[t];
        double[] learned = system.learned()[t];
        double size = MathArrays.safeNorm(learned) + MathArrays.safeNorm(truth);
        mean[t] += MathArrays.distance(learned, truth) / size / systems.size();
      }
    }
    return mean;
  }

  @Test
  void gravityInSpaceIsComparedToo() throws IOException {
    DynamicsConfig springs = Tiny.hLieResNet("cpu", 1);
    Map<String, Object> netCfg =
        Map.of("k", 8, "num_layers", 1, "group", new GroupSpec("SE3", List.of()));
    var config =
        new DynamicsConfig(
            springs.network(),
            netCfg,
            new DataSource.Generated("nbody", 3, 40, 3, 3),
            springs.nTrain(),
            springs.nVal(),
            springs.nTest(),
            springs.lr(),
            springs.bs(),
            springs.numEpochs(),
            springs.seed(),
            springs.backend());
    Trainer.run(new DynamicsTask("nbody"), config, folder, OPTIONS, TrainListener.SILENT);

    Equivariance equivariance =
        Evaluator.evaluate(
                new DynamicsTask("nbody"), folder, new EvaluationOptions(4, 5, 1, 2), (_, _) -> {})
            .equivariance()
            .orElseThrow();

    // Lifts move with their points, but do not turn with them. Positions up to 8 are rounded by
    // 2^-22 at most, beside distances of order 1; this makes 1.4e-7 of the forces.
    assertThat(equivariance.translations().forces()).isPositive().isLessThan(1e-6);
    assertThat(equivariance.rotations().orElseThrow().forces()).isGreaterThan(0.1);
    assertThat(equivariance.own().orElseThrow().group()).isEqualTo("SE3(0.2)");
    assertThat(equivariance.redrawing().forces()).isPositive();
  }

  @Test
  void anEvaluationOfAnOlderVersionIsRead() throws IOException {
    Trainer.run(Tiny.TASK, Tiny.fc("reference", 1), folder, OPTIONS, TrainListener.SILENT);
    Evaluation evaluation =
        Evaluator.evaluate(Tiny.TASK, folder, new EvaluationOptions(2, 2, 1, 1), (_, _) -> {});
    Path file = Evaluation.file(new RunFolder(folder));
    String text = Files.readString(file).replaceFirst("(?s)\"equivariance\" : \\{.*?\\n  \\},", "");
    Files.writeString(file, text.replaceFirst("(?s)\"conserved\" : \\[.*?\\n?  \\} \\],", ""));

    Evaluation old = Evaluation.read(new RunFolder(folder)).orElseThrow();

    assertThat(evaluation.equivariance()).isPresent();
    assertThat(old.equivariance()).isEmpty();
    assertThat(old.conserved()).isEmpty();
    assertThat(old.inSpace()).isEmpty();
    assertThat(old.conservesTotal("momentum")).isTrue();
    assertThat(old)
        .usingRecursiveComparison()
        .ignoringFields("equivariance", "conserved")
        .isEqualTo(evaluation);
  }

  @Test
  void aLongRolloutBeginsAsTheShortOnesOfTheTest() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 1);
    Trainer.run(Tiny.TASK, config, folder, OPTIONS, TrainListener.SILENT);

    Evaluation evaluation =
        Evaluator.evaluate(Tiny.TASK, folder, new EvaluationOptions(10, 4, 10, 1), (_, _) -> {});

    double sum = 0;
    int count = 0;
    for (Evaluation.Example example : evaluation.examples()) {
      for (int t = 0; t < 5; t++) {
        for (int i = 0; i < example.truth()[t].length; i++) {
          double error = example.learned()[t][i] - example.truth()[t][i];
          sum += error * error;
          count++;
        }
      }
    }
    // The data's times are those of single precision, so a step may be off by 1e-4 of itself.
    assertThat(sum / count).isCloseTo(evaluation.testMse(), withinPercentage(0.1));
  }

  @Test
  void aPerfectRolloutHasNoError() {
    SpringSystem system = new SpringSystem(new double[] {1, 2}, new double[] {1, 3}, 2);
    double[][] still = {{0, 0, 1, 0, 0, 1, 0, 2}, {0, 0, 1, 0, 0, 1, 0, 2}};

    RolloutErrors errors = RolloutErrors.of(system, still, still);

    assertThat(errors.mse()).containsExactly(0, 0);
    assertThat(errors.state()).containsExactly(0, 0);
    assertThat(errors.energy()).containsExactly(0, 0);
    assertThat(errors.momentum()).containsExactly(0, 0);
    assertThat(errors.angularMomentum()).containsExactly(0, 0);
  }

  @Test
  void energyAndMomentumAreComparedWithTheirBeginning() {
    SpringSystem system = new SpringSystem(new double[] {2}, new double[] {1}, 2);
    double[][] truth = {{1, 0, 0, 1}, {1, 1, 0, 1}};
    double[][] learned = {{1, 0, 0, 1}, {0, 1, 3, 0}};

    RolloutErrors errors = RolloutErrors.of(system, truth, learned);

    // H = p^2 / 4 rises from 1/4 to 9/4; P from (0, 1) to (3, 0); L falls from 1 to -3.
    // The states differ by (-1, 0, 3, -1): 11 / 4.
    assertThat(errors.mse()).containsExactly(0, 11.0 / 4);
    assertThat(errors.energy()).containsExactly(0, 8);
    assertThat(errors.trueEnergy()).containsExactly(0, 0);
    assertThat(errors.momentum()).containsExactly(0, Math.sqrt(10));
    assertThat(errors.angularMomentum()).containsExactly(0, 4);
  }

  @Test
  void anExplodedRolloutIsAsWrongAsCanBe() {
    SpringSystem system = new SpringSystem(new double[] {1}, new double[] {1}, 2);
    double[][] truth = {{1, 0, 0, 1}, {1, 1, 0, 1}};
    double[][] learned = {{1, 0, 0, 1}, {Double.POSITIVE_INFINITY, 0, 0, 3}};

    RolloutErrors errors = RolloutErrors.of(system, truth, learned);

    assertThat(errors.state()).containsExactly(0, 1);
    assertThat(errors.momentum()).containsExactly(0, 2);
    assertThat(RolloutErrors.curve(List.of(errors, errors), RolloutErrors::state).geometricMean())
        .containsExactly(0, 1);
  }

  @Test
  void saysThatThereIsNothingToEvaluate() throws IOException {
    new RunFolder(folder).writeConfig(Tiny.TASK, Tiny.fc("reference", 1));

    assertThatThrownBy(
            () -> Evaluator.evaluate(Tiny.TASK, folder, EvaluationOptions.defaults(), (_, _) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no epoch was completed");
  }

  /** Of 0, 1, 2, 3 the quartiles are 0.75 and 2.25, as numpy.quantile has it. */
  @Test
  void quartilesInterpolateBetweenSystems() {
    var errors =
        IntStream.of(3, 0, 2, 1)
            .mapToObj(i -> new double[] {i, 10 * i})
            .map(values -> new RolloutErrors(values, values, values, values, values, values))
            .toList();
    var quartiles = RolloutErrors.quartiles(errors, RolloutErrors::mse);
    assertThat(quartiles.lower()).containsExactly(0.75, 7.5);
    assertThat(quartiles.upper()).containsExactly(2.25, 22.5);
  }
}
