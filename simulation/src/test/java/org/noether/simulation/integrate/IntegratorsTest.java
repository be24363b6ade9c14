package org.noether.simulation.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.simulation.system.GravitySampler;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.SpringSampler;
import org.noether.simulation.system.SpringSystem;

class IntegratorsTest {
  private static final InitialValueProblem SPRINGS =
      new SpringSampler(6, 2).sample(RandomGeneratorFactory.of("L64X128MixRandom").create(3));
  private static final InitialValueProblem PLANETS =
      new GravitySampler(3, 3).sample(RandomGeneratorFactory.of("L64X128MixRandom").create(3));

  /**
   * The slope of log error against log step, fitted over steps where neither the next term of the
   * error's expansion (from above) nor rounding (from below) amounts to a tenth of an order.
   */
  @ParameterizedTest
  @CsvSource({
    "THREE_EIGHTHS, 4",
    "LEAPFROG, 2",
    "YOSHIDA4, 4",
    "IMPLICIT_MIDPOINT, 2",
    "GAUSS4, 4",
  })
  void convergesWithItsOrder(Integrators integrator, double order) {
    var exact = end(Integrators.DOP853, SPRINGS, 1, 2);
    int[] steps = {200, 400, 800, 1600};
    double[] logStep = Arrays.stream(steps).mapToDouble(n -> -Math.log(n)).toArray();
    double[] logError =
        Arrays.stream(steps)
            .mapToDouble(
                n -> Math.log(MathArrays.distance(end(integrator, SPRINGS, 1, n + 1), exact)))
            .toArray();

    assertThat(slope(logStep, logError)).isEqualTo(order, within(0.1));
  }

  @Test
  void dormandPrinceIsExactToItsTolerance() {
    // Two springs: the difference of the positions swings with omega^2 = 2 k1 k2 (1/m1 + 1/m2).
    var system = new SpringSystem(new double[] {1, 2}, new double[] {1.5, 2}, 1);
    double omega = Math.sqrt(2 * 3 * 1.5);
    double[] z0 = {1, 0, 0, 0};
    double[] times = grid(5, 500);
    var states = new double[500 * 4];

    Integrators.DOP853.integrate(system, z0, times, 500, states);

    for (int i = 0; i < 500; i++) {
      // About 50 steps, each allowed 1e-12 in the state and as much again in the interpolation.
      assertThat(states[4 * i] - states[4 * i + 1])
          .isEqualTo(Math.cos(omega * times[i]), within(1e-10));
    }
  }

  @ParameterizedTest
  @EnumSource(Integrators.class)
  void statesDoNotDependOnHowManyAreWanted(Integrators integrator) {
    double[] times = grid(2, 100);
    int length = PLANETS.z0().length;
    var all = new double[100 * length];
    integrator.integrate(PLANETS.system(), PLANETS.z0(), times, 100, all);

    for (int count : new int[] {1, 2, 37, 99}) {
      var some = new double[count * length];
      integrator.integrate(PLANETS.system(), PLANETS.z0(), times, count, some);
      assertThat(some).isEqualTo(Arrays.copyOf(all, count * length));
    }
    assertThat(Arrays.copyOfRange(all, 99 * length, 100 * length))
        .doesNotContain(0.0, Double.NaN)
        .isNotEqualTo(Arrays.copyOfRange(all, 98 * length, 99 * length));
  }

  @Test
  void theFastPathHasTheBitsOfHipparchus() {
    double[] times = grid(5, 500);
    int length = SPRINGS.z0().length;
    var states = new double[500 * length];
    Integrators.THREE_EIGHTHS.integrate(SPRINGS.system(), SPRINGS.z0(), times, 500, states);

    var hipparchus = new ThreeEighthesIntegrator(1);
    var z = SPRINGS.z0();
    for (int i = 1; i < times.length; i++) {
      z = hipparchus.singleStep(SPRINGS.system(), times[i - 1], z, times[i]);
    }
    assertThat(Arrays.copyOfRange(states, 499 * length, 500 * length)).containsExactly(z);
  }

