package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;

/**
 * Batches against the reference's ({@code collate} cases). It pads molecules to the largest of the
 * batch and masks; here, what it masks does not exist.
 */
class CollateGoldenTest {
  @TestFactory
  Stream<DynamicTest> collate() {
    return GoldenCases.tests("collate", CollateGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    PackedMolecules all = packed(tensors);
    int molecules = all.size();
    int[] reversed = IntStream.range(0, molecules).map(i -> molecules - 1 - i).toArray();

    PackedMolecules batch = all.select(reversed).select(reversed);

    int most = tensors.tensor("out.charges").shape()[1];
    assertThat(IntStream.range(0, molecules).map(batch::atoms).max()).hasValue(most);
    checkPadded(tensors, batch, most);
    double[] homo = batch.properties().get("homo");
    assertThat(homo).containsExactly(tensors.tensor("out.homo").doubles());
  }

  private static void checkPadded(SafetensorsFile tensors, PackedMolecules batch, int most) {
    int[] charges = tensors.tensor("out.charges").ints();
    double[] positions = tensors.tensor("out.positions").doubles();
    boolean[] atomMask = tensors.tensor("out.atom_mask").booleans();
    boolean[] edgeMask = tensors.tensor("out.edge_mask").booleans();
    boolean[] oneHot = tensors.tensor("out.one_hot").booleans();
    int[] species =
        new MoleculeDataset(batch, AtomReferences.qm9(), Map.of("train", new int[0])).species();
    int atom = 0;
    for (int row = 0; row < charges.length; row++) {
      int molecule = row / most;
      assertThat(atomMask[row]).isEqualTo(row % most < batch.atoms(molecule));
      for (int other = 0; other < most; other++) {
        assertThat(edgeMask[row * most + other])
            .isEqualTo(atomMask[row] && other < batch.atoms(molecule));
      }
      if (atomMask[row]) {
        int charge = batch.charges()[atom];
        assertThat(charge).isEqualTo(charges[row]);
        assertThat(Arrays.copyOfRange(batch.positions(), 3 * atom, 3 * atom + 3))
            .containsExactly(Arrays.copyOfRange(positions, 3 * row, 3 * row + 3));
        for (int i = 0; i < species.length; i++) {
          assertThat(oneHot[row * species.length + i]).isEqualTo(species[i] == charge);
        }
        atom++;
      }
    }
    assertThat(atom).isEqualTo(batch.charges().length);
  }

  /** The input, which is padded with charges of 0. */
  private static PackedMolecules packed(SafetensorsFile tensors) {
    int[] charges = tensors.tensor("in.charges").ints();
    double[] positions = tensors.tensor("in.positions").doubles();
    double[] homo = tensors.tensor("in.homo").doubles();
    int width = charges.length / homo.length;
    int[] atoms = IntStream.range(0, charges.length).filter(i -> charges[i] > 0).toArray();
    var offsets = new int[homo.length + 1];
    for (int row : atoms) {
      offsets[row / width + 1]++;
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    return new PackedMolecules(
        offsets,
        Arrays.stream(atoms).map(row -> charges[row]).toArray(),
        Arrays.stream(atoms)
            .boxed()
            .flatMapToDouble(row -> Arrays.stream(positions, 3 * row, 3 * row + 3))
            .toArray(),
        new int[homo.length],
        Map.of("homo", homo));
  }
}
