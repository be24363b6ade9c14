package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.Tiny;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;

class DynamicsDataTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();

  @TempDir private Path folder;

  @Test
  void aFileHoldsTheSameDataAsItsSeed() throws IOException {
    Path file = folder.resolve("springs.h5");
    GenerateRequest request = GenerateRequest.of(SystemKind.SPRINGS, 40, 3).withBodies(3);
    TrajectoryGenerator.write(request, file, (_, _) -> {});
    DynamicsConfig generated = Tiny.fc("reference", 1);
    DynamicsConfig stored =
        withData(generated, new DataSource.StoredFile("springs", file.toString()));

    DynamicsData fromSeed = DynamicsData.load(generated, REFERENCE);
    DynamicsData fromFile = DynamicsData.load(stored, REFERENCE);

    assertThat(fromFile.sha256()).isEqualTo(fromSeed.sha256());
    assertThat(Numbers.of(fromFile.train().groups().getFirst().zs()))
        .containsExactly(Numbers.of(fromSeed.train().groups().getFirst().zs()));
    assertThat(fromFile.testIds()).containsExactly(fromSeed.testIds());
  }

  @Test
  void aBenchmarkStepsThroughTheSystemsOfTheFile() throws IOException {
    Path file = folder.resolve("four.h5");
    TrajectoryGenerator.write(
        GenerateRequest.of(SystemKind.SPRINGS, 40, 3).withBodies(4), file, (_, _) -> {});
    DynamicsConfig stored =
        withData(Tiny.fc("reference", 1), new DataSource.StoredFile("springs", file.toString()));

    Samples train =
        DynamicsData.load(Tiny.TASK.benchmarked(stored), REFERENCE).train().groups().getFirst();

    assertThat(train.count()).isEqualTo(8);
    assertThat(train.width()).as("position and momentum of four bodies in the plane").isEqualTo(16);
  }

  @Test
  void aSampleIsFivePointsOfAnIntegratedTrajectory() throws IOException {
    DynamicsData data = DynamicsData.load(Tiny.fc("reference", 1), REFERENCE);
    Samples train = data.train().groups().getFirst();

    assertThat(train.count()).isEqualTo(20);
    assertThat(train.points()).isEqualTo(5);
    assertThat(train.width()).isEqualTo(12);
    // The reference spreads 500 points over [0, 5], both ends included, in single precision.
    assertThat(train.steps(7)).hasSize(4);
    for (double step : train.steps(7)) {
      assertThat(step).isCloseTo(5.0 / 499, within((double) Math.ulp(5f)));
    }
  }

  @Test
  void aFileHoldsTheSystemsAskedFor() throws IOException {
    Path file = folder.resolve("nbody.h5");
    TrajectoryGenerator.write(GenerateRequest.of(SystemKind.NBODY, 40, 3), file, (_, _) -> {});
    DynamicsConfig config =
        withData(Tiny.fc("reference", 1), new DataSource.StoredFile("springs", file.toString()));

    assertThatThrownBy(() -> DynamicsData.load(config, REFERENCE))
        .hasMessage(file + " holds nbody, not springs");
  }

  @Test
  void aFileNeedsEnoughSystems() throws IOException {
    Path file = folder.resolve("springs.h5");
    TrajectoryGenerator.write(
        GenerateRequest.of(SystemKind.SPRINGS, 30, 3).withBodies(3), file, (_, _) -> {});
    DynamicsConfig config =
        withData(Tiny.fc("reference", 1), new DataSource.StoredFile("springs", file.toString()));

    assertThatThrownBy(() -> DynamicsData.load(config, REFERENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is more than the 30 systems of the data");
  }

  private static DynamicsConfig withData(DynamicsConfig config, DataSource data) {
    return new DynamicsConfig(
        config.network(),
        config.netCfg(),
        data,
        config.nTrain(),
        config.nVal(),
        config.nTest(),
        config.lr(),
        config.bs(),
        config.numEpochs(),
        config.seed(),
        config.backend());
  }
}