  /**
   * Springs have one frequency per mode, so a symplectic method's energy error swings within bounds
   * that do not grow, while the 3/8 rule loses energy steadily. The bound is the largest error seen
   * in the first of the hundred stretches, doubled because later stretches meet other phases.
   */
  @ParameterizedTest
  @EnumSource(names = {"LEAPFROG", "YOSHIDA4"})
  void energyErrorsStayBounded(Integrators integrator) {
    double[] drift = energyErrorsByStretch(integrator);

    assertThat(Arrays.stream(drift).max().orElseThrow()).isLessThan(2 * drift[0]);
  }

  @Test
  void theThreeEighthsRuleDriftsInEnergy() {
    double[] drift = energyErrorsByStretch(Integrators.THREE_EIGHTHS);

    assertThat(drift[99]).isGreaterThan(20 * drift[0]);
  }

  @ParameterizedTest
  @EnumSource(names = {"LEAPFROG", "YOSHIDA4", "IMPLICIT_MIDPOINT", "GAUSS4"})
  void goingBackLeadsToTheStart(Integrators integrator) {
    double[] times = grid(5, 500);
    int length = SPRINGS.z0().length;
    var there = new double[500 * length];
    integrator.integrate(SPRINGS.system(), SPRINGS.z0(), times, 500, there);
    var back = new double[500 * length];
    var reversed = IntStream.range(0, 500).mapToDouble(i -> times[499 - i]).toArray();
    var last = Arrays.copyOfRange(there, 499 * length, 500 * length);
    integrator.integrate(SPRINGS.system(), last, reversed, 500, back);

    // A thousand steps of rounding errors of 1e-16, which springs amplify by little.
    var returned = Arrays.copyOfRange(back, 499 * length, 500 * length);
    assertThat(MathArrays.distanceInf(returned, SPRINGS.z0())).isLessThan(1e-12);
  }

  @ParameterizedTest
  @EnumSource(names = {"LEAPFROG", "YOSHIDA4", "IMPLICIT_MIDPOINT", "GAUSS4"})
  void oneStepIsSymplectic(Integrators integrator) {
    // Springs are linear: differences of two steps are exact but for rounding, 1e-16 of entries
    // of the Jacobian up to a hundred, in sums of two dozen products.
    assertThat(symplecticDefect(integrator, 0.05)).isLessThan(1e-11);
  }

  /**
   * On springs a step multiplies by R(x) = 1 + x + ... + x^4/24, and R(x) R(-x) = 1 - x^6/72 +
   * x^8/576 for x = h A: half the step leaves a 64th. The last term takes 5 % of it here.
   */
  @Test
  void aStepOfTheThreeEighthsRuleIsSymplecticToSixthOrder() {
    double whole = symplecticDefect(Integrators.THREE_EIGHTHS, 0.05);
    double half = symplecticDefect(Integrators.THREE_EIGHTHS, 0.025);

    assertThat(whole / half).isEqualTo(64, within(6.4));
  }

  /** The largest entry of J' W J - W, for the derivative J of one step by central differences. */
  private static double symplecticDefect(Integrators integrator, double h) {
    double[][] jacobian = jacobian(integrator, SPRINGS, h);
    int dof = jacobian.length / 2;
    double largest = 0;
    for (int a = 0; a < 2 * dof; a++) {
      for (int b = 0; b < 2 * dof; b++) {
        double form = 0;
        for (int i = 0; i < dof; i++) {
          form += jacobian[i][a] * jacobian[dof + i][b] - jacobian[dof + i][a] * jacobian[i][b];
        }
        double expected = b == a + dof ? 1 : a == b + dof ? -1 : 0;
        largest = Math.max(largest, Math.abs(form - expected));
      }
    }
    return largest;
  }

  /**
   * Every method here conserves what is linear in z or, if symplectic, bilinear in q and p: a
   * thousand steps of rounding errors of 1e-16 of numbers up to 5 remain. DOP853 makes about 50
   * steps, each allowed 1e-12. The 3/8 rule loses 3.8e-9 of the planets' angular momentum, and with
   * steps twice as long 1.2e-7.
   */
  @ParameterizedTest
  @CsvSource({
    "THREE_EIGHTHS, 1e-8",
    "DOP853, 1e-10",
    "LEAPFROG, 1e-12",
    "YOSHIDA4, 1e-12",
    "IMPLICIT_MIDPOINT, 1e-12",
    "GAUSS4, 1e-12",
  })
  void momentaAreConserved(Integrators integrator, double angularTolerance) {
    for (var problem : new InitialValueProblem[] {SPRINGS, PLANETS}) {
      var system = (PointMassSystem) problem.system();
      var z = end(integrator, problem, 1, 1001);

      assertThat(
              MathArrays.distanceInf(system.linearMomentum(z), system.linearMomentum(problem.z0())))
          .isLessThan(1e-12);
      assertThat(angularLoss(problem, z)).isLessThan(angularTolerance);
    }
  }

