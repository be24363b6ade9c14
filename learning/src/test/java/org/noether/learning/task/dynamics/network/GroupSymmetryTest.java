package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A group acting on all bodies alike leaves the potential energy that a network learns as it is.
 */
class GroupSymmetryTest {
  /** Energies are of order 1; about 1e4 additions in double precision lie behind each. */
  private static final double ROUNDING = 1e-12;

  /** What another transformation changes an energy by, at least. */
  private static final double BROKEN = 1e-4;

  private static final int EVALUATIONS = 2_000;

  /**
   * Two samples of one distribution differ more than this, in their distribution functions times
   * the root of half the sample size, with a probability of 2 exp(-2 x^2) = 1e-6 (Smirnov 1939).
   */
  private static final double CRITICAL = 2.69;

  static Stream<GroupSpec> commutingGroups() {
    return Stream.concat(
        Stream.of("T", "Tx", "Ty").map(name -> new GroupSpec(name, List.of(2))),
        Stream.of("SO2", "RxSO2", "Rx", "SQ", "RxSQ").map(name -> new GroupSpec(name, List.of())));
  }

  static Stream<GroupSpec> groupsLiftedAtRandom() {
    return Stream.of("SE2", "SO3", "SE3").map(name -> new GroupSpec(name, List.of()));
  }

  @ParameterizedTest
  @MethodSource("commutingGroups")
  void ofGroupsThatCommuteExactly(GroupSpec spec) {
    GroupNetwork network = new GroupNetwork(spec);
    Random random = new Random(3);
    double[] x = random.doubles(GroupNetwork.BODIES * 2L, 0.2, 2).toArray();
    double energy = energy(network, x);

    for (int trial = 0; trial < 5; trial++) {
      double[] moved = moved(network, x, random);
      assertThat(moved).isNotEqualTo(x);
      assertThat(energy(network, moved)).isEqualTo(energy, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @CsvSource({"T,SO2", "Tx,Ty", "SO2,T", "RxSO2,SQ", "Rx,SO2", "SQ,Rx", "RxSQ,SO2", "Trivial,Tx"})
  void ofNoOtherGroup(String name, String other) {
    GroupNetwork network = new GroupNetwork(planar(name));
    Random random = new Random(3);
    double[] x = random.doubles(GroupNetwork.BODIES * 2L, 0.7, 2).toArray();
    double[] moved = moved(new GroupNetwork(planar(other)), x, 0.3);

    assertThat(Math.abs(energy(network, moved) - energy(network, x))).isGreaterThan(BROKEN);
  }

  @ParameterizedTest
  @MethodSource("groupsLiftedAtRandom")
  void ofGroupsLiftedAtRandomInDistribution(GroupSpec spec) {
    GroupNetwork network = new GroupNetwork(spec);
    Random random = new Random(8);
    double[] x =
        random.doubles((long) GroupNetwork.BODIES * network.group.repDim(), -1, 1).toArray();
    double[] motion = new double[network.group.lieDim()];
    Arrays.fill(motion, 1.5);
    double[] moved = moved(network, x, motion);
    double[] before = network.energies(x, EVALUATIONS, random, 1);

    assertThat(DoubleStream.of(before).distinct().count()).isGreaterThan(EVALUATIONS / 2);
    assertThat(difference(before, network.energies(moved, EVALUATIONS, random, 1)))
        .isLessThan(CRITICAL);
    assertThat(difference(before, network.energies(x, EVALUATIONS, random, 1)))
        .isLessThan(CRITICAL);
    // Lifts drawn from a part of the stabiliser are not distributed evenly.
    assertThat(
            difference(
                network.energies(x, EVALUATIONS, random, 0.1),
                network.energies(moved, EVALUATIONS, random, 0.1)))
        .isGreaterThan(CRITICAL);
  }

  /** Bodies at the origin, at the common centre, and on top of each other. */
  @ParameterizedTest
  @CsvSource({"T", "Tx", "Ty", "Trivial", "SO2", "SE2"})
  void ratesAndTheirGradientsAreFiniteInThePlane(String name) {
    double[] positions = {0.5, -1, 0, 0, 0.5, -1, -1, 2};
    for (boolean center : new boolean[] {true, false}) {
      assertFinite(new GroupNetwork(planar(name), center), positions);
    }
  }

  @Test
  void ratesAndTheirGradientsAreFiniteInSpace() {
    double[] positions = {0.5, -1, 3, 0, 0, 0, 0.5, -1, 3, -1, 2, -6};
    for (String name : List.of("SO3", "SE3")) {
      assertFinite(new GroupNetwork(new GroupSpec(name, List.of())), positions);
    }
  }

  private static void assertFinite(GroupNetwork network, double[] positions) {
    for (Backend backend : Backends.available()) {
      List<double[]> values = network.ratesAndGradients(backend, positions);
      assertThat(DoubleStream.of(values.getFirst())).anyMatch(rate -> Math.abs(rate) > BROKEN);
      for (double[] value : values) {
        assertThat(DoubleStream.of(value)).as(backend.name()).allMatch(Double::isFinite);
      }
    }
  }

  private static GroupSpec planar(String name) {
    return new GroupSpec(name, name.startsWith("T") ? List.of(2) : List.of());
  }

  private static double energy(GroupNetwork network, double[] x) {
    return network.energies(x, 1, new Random(1), 1)[0];
  }

  private static double[] moved(GroupNetwork network, double[] x, Random random) {
    return moved(network, x, random.doubles(network.group.lieDim(), -1.5, 1.5).toArray());
  }

  /** Returns positions with the element exp(a) of the network's group acting on each. */
  private static double[] moved(GroupNetwork network, double[] x, double... a) {
    int dim = network.group.repDim();
    double[] coordinates = Arrays.copyOf(a, network.group.lieDim());
    Tensor leaf = new Graph().input("a", Shape.of(1, coordinates.length));
    double[] g =
        Evaluation.of(List.of(network.group.exp(leaf)), Map.of("a", coordinates)).getFirst();
    int size = (int) Math.sqrt(g.length);
    double[] moved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int row = i % dim;
      for (int column = 0; column < size; column++) {
        moved[i] += g[row * size + column] * (column < dim ? x[i - row + column] : 1);
      }
    }
    return moved;
  }

  /** Returns the statistic of Kolmogorov and Smirnov of two samples of one size. */
  private static double difference(double[] first, double[] second) {
    double[] a = DoubleStream.of(first).sorted().toArray();
    double[] b = DoubleStream.of(second).sorted().toArray();
    int largest = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] <= b[j]) {
        i++;
      } else {
        j++;
      }
      largest = Math.max(largest, Math.abs(i - j));
    }
    return largest / Math.sqrt(2.0 * a.length);
  }
}
