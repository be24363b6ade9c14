package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.testing.Numbers;
import org.noether.learning.testing.OffHeapBackend;
import org.noether.simulation.molecule.MoleculeDataset;

class MoleculeObjectiveTest {
  @TempDir private Path folder;

  /** Steps and an evaluation where buffers are no arrays. */
  @ParameterizedTest
  @ValueSource(strings = {"T", "SE3"})
  void bitsDoNotDependOnWhereABackendKeepsItsNumbers(String group) throws IOException {
    Path file = TinyMolecules.write(folder, 40);
    Map<String, Object> options =
        group.equals("T")
            ? Map.of("fill", 0.5)
            : Map.of("group", new GroupSpec("SE3", List.of(0.2)), "liftsamples", 2, "nbhd", 5);
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 1, options);
    MoleculeDataset dataset = TinyMolecules.reader(folder).load(file);
    Backend arrays = Backends.choose("cpu").backend();

    assertThat(numbers(config, dataset, new OffHeapBackend(arrays)))
        .isDeepEqualTo(numbers(config, dataset, arrays));
  }

  /** Returns losses, gradients of the last step, and buffers. */
  private static double[][] numbers(
      MoleculeConfig config, MoleculeDataset dataset, Backend backend) {
    MoleculeObjective objective = MoleculeObjective.of(config, backend, dataset, 2);
    objective.weights().initialise(objective.network(), config.seed());
    Buffer gradients = backend.allocate(objective.weights().layout().parameterCount());
    double[] losses = new double[4];
    for (int step = 0; step < 3; step++) {
      losses[step] = objective.gradient(objective.minibatches().of(step), step, gradients);
    }
    losses[3] = objective.validation();
    return new double[][] {
      losses,
      Numbers.of(gradients),
      Numbers.of(objective.weights().buffers()),
      Numbers.of(objective.weights().chosen())
    };
  }
}
