package org.noether.simulation.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.util.Binary64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.simulation.integrate.Integrators;

class DriftTest {
  private static final double[] START = {1, 0, 0, 1.2};

  /**
   * Over a fixed time the drift falls as the step to the power of the integrator's order. The 3/8
   * rule's order is 4; leapfrog and Yoshida's method keep quadratic invariants such as the angular
   * momentum, and have orders 2 and 4 in the energy.
   */
  @ParameterizedTest
  @CsvSource({
    "THREE_EIGHTHS, rotation, 4",
    "THREE_EIGHTHS, energy, 4",
    "LEAPFROG, energy, 2",
    "YOSHIDA4, energy, 4"
  })
  void fallsAtTheIntegratorsOrder(Integrators integrator, String what, int order) {
    var system = new Formula(2, new Systems.Kepler());
    Generator generator = what.equals("energy") ? new TimeTranslation(system) : rotation();

    double coarse = Drift.of(generator, orbit(integrator, 200)).absolute();
    double fine = Drift.of(generator, orbit(integrator, 400)).absolute();

    double found = Math.log(coarse / fine) / Math.log(2);
    // A fourth-order method's leading error can cancel in an invariant, which gains an order.
    assertThat(found).isBetween(order - 0.3, order + 1.3);
  }

  @ParameterizedTest
  @CsvSource({"LEAPFROG", "YOSHIDA4"})
  void symplecticMethodsKeepAngularMomentum(Integrators integrator) {
    Drift drift = Drift.of(rotation(), orbit(integrator, 200));

    assertThat(drift.initial()).isEqualTo(1.2);
    // 200 steps, each a few roundings of numbers of order 1.
    assertThat(drift.absolute()).isLessThan(200 * 0x1p-50);
  }

  /**
   * Two times: J = x1 p2 - x2 p1 goes from 1.2 to 1.5, of terms |z dJ/dz| that sum to 3 at most.
   */
  @Test
  void isRelativeToTheSizeOfItsTerms() {
    var trajectory = new Trajectory(new double[] {0, 1}, new double[][] {START, {1, 0, 0, 1.5}});

    Drift drift = Drift.of(rotation(), trajectory);

    assertThat(drift.absolute()).isCloseTo(0.3, within(1e-15));
    assertThat(drift.relative()).isCloseTo(0.1, within(1e-15));
  }

  static double value(Generator generator, double... z) {
    var numbers = Arrays.stream(z).mapToObj(Binary64::new).toArray(Binary64[]::new);
    return generator.charge(numbers, new Binary64(0)).getReal();
  }

  private static Generator rotation() {
    return ViolationTest.known(new Coordinates(2, 2, new double[] {1}), "rotation xy");
  }

  private static Trajectory orbit(Integrators integrator, int steps) {
    double[] times = new double[steps + 1];
    Arrays.setAll(times, i -> 10.0 * i / steps);
    return Trajectory.of(new Formula(2, new Systems.Kepler()), START, times, integrator);
  }
}
