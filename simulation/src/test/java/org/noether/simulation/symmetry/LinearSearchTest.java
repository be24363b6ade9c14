package org.noether.simulation.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.simulation.system.GravitySystem;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PhaseFunction;
import org.noether.simulation.system.SpringSystem;

class LinearSearchTest {
  /**
   * Zeros are computed to 1e-14 and the smallest singular value that is not zero is above 1e-2 for
   * all systems here.
   */
  private static final double CLEAR_GAP = 1e10;

  static Stream<Arguments> systems() {
    return Stream.of(
        Arguments.of("pendulum", 1, new Systems.Pendulum(), List.of()),
        Arguments.of("Henon-Heiles", 2, new Systems.HenonHeiles(), List.of()),
        Arguments.of("Kepler 2d", 2, new Systems.Kepler(), List.of("q1 p2 - q2 p1")),
        Arguments.of(
            "Kepler 3d",
            3,
            new Systems.Kepler(),
            List.of("q1 p2 - q2 p1", "q1 p3 - q3 p1", "q2 p3 - q3 p2")),
        Arguments.of("anisotropic", 3, new Systems.Oscillators(1, 2, 3), List.of()),
        Arguments.of(
            "isotropic in a plane", 3, new Systems.Oscillators(2, 3, 2), List.of("q1 p3 - q3 p1")),
        Arguments.of("Toda", 4, new Systems.Toda(), List.of("p1 + p2 + p3 + p4")),
        Arguments.of("FPUT, closed", 3, new Systems.Chain(0.25, 1, 1, 1), List.of("p1 + p2 + p3")),
        Arguments.of(
            "a weak spring",
            4,
            new Systems.Chain(0.25, 1, 1, 1e-3, 1),
            List.of("p1 + p2 + p3 + p4")),
        Arguments.of(
            "field, symmetric gauge",
            2,
            new Systems.MagneticField(2, 0.5),
            List.of("q1 p2 - q2 p1")),
        Arguments.of("field, Landau gauge", 2, new Systems.MagneticField(2, 1), List.of("p1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void findsExactlyTheRightPointTransformations(
      String name, int dof, PhaseFunction energy, List<String> expected) {
    LinearSearch found = search(Family.POINT, new Formula(dof, energy), plain(dof));

    assertThat(formulas(found)).as(name).containsExactlyInAnyOrderElementsOf(expected);
    if (!expected.isEmpty()) {
      assertThat(found.gap()).isGreaterThan(CLEAR_GAP);
    }
  }

  /**
   * Two free pieces of masses M and N move by themselves, and turning their centres of mass X and Y
   * into each other keeps P^2 / 2 M + Q^2 / 2 N: J = M X Q - N Y P.
   */
  @Test
  void aChainThatMissesASpringMovesInTwoPieces() {
    LinearSearch found =
        search(Family.POINT, new Formula(5, new Systems.Chain(0.25, 1, 1, 0, 1)), plain(5));

    assertThat(formulas(found).subList(0, 2)).containsExactly("p4 + p5", "p1 + p2 + p3");
    assertThat(found.symmetries()).hasSize(3);
    double[] z = new Random(1).doubles(10).toArray();
    double x = z[0] + z[1] + z[2];
    double y = z[3] + z[4];
    double expected = x * (z[8] + z[9]) - y * (z[5] + z[6] + z[7]);
    assertThat(DriftTest.value(found.symmetries().get(2), z)).isCloseTo(expected, within(1e-9));
  }

  /** In a field translations need a change of gauge; which one depends on the gauge of H. */
  @Test
  void aMagneticFieldHasTheSymmetriesOfThePlaneInEveryGauge() {
    LinearSearch symmetric =
        search(Family.GAUGE, new Formula(2, new Systems.MagneticField(2, 0.5)), plain(2));
    LinearSearch landau =
        search(Family.GAUGE, new Formula(2, new Systems.MagneticField(2, 1)), plain(2));

    assertThat(formulas(symmetric))
        .containsExactlyInAnyOrder("-q2 + p1", "q1 + p2", "q1 p2 - q2 p1");
    assertThat(formulas(landau))
        .containsExactlyInAnyOrder("p1", "q1 + 0.5 p2", "q1^2 + q1 p2 - q2^2 - q2 p1");
    assertThat(landau.symmetries())
        .extracting(Generator::name)
        .contains("translation of q2, with a change of gauge");
  }

  /** The symmetries U(n) of an isotropic oscillator: n^2 of them, two for different frequencies. */
  @Test
  void oscillatorsHaveHiddenSymmetries() {
    LinearSearch equal =
        search(Family.PHASE_SPACE, new Formula(2, new Systems.Oscillators(2, 2)), plain(2));
    LinearSearch different =
        search(Family.PHASE_SPACE, new Formula(2, new Systems.Oscillators(1, 2)), plain(2));

    assertThat(formulas(equal))
        .containsExactlyInAnyOrder(
            "q1^2 + 0.25 p1^2", "q1 q2 + 0.25 p1 p2", "q2^2 + 0.25 p2^2", "q1 p2 - q2 p1");
    assertThat(formulas(different)).containsExactlyInAnyOrder("q1^2 + p1^2", "q2^2 + 0.25 p2^2");
    assertThat(
            search(Family.PHASE_SPACE, new Formula(3, new Systems.Oscillators(1, 1, 1)), plain(3))
                .symmetries())
        .hasSize(9);
  }

  @Test
  void bodiesWithoutOuterForcesHaveTheSymmetriesOfSpace() {
    double[] masses = {1, 2, 0.5};
    var plane = new GravitySystem(masses, 2);
    var space = new GravitySystem(masses, 3);

    List<String> ofPlane = List.of("translation x", "translation y", "rotation xy");
    assertThat(names(Family.ALIKE, plane)).isEqualTo(ofPlane);
    assertThat(names(Family.POINT, plane))
        .isEqualTo(with(ofPlane, "rotation xy of the centre of mass"));
    List<String> ofSpace =
        List.of(
            "translation x",
            "translation y",
            "translation z",
            "rotation xy",
            "rotation xz",
            "rotation yz");
    assertThat(names(Family.ALIKE, space)).isEqualTo(ofSpace);
    assertThat(names(Family.POINT, space))
        .isEqualTo(
            with(
                ofSpace,
                "rotation xy of the centre of mass",
                "rotation xz of the centre of mass",
                "rotation yz of the centre of mass"));
  }

  /**
   * Springs of rest length zero couple no axes, so that each of the n normal modes can be rotated
   * by itself: besides all of them together and the centre of mass that makes n - 2.
   */
  @Test
  void springsAlsoRotateTheirNormalModes() {
    var springs = new SpringSystem(new double[] {1, 2, 3, 0.5}, new double[] {1, 3, 2, 2.5}, 2);

    assertThat(names(Family.ALIKE, springs))
        .containsExactly("translation x", "translation y", "rotation xy");
    assertThat(names(Family.POINT, springs))
        .hasSize(2 + 4)
        .startsWith(
            "translation x", "translation y", "rotation xy", "rotation xy of the centre of mass")
        .endsWith("rotations of several coordinates");
  }

  /** A periodic box has the translations of space, but its sides have directions. */
  @Test
  void aPeriodicBoxCannotBeRotated() {
    double side = 5;
    var coordinates = new Coordinates(8, 2, new double[] {1, 1, 1, 1});
    double[] lattice = {0, 0, 2.5, 0, 0, 2.5, 2.5, 2.5};
    var random = new Random(5);
    double[][] states =
        States.draw(
            200,
            () -> {
              double[] z = random.doubles(16, -0.6, 0.6).toArray();
              Arrays.setAll(z, i -> z[i] + (i < 8 ? lattice[i] : 0));
              return z;
            },
            _ -> true,
            random);
    var flow = SampledFlow.of(new Formula(8, new Systems.Box(side)), states, random);

    assertThat(LinearSearch.of(Family.ALIKE, coordinates, flow).symmetries())
        .extracting(Generator::name)
        .containsExactly("translation x", "translation y");
  }

  @Test
  void asksForEnoughStates() {
    var system = new Formula(2, new Systems.Kepler());
    var random = new Random(1);
    double[][] states = States.draw(5, () -> random.doubles(4).toArray(), _ -> true, random);

    assertThatThrownBy(
            () -> LinearSearch.of(Family.POINT, plain(2), SampledFlow.of(system, states, random)))
        .hasMessage(
            "6 unknown numbers need as many random states in motion; the system rests at 0 of 5");
  }

  static Coordinates plain(int dof) {
    return new Coordinates(dof, 0, new double[0]);
  }

  static LinearSearch search(Family family, HamiltonianSystem system, Coordinates coordinates) {
    return LinearSearch.of(
        family, coordinates, flow(system, LinearSearch.statesFor(family, coordinates, 100)));
  }

  /** The flow of a system at standard normal states. */
  static SampledFlow flow(HamiltonianSystem system, int count) {
    var random = new Random(5);
    double[][] states =
        States.draw(
            count,
            () -> random.doubles(system.getDimension()).map(_ -> random.nextGaussian()).toArray(),
            _ -> true,
            random);
    return SampledFlow.of(system, states, random);
  }

  private static List<String> names(Family family, HamiltonianSystem system) {
    return search(family, system, Coordinates.of(system)).symmetries().stream()
        .map(Generator::name)
        .toList();
  }

  private static List<String> formulas(LinearSearch search) {
    return search.symmetries().stream().map(Generator::formula).toList();
  }

  private static List<String> with(List<String> names, String... more) {
    var all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return all;
  }
}