  /** It loses h^6 in each of 1/h steps; the orders fitted are 5.00 and 4.99. */
  @Test
  void theThreeEighthsRuleConservesAngularMomentumToFifthOrder() {
    for (var problem : new InitialValueProblem[] {SPRINGS, PLANETS}) {
      int[] steps = {125, 250, 500, 1000};
      double[] logStep = Arrays.stream(steps).mapToDouble(n -> -Math.log(n)).toArray();
      double[] logLoss =
          Arrays.stream(steps)
              .mapToDouble(n ->
                  Math.log(angularLoss(problem, end(Integrators.THREE_EIGHTHS, problem, 1, n + 1))))
              .toArray();

      assertThat(slope(logStep, logLoss)).isEqualTo(5, within(0.1));
    }
  }

  private static double angularLoss(InitialValueProblem problem, double[] z) {
    var system = (PointMassSystem) problem.system();
    return MathArrays.distanceInf(system.angularMomentum(z), system.angularMomentum(problem.z0()));
  }

  @Test
  void namesAreFound() {
    assertThat(Integrators.values())
        .allSatisfy(i -> assertThat(Integrators.of(i.id())).isSameAs(i));
    assertThatThrownBy(() -> Integrators.of("rk45"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown integrator rk45; known are threeEighths, dop853, leapfrog, yoshida4,"
                + " implicitMidpoint, gauss4");
  }

  private static double[] energyErrorsByStretch(Integrators integrator) {
    int stretches = 100;
    int points = 2001;
    double[] times = grid(20, points);
    var system = SPRINGS.system();
    var z = SPRINGS.z0();
    double start = system.energy(z);
    var largest = new double[stretches];
    var states = new double[points * z.length];
    for (int stretch = 0; stretch < stretches; stretch++) {
      integrator.integrate(system, z, times, points, states);
      for (int i = 0; i < points; i++) {
        z = Arrays.copyOfRange(states, i * z.length, (i + 1) * z.length);
        largest[stretch] = Math.max(largest[stretch], Math.abs(system.energy(z) - start));
      }
    }
    return largest;
  }

  private static double[][] jacobian(
      Integrators integrator, InitialValueProblem problem, double h) {
    int length = problem.z0().length;
    var jacobian = new double[length][length];
    for (int column = 0; column < length; column++) {
      var plus = problem.z0().clone();
      var minus = problem.z0().clone();
      plus[column] += 1;
      minus[column] -= 1;
      double[] up = step(integrator, problem.system(), plus, h);
      double[] down = step(integrator, problem.system(), minus, h);
      for (int row = 0; row < length; row++) {
        jacobian[row][column] = (up[row] - down[row]) / 2;
      }
    }
    return jacobian;
  }

  private static double[] step(
      Integrators integrator, HamiltonianSystem system, double[] z, double h) {
    var states = new double[2 * z.length];
    integrator.integrate(system, z, new double[] {0, h}, 2, states);
    return Arrays.copyOfRange(states, z.length, 2 * z.length);
  }

  private static double[] end(
      Integrators integrator, InitialValueProblem problem, double duration, int points) {
    int length = problem.z0().length;
    var states = new double[points * length];
    integrator.integrate(problem.system(), problem.z0(), grid(duration, points), points, states);
    return Arrays.copyOfRange(states, (points - 1) * length, points * length);
  }

  private static double[] grid(double duration, int points) {
    return IntStream.range(0, points).mapToDouble(i -> i * duration / (points - 1)).toArray();
  }

  private static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).sum() / x.length;
    double meanY = Arrays.stream(y).sum() / y.length;
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return covariance / variance;
  }
}
