package org.noether.simulation.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;

/** Energies against the reference's ({@code hamiltonians} cases), to rounding. */
class HamiltoniansGoldenTest {
  private static final double RELATIVE = 1e-13;

  @TestFactory
  Stream<DynamicTest> hamiltonians() {
    return GoldenCases.tests("hamiltonians", HamiltoniansGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    var tensors = golden.tensors();
    var masses = tensors.tensor("in.m").doubles();
    var k = tensors.tensor("in.k").doubles();
    var states = tensors.tensor("in.z").doubles();
    int systems = tensors.tensor("in.m").shape()[0];
    int bodies = masses.length / systems;
    int length = states.length / systems;
    int dimension = length / (2 * bodies);
    for (int s = 0; s < systems; s++) {
      var m = Arrays.copyOfRange(masses, s * bodies, (s + 1) * bodies);
      var z = Arrays.copyOfRange(states, s * length, (s + 1) * length);
      var springs =
          new SpringSystem(m, Arrays.copyOfRange(k, s * bodies, (s + 1) * bodies), dimension);

      check(springs.energy(z), tensors.tensor("out.SpringH").doubles()[s]);
      check(new GravitySystem(m, dimension).energy(z), tensors.tensor("out.KeplerH").doubles()[s]);
      check(
          new PointMasses(m, dimension).kineticEnergy(z),
          tensors.tensor("out.EuclideanK").doubles()[s]);
    }
  }

  private static void check(double ours, double expected) {
    assertThat(ours).isEqualTo(expected, within(RELATIVE * Math.abs(expected)));
  }
}
