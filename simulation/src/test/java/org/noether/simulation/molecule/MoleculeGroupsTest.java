package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Geometries of chains of atoms 1.4 Angstrom apart, whose next neighbours but one are not bonded.
 */
class MoleculeGroupsTest {
  private static final List<String> CHAINS =
      List.of(
          "CCO", "COC", "CCN", "CNC", "CCCO", "CCOC", "CNCO", "CCNO", "OCO", "NCN", "NNN", "CCCC");

  private final Random random = new Random(1);
  private final List<String> notices = new ArrayList<>();

  /** A chain, bent, turned and in another order, with atoms that are off by 0.03 Angstrom. */
  private Molecule geometry(String chain, int gdbIndex, double number) {
    double turn = 2 * Math.PI * random.nextDouble();
    List<Integer> order = new ArrayList<>(IntStream.range(0, chain.length()).boxed().toList());
    Collections.shuffle(order, random);
    double bend = 0.3 + random.nextDouble();
    var charges = new int[chain.length()];
    var positions = new double[3 * chain.length()];
    for (int i = 0; i < charges.length; i++) {
      int at = order.get(i);
      double x = 1.25 * at + 0.03 * random.nextGaussian();
      double y = bend * 0.5 * (at % 2) + 0.03 * random.nextGaussian();
      positions[3 * i] = x * Math.cos(turn) - y * Math.sin(turn);
      positions[3 * i + 1] = 0.03 * random.nextGaussian();
      positions[3 * i + 2] = x * Math.sin(turn) + y * Math.cos(turn);
      charges[i] = Elements.atomicNumber(chain.substring(at, at + 1));
    }
    return new Molecule(gdbIndex, charges, positions, Map.of("mol", number));
  }

  private MoleculePool pool(List<Molecule> molecules) throws Exception {
    var packer = new MoleculePacker("test");
    for (Molecule molecule : molecules) {
      packer.add(molecule);
    }
    return new MoleculePool(
        packer.pack(),
        AtomReferences.qm9(),
        IntStream.range(0, molecules.size()).mapToObj(i -> new int[] {i}).toList());
  }

  private MoleculePool conformers(int each) throws Exception {
    var molecules = new ArrayList<Molecule>();
    for (int i = 0; i < each * CHAINS.size(); i++) {
      int chain = i % CHAINS.size();
      molecules.add(geometry(CHAINS.get(chain), 0, chain));
    }
    return pool(molecules);
  }

  private static void demandChains(List<int[]> groups, int each) {
    assertThat(groups).hasSize(CHAINS.size());
    for (int[] group : groups) {
      assertThat(group).hasSize(each);
      assertThat(Arrays.stream(group).map(i -> i % CHAINS.size()).distinct().count()).isOne();
    }
  }

  @Test
  void conformersWithoutAnIndexStayInOnePart() throws Exception {
    MoleculePool pool = conformers(5).groupedBy(Optional.empty(), notices::add);

    demandChains(pool.geometries(), 5);
    assertThat(notices)
        .containsExactly(
            "12 molecules have several geometries; those of one molecule (the same elements"
                + " and bonds) stay in one part");
    MoleculeDataset dataset = pool.dataset();
    var seen = new HashMap<Integer, String>();
    for (String part : List.of("train", "valid", "test")) {
      for (int i : dataset.part(part)) {
        assertThat(seen.computeIfAbsent(i % CHAINS.size(), _ -> part)).isEqualTo(part);
      }
    }
    assertThat(seen).hasSize(CHAINS.size());
  }

  @Test
  void aNumberOfTheFileTellsThemAsWell() throws Exception {
    MoleculePool pool = conformers(3);

    demandChains(pool.groupedBy(Optional.of("mol"), notices::add).geometries(), 3);
    assertThat(pool.groupedBy(Optional.of("none"), notices::add).geometries()).hasSize(36);
    assertThatThrownBy(() -> pool.groupedBy(Optional.of("moll"), notices::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "these molecules cannot be grouped by moll; they have the numbers [mol]; did you mean"
                + " 'mol'?");
  }

  @Test
  void allMoleculesMustHaveThatNumber() throws Exception {
    MoleculePool pool = pool(List.of(geometry("CO", 0, 1), geometry("CN", 0, Double.NaN)));

    assertThatThrownBy(() -> pool.groupedBy(Optional.of("mol"), notices::add))
        .hasMessage("1 of 2 molecules have no mol to be grouped by");
  }

  @Test
  void aTrajectoryOfOneMoleculeIsDividedByGeometries() throws Exception {
    var frames = new ArrayList<Molecule>();
    for (int i = 0; i < 40; i++) {
      frames.add(geometry("CCO", 0, 1));
    }
    MoleculePool pool = pool(frames);

    assertThat(pool.groupedBy(Optional.empty(), notices::add).geometries()).hasSize(40);
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("its 40 geometries are those of 1 molecule by their bonds; each geometry");
    assertThat(pool.groupedBy(Optional.of("bonds"), notices::add).geometries()).hasSize(1);
  }

  /** QM9 has different molecules, such as mirror images, of equal bonds. */
  @Test
  void moleculesWithAnIndexAreToldByItAlone() throws Exception {
    var molecules = new ArrayList<Molecule>();
    for (int i = 0; i < 24; i++) {
      molecules.add(geometry("CCO", 1 + i, 1));
    }

    assertThat(pool(molecules).groupedBy(Optional.empty(), notices::add).geometries()).hasSize(24);
    assertThat(notices).isEmpty();
  }
}
