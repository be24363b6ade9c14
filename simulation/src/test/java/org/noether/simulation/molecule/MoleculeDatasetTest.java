package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MoleculeDatasetTest {
  /** Four molecules: H, C (at 1, 2, 3), HS and HH; all but the last have a dipole moment. */
  private static PackedMolecules molecules() {
    return new PackedMolecules(
        new int[] {0, 1, 2, 4, 6},
        new int[] {1, 6, 1, 16, 1, 1},
        new double[] {0, 0, 0, 1, 2, 3, 0, 0, 0, 9, 9, 9, 0, 0, 0, 0, 0, 5},
        new int[4],
        Map.of("mu", new double[] {1, 2, 6, Double.NaN}, "U0", new double[] {-1, -40, -2, -1.5}));
  }

  private static MoleculeDataset dataset(Map<String, int[]> parts) {
    return new MoleculeDataset(molecules(), AtomReferences.qm9(), parts);
  }

  @Test
  void statisticsAreThoseOfTheTrainingMolecules() {
    var dataset = dataset(Map.of("train", new int[] {1, 0}, "test", new int[] {2}));

    TargetStatistics statistics = dataset.statistics(Qm9Property.MU);

    assertThat(statistics.mean()).isEqualTo(1.5);
    assertThat(statistics.std()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(statistics.meanAbsoluteDeviation()).isEqualTo(0.5);
  }

  @Test
  void positionsAreSpreadAsInTheReference() {
    var dataset = dataset(Map.of("train", new int[] {0, 1}));

    PositionStatistics statistics = dataset.positionStatistics();

    // Of 0 0 0 1 2 3: mean 1, squared distances 1 1 1 0 1 4, divided by 6 - 1.
    assertThat(statistics.mean()).containsExactly(0.5, 1, 1.5);
    assertThat(statistics.std()).isCloseTo(Math.sqrt(8 / 5.0), within(1e-15));
  }

  @Test
  void speciesAreThoseOfQm9AndAnyOther() {
    var dataset = dataset(Map.of("train", new int[] {0}));

    assertThat(dataset.species()).containsExactly(1, 6, 7, 8, 9, 16);
  }

  @Test
  void onlyMoleculesThatTakePartNeedTheProperty() {
    double[] targets = dataset(Map.of("train", new int[] {0, 2})).targets(Qm9Property.MU);
    assertThat(targets).containsExactly(1, Double.NaN, 6, Double.NaN);

    assertThatThrownBy(() -> dataset(Map.of("train", new int[] {3})).targets(Qm9Property.MU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("molecule 4 (H2) has no property mu");
    assertThatThrownBy(() -> dataset(Map.of("train", new int[] {0})).targets(Qm9Property.HOMO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("these molecules have no property homo");
    assertThatThrownBy(() -> dataset(Map.of("train", new int[] {2})).targets(Qm9Property.U0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U0 of a free S atom is not known");
  }

  @Test
  void controlCharactersOfPropertiesDoNotReachTheTerminal() {
    var molecules =
        new PackedMolecules(
            new int[] {0, 1},
            new int[] {1},
            new double[3],
            new int[1],
            Map.of("\u001b[31m", new double[1]));
    var dataset = new MoleculeDataset(molecules, AtomReferences.qm9(), Map.of("train", new int[1]));

    assertThatThrownBy(() -> dataset.targets(Qm9Property.MU))
        .hasMessage("these molecules have no property mu; they have [?[31m]");
  }

  @Test
  void partsAreNamed() {
    assertThatThrownBy(() -> dataset(Map.of("test", new int[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no part is called train");
    assertThatThrownBy(() -> dataset(Map.of("train", new int[0])).part("tets"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no part is called tets");
    assertThatThrownBy(() -> dataset(Map.of("train", new int[1])).statistics(Qm9Property.MU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values have no spread");
  }
}
