package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.Weights;
import org.noether.simulation.molecule.PackedMolecules;

/** What predictions for molecules do not depend on. */
class MoleculeSymmetryTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();
  private static final int[] SPECIES = {1, 6, 7, 8, 9};

  /** The network that has no group. */
  private static final String GRAPH = "MolecGN";

  /** SE3 that lifts all atoms of a molecule with the same rotations. */
  private static final String TOGETHER = "SE3, not per point";

  /** Stands in for a group, and sees nothing but distances. */
  private static final String DISTANCES = "FakeSchGroup";

  /** More neighbours than an atom has. */
  private static final int ENOUGH = 100;

  private static final PackedMolecules MOLECULES = molecules();

  private static final PackedMolecules TURNED = moved(x -> turned(x, 1.1));

  private static final PackedMolecules STRETCHED = moved(x -> new double[] {3 * x[0], x[1], x[2]});

  /** Rounding of double precision, through a network on positions of some 10 Angstrom. */
  private static final double ROUNDING = 1e-11;

  /**
   * 9e5 Angstrom away, positions are known to 1e-10, so that of a thousand coordinates one or so
   * may be rounded to the next number of single precision, 1e-7 beside it; here none is.
   */
  private static final double SINGLE_ROUNDING = 1e-6;

  /** Of balls, in Angstrom. */
  private static final double RADIUS = 4;

  /** Weights as they are before training make networks that hardly look at positions. */
  private static final double LARGER = 2;

  @Test
  void translationsChangeNothingInT3() {
    double[] still = predict("T", MOLECULES, 6, 0);
    double[] moved = predict("T", moved(x -> new double[] {x[0] + 3, x[1] - 2, x[2] + 7}), 6, 0);

    assertThat(moved).containsExactly(still, within(ROUNDING));
    assertThat(predict("Trivial", moved(x -> new double[] {x[0] + 3, x[1], x[2]}), 6, 0))
        .doesNotContain(predict("Trivial", MOLECULES, 6, 0), within(1e-6));
  }

  @Test
  void motionsAndReflectionsChangeNothingWhereOnlyDistancesAreSeen() {
    double[] still = predict(DISTANCES, MOLECULES, 6, 0);

    assertThat(predict(DISTANCES, TURNED, 6, 0)).containsExactly(still, within(ROUNDING));
    for (UnaryOperator<double[]> motion :
        List.<UnaryOperator<double[]>>of(
            x -> new double[] {x[1], x[2], x[0]},
            x -> new double[] {x[0], x[1], -x[2]},
            x -> new double[] {3 - x[0], -x[1] - 2, 7 - x[2]})) {
      assertThat(predict(DISTANCES, moved(motion), 6, 0)).containsExactly(still, within(ROUNDING));
    }
    assertThat(predict(DISTANCES, STRETCHED, 6, 0)).doesNotContain(still, within(1e-6));
  }

  /** In single precision too, where a coordinate of 9e5 Angstrom is off by up to 0.03. */
  @ParameterizedTest
  @ValueSource(strings = {"T", "SE3"})
  void moleculesFarAwayAreAsNear(String group) {
    Backend single = Backends.choose("cpu").backend();
    PackedMolecules far = moved(x -> new double[] {x[0] + 9e5, x[1] - 1e5, x[2] + 4e3});

    assertThat(predict(single, group, ENOUGH, far, 6, 0))
        .containsExactly(predict(single, group, ENOUGH, MOLECULES, 6, 0), within(SINGLE_ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"T, 100", "T, 3", "Trivial, 100", "SO3, 100", "SE3, 100", "SE3, 3", GRAPH + ", 0"})
  void theOrderOfAtomsDoesNotMatter(String group, int nbhd) {
    assertThat(predict(group, nbhd, reversed(), 6, 0))
        .containsExactly(predict(group, nbhd, MOLECULES, 6, 0), within(ROUNDING));
  }

  @Test
  void oneLiftOfAllAtomsIsNotOneOfEach() {
    assertThat(predict(TOGETHER, MOLECULES, 6, 0))
        .doesNotContain(predict("SE3", MOLECULES, 6, 0), within(1e-6));
    assertThat(predict(TOGETHER, reversed(), 6, 0))
        .containsExactly(predict(TOGETHER, MOLECULES, 6, 0), within(ROUNDING));
  }

  /** With few neighbours some are chosen at random, molecule by molecule. */
  @ParameterizedTest
  @CsvSource({"T, 100", "T, 3", "Trivial, 100", "SO3, 100", "SE3, 100", "SE3, 3", GRAPH + ", 0"})
  void whatIsBesideAMoleculeInABatchDoesNotMatter(String group, int nbhd) {
    double[] together = predict(group, nbhd, MOLECULES, MOLECULES.size(), 0);
    for (int batch : new int[] {1, 4}) {
      assertThat(predict(group, nbhd, MOLECULES, batch, 0))
          .containsExactly(together, within(ROUNDING));
    }
    double[] alone =
        IntStream.range(0, MOLECULES.size())
            .mapToDouble(i -> predict(group, nbhd, MOLECULES.select(i), 1, 0)[0])
            .toArray();
    assertThat(alone).containsExactly(together, within(ROUNDING));
  }

  /** Means over what atoms lift to are compared, by their standard errors. */
  @ParameterizedTest
  @ValueSource(strings = {"SO3", "SE3"})
  void rotationsDoNotChangeTheDistributionOfPredictions(String group) {
    int draws = 300;
    double[] still = meanAndError(group, MOLECULES.select(0), 0, draws);
    double[] rotated = meanAndError(group, TURNED.select(0), draws, draws);

    assertThat(rotated[0]).isEqualTo(still[0], within(4 * Math.hypot(still[1], rotated[1])));
    double[] changed = meanAndError(group, STRETCHED.select(0), 2 * draws, draws);
    assertThat(Math.abs(changed[0] - still[0])).isGreaterThan(3 * Math.hypot(still[1], changed[1]));
    assertThat(predict("T", TURNED, 6, 0))
        .doesNotContain(predict("T", MOLECULES, 6, 0), within(1e-6));
  }

  private static double[] meanAndError(
      String group, PackedMolecules molecules, int seed, int draws) {
    double[] drawn =
        IntStream.range(seed, seed + draws)
            .mapToDouble(i -> predict(group, molecules, 1, i)[0])
            .toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double squares = Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(squares).isPositive();
    return new double[] {mean, Math.sqrt(squares / (draws - 1) / draws)};
  }

  private static double[] predict(
      String group, PackedMolecules molecules, int batch, long seedOfLifts) {
    return predict(group, ENOUGH, molecules, batch, seedOfLifts);
  }

  private static double[] predict(
      String group, int nbhd, PackedMolecules molecules, int batch, long seedOfLifts) {
    return predict(REFERENCE, group, nbhd, molecules, batch, seedOfLifts);
  }

  private static double[] predict(
      Backend backend,
      String group,
      int nbhd,
      PackedMolecules molecules,
      int batch,
      long seedOfLifts) {
    MoleculeScale scale =
        new MoleculeScale("homo", 0, 1, SPECIES, Optional.empty(), Optional.empty());
    MoleculeNetwork network = network(group, nbhd, scale.features().size());
    Weights weights = Weights.zeros(network, backend);
    weights.initialise(network, 3);
    Numbers.scale(weights.parameters(), LARGER);
    int convolutions = network.convolutions().size();
    weights.setRadii(network.convolutions(), Collections.nCopies(convolutions, radius(group)));
    return new MoleculeLoss(backend, network, scale, weights, 1, seedOfLifts, batch, MOLECULES)
        .predict(molecules);
  }

  /** Returns balls' radii, as far as distances count. */
  private static double radius(String group) {
    if (group.equals(DISTANCES)) {
      return RADIUS;
    }
    return group.startsWith("T") ? RADIUS / 5 : 2 * RADIUS / 5;
  }

  private static MoleculeNetwork network(String group, int nbhd, int features) {
    if (group.equals(GRAPH)) {
      return MoleculeNetworks.create(GRAPH, Map.of("k", 8, "num_layers", 2), features);
    }
    List<Object> arguments =
        switch (group) {
          case "T", "Trivial" -> List.of(3);
          case TOGETHER -> List.of(0.2, false);
          case DISTANCES -> List.of();
          default -> List.of(0.2);
        };
    return MoleculeNetworks.create(
        "MolecLieResNet",
        Map.of(
            "group",
            new GroupSpec(group.equals(TOGETHER) ? "SE3" : group, arguments),
            "k",
            8,
            "num_layers",
            2,
            "nbhd",
            nbhd,
            "liftsamples",
            group.startsWith("T") || group.equals(DISTANCES) ? 1 : 2),
        features);
  }

  private static PackedMolecules molecules() {
    Random random = new Random(11);
    int[] offsets = {0, 5, 12, 15, 24, 28, 30};
    int atoms = offsets[6];
    return new PackedMolecules(
        offsets,
        IntStream.range(0, atoms).map(_ -> SPECIES[random.nextInt(SPECIES.length)]).toArray(),
        random.doubles(3L * atoms, -1.5, 1.5).toArray(),
        new int[6],
        Map.of());
  }

  /** Returns a position turned about the third axis. */
  private static double[] turned(double[] x, double angle) {
    return new double[] {
      Math.cos(angle) * x[0] - Math.sin(angle) * x[1],
      Math.sin(angle) * x[0] + Math.cos(angle) * x[1],
      x[2]
    };
  }

  private static PackedMolecules moved(UnaryOperator<double[]> motion) {
    double[] positions = MOLECULES.positions();
    double[] moved = new double[positions.length];
    for (int at = 0; at < moved.length; at += 3) {
      System.arraycopy(motion.apply(Arrays.copyOfRange(positions, at, at + 3)), 0, moved, at, 3);
    }
    return with(MOLECULES.charges(), moved);
  }

  /** Returns the molecules with the atoms of each in the opposite order. */
  private static PackedMolecules reversed() {
    int[] charges = new int[MOLECULES.charges().length];
    double[] positions = new double[3 * charges.length];
    for (int molecule = 0; molecule < MOLECULES.size(); molecule++) {
      int begin = MOLECULES.offsets()[molecule];
      int end = MOLECULES.offsets()[molecule + 1];
      for (int atom = begin; atom < end; atom++) {
        int to = begin + end - 1 - atom;
        charges[to] = MOLECULES.charges()[atom];
        System.arraycopy(MOLECULES.positions(), 3 * atom, positions, 3 * to, 3);
      }
    }
    return with(charges, positions);
  }

  private static PackedMolecules with(int[] charges, double[] positions) {
    return new PackedMolecules(
        MOLECULES.offsets(), charges, positions, MOLECULES.gdbIndices(), Map.of());
  }
}
