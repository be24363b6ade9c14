package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real molecules of QM9, where the environment variable NOETHER_DATA points at some. */
class RealMoleculesTest {
  private static final String FILE = "qm9/qm9-12k.extxyz.gz";

  @TempDir private static Path caches;
  private static MoleculeDataset dataset;

  @BeforeAll
  static void load() throws IOException {
    String data = System.getenv("NOETHER_DATA");
    assumeTrue(data != null, "skipped: NOETHER_DATA does not name a folder of data");
    Path file = Path.of(Objects.requireNonNull(data), FILE);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    dataset = Qm9.load(file, caches, BadMolecules.refused(), _ -> {}, _ -> {});
  }

  @Test
  void everyMoleculeIsRead() {
    PackedMolecules molecules = dataset.molecules();
    var summary = new MoleculeSummary();
    for (int i = 0; i < molecules.size(); i++) {
      summary.add(molecules.molecule(i));
    }

    assertThat(summary.molecules()).isEqualTo(12_000);
    assertThat(summary.repeated()).isEqualTo(103);
    assertThat(summary.gdbIndices().cardinality()).isEqualTo(11_897);
    assertThat(summary.elements().keySet()).containsExactly(1, 6, 7, 8);
    assertThat(summary.moleculesByAtoms().firstKey()).isEqualTo(6);
    assertThat(summary.moleculesByAtoms().lastKey()).isEqualTo(29);
    assertThat((double) summary.atoms() / summary.molecules()).isCloseTo(18.1, within(0.05));
    assertThat(summary.properties()).hasSize(15);
    assertThat(summary.properties().values())
        .allSatisfy(range -> assertThat(range.getCount()).isEqualTo(12_000));
  }

  @Test
  void ethaneIsEthane() {
    Molecule ethane = dataset.molecules().molecule(0);

    assertThat(ethane.gdbIndex()).isEqualTo(7);
    assertThat(ethane.formula()).isEqualTo("C2H6");
    assertThat(ethane.positions()).startsWith(-0.0187040036, 1.5255820146, 0.0104328082);
    assertThat(ethane.properties()).containsEntry("homo", -0.3385).containsEntry("Cv", 10.098);
    // Hartree, times 27211.4; U0 less 2 C and 6 H atoms, from QM9's table.
    assertThat(dataset.targets(Qm9Property.HOMO)[0]).isCloseTo(-9211.0589, within(1e-4));
    assertThat(dataset.targets(Qm9Property.U0)[0])
        .isCloseTo(27211.4 * (-79.764152 + 2 * 37.846772 + 6 * 0.500273), within(1e-6));
  }

  @Test
  void theSplitAndItsStatisticsAreAsExpected() {
    assertThat(dataset.part("train")).hasSize(9093);
    assertThat(dataset.part("valid")).hasSize(1615);
    assertThat(dataset.part("test")).hasSize(1189);
    assertThat(dataset.species()).containsExactly(1, 6, 7, 8, 9);
    TargetStatistics homo = dataset.statistics(Qm9Property.HOMO);
    // The mean absolute deviation of homo in QM9 is about 440 meV, its mean about -6.5 eV.
    assertThat(homo.mean()).isCloseTo(-6535, within(50.0));
    assertThat(homo.meanAbsoluteDeviation()).isCloseTo(440, within(20.0));
    assertThat(dataset.statistics(Qm9Property.U0).mean()).isCloseTo(-76_000, within(2000.0));
  }
}
