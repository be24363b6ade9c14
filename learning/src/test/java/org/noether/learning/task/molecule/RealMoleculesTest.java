package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.simulation.molecule.Qm9;

/** A short training on real molecules, where the environment variable NOETHER_DATA has some. */
class RealMoleculesTest {
  private static final int EPOCHS = 3;

  @TempDir private Path folder;

  @Test
  void aShortTrainingLowersTheLoss() throws IOException {
    String data = System.getenv("NOETHER_DATA");
    assumeTrue(data != null, "skipped: NOETHER_DATA does not name a folder of data");
    Optional<Path> file = Qm9.find(Path.of(data));
    assumeTrue(file.isPresent(), "skipped: there are no molecules in " + data);
    MoleculeConfig config =
        new MoleculeConfig(
            "homo",
            "MolecLieResNet",
            Map.of("k", 32, "num_layers", 2, "fill", 1.0, "group", new GroupSpec("T", List.of(3))),
            file.get().toString(),
            false,
            500,
            3e-3,
            25,
            EPOCHS,
            0,
            "cpu");
    RunFolder run = new RunFolder(folder.resolve("run"));

    MoleculeResult result =
        Trainer.run(
                TinyMolecules.task(folder),
                config,
                run.path(),
                TrainOptions.defaults(),
                TrainListener.SILENT)
            .result();

    List<EpochMetrics> metrics = run.readMetrics();
    System.out.printf(
        "real molecules: training loss %.3f to %.3f, test MAE %.0f %s of %.0f%n",
        metrics.getFirst().trainLoss(),
        metrics.getLast().trainLoss(),
        result.testMae(),
        result.unit(),
        result.meanAbsoluteDeviation());
    assertThat(metrics.getLast().trainLoss()).isLessThan(0.95 * metrics.getFirst().trainLoss());
    assertThat(result.testMae()).isLessThan(result.meanAbsoluteDeviation());
  }
}
