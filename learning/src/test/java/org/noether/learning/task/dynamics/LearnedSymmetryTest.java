package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.LearnedSymmetry.Row;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;

class LearnedSymmetryTest {
  /** What finite differences leave of a commutator that vanishes; energies leave round-off. */
  private static final double EXACT = 1e-9;

  /** The least violation of a symmetry that a network lacks: its initial forces are small. */
  private static final double LACKING = 1e-8;

  @TempDir private Path folder;

  /**
   * What each network has by construction, among translations x, y, the rotation and boosts x, y.
   */
  @ParameterizedTest
  @CsvSource({
    "FC, false, 'translation x, translation y'",
    "HFC, true, 'translation x, translation y, boost x, boost y'",
    "OGN, false, 'translation x, translation y'",
    "HOGN, true, 'translation x, translation y'",
    "HLieResNet SO2, true, 'translation x, translation y, rotation xy, boost x, boost y'"
  })
  void saysWhatANetworkHasByConstruction(String network, boolean hamiltonian, String expected)
      throws IOException {
    LearnedSymmetry found =
        LearnedSymmetry.of(
            new DynamicsTask("springs"), train(network), LearnedSymmetry.Additional.NONE, 12, 1);

    assertThat(found.hamiltonian()).isEqualTo(hamiltonian);
    assertThat(found.rows().stream().filter(Row::byConstruction).map(Row::generator))
        .containsExactlyInAnyOrder(expected.split(", "));
    assertThat(found.rows().stream().filter(Row::trueSymmetry).map(Row::generator))
        .containsExactly("translation x", "translation y", "rotation xy", "boost x", "boost y");
    for (Row row : found.rows()) {
      if (row.byConstruction()) {
        assertThat(row.learned()).isLessThan(EXACT);
      } else {
        assertThat(row.learned()).isGreaterThan(LACKING);
        assertThat(row.untrained()).isGreaterThan(LACKING);
      }
      if (hamiltonian) {
        assertThat(row.conservation()).isEqualTo(row.learned());
      }
    }
    assertThat(found.trueValues()).hasSize(6);
    assertThat(found.trueValues()[3]).isLessThan(1e-12);
    assertThat(found.learnedValues()[0]).isPositive();
  }

  @Test
  void refusesAFolderWithoutARun() {
    assertThatThrownBy(() ->
            LearnedSymmetry.of(
                new DynamicsTask("springs"),
                folder.resolve("none"),
                LearnedSymmetry.Additional.NONE,
                20,
                1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  private Path train(String name) throws IOException {
    String[] parts = name.split(" ", -1);
    Map<String, Object> netCfg =
        switch (parts.length) {
          case 1 -> Map.of("k", 8, "num_layers", 1);
          default ->
              Map.of(
                  "k",
                  8,
                  "num_layers",
                  1,
                  "group",
                  new GroupSpec(parts[1], parts[1].equals("T") ? List.of(2) : List.of()));
        };
    var config =
        new DynamicsConfig(
            parts[0],
            netCfg,
            new DataSource.Generated("springs", 0, 34, 3, 2),
            12,
            10,
            12,
            1e-3,
            10,
            1,
            0,
            "reference");
    Trainer.run(
        new DynamicsTask("springs"),
        config,
        folder,
        TrainOptions.defaults().withThreads(2),
        TrainListener.SILENT);
    return folder;
  }
}
