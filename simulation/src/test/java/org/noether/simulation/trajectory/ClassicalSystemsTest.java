package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PhaseFunction;

class ClassicalSystemsTest {
  @TempDir private Path folder;

  static List<SystemKind> kinds() {
    return ClassicalSystems.all();
  }

  private static InitialValueProblem draw(SystemKind kind, long seed) {
    var defaults = kind.defaults();
    return kind.sampler(defaults.bodies(), defaults.spaceDimension())
        .sample(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  /**
   * The energies' derivatives by differences: their error is 1e-10 of the largest, and rounding.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void theMotionIsTheSymplecticGradientOfTheEnergy(SystemKind kind) {
    for (int seed = 0; seed < 5; seed++) {
      var problem = draw(kind, seed);
      double[] z = problem.z0();
      int dof = z.length / 2;
      double[] zDot = problem.system().computeDerivatives(0, z);
      for (int i = 0; i < z.length; i++) {
        double slope = i < dof ? -zDot[dof + i] : zDot[i - dof];
        assertThat(difference(problem.system(), z, i))
            .isEqualTo(slope, within(1e-7 * MathArrays.safeNorm(zDot)));
      }
    }
  }

  private static double difference(HamiltonianSystem system, double[] z, int i) {
    double h = 1e-5;
    double[] up = z.clone();
    double[] down = z.clone();
    up[i] += h;
    down[i] -= h;
    return (system.energy(up) - system.energy(down)) / (2 * h);
  }

  /**
   * Compiled derivatives beside those of Hipparchus' Gradient: sums of rounding errors of 1e-16.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void theDerivativesAreThoseOfHipparchus(SystemKind kind) {
    for (int seed = 0; seed < 5; seed++) {
      var problem = draw(kind, seed);
      double[] z = problem.z0();
      PhaseFunction energy = problem.system()::energy;
      double[] gradient = energy.gradient(z);
      double[] zDot = problem.system().computeDerivatives(0, z);
      int dof = z.length / 2;
      for (int i = 0; i < z.length; i++) {
        assertThat(i < dof ? -zDot[dof + i] : zDot[i - dof])
            .isEqualTo(gradient[i], within(1e-12 * MathArrays.safeNorm(gradient)));
      }
      assertThat(energy.compiled(z.length).applyAsDouble(z))
          .isEqualTo(energy.value(z), within(1e-13 * Math.abs(energy.value(z))));
    }
  }

  /** Rates of change are sums of terms that cancel, with rounding errors of 1e-16 each. */
  @ParameterizedTest
  @MethodSource("kinds")
  void theMotionConservesTheInvariants(SystemKind kind) {
    for (int seed = 0; seed < 5; seed++) {
      var problem = draw(kind, seed);
      double[] zDot = problem.system().computeDerivatives(0, problem.z0());
      for (Invariant invariant : problem.system().invariants()) {
        double[] gradient = invariant.function().gradient(problem.z0());
        double scale = MathArrays.safeNorm(gradient) * MathArrays.safeNorm(zDot);
        assertThat(MathArrays.linearCombination(gradient, zDot))
            .as(invariant.name())
            .isEqualTo(0, within(1e-13 * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itsParametersMakeASystemAgain(SystemKind kind) {
    var defaults = kind.defaults();
    var problem = draw(kind, 3);
    double[] parameters = problem.system().parameters();

    assertThat(parameters).hasSize(defaults.bodies() * kind.parameterNames().size());
    var again = kind.system(parameters, defaults.bodies(), defaults.spaceDimension());
    assertThat(again.energy(problem.z0())).isEqualTo(problem.system().energy(problem.z0()));
    assertThat(again.parameters()).isEqualTo(parameters);
  }

  /** Symplectic methods keep the energy; the bound is where users are warned. */
  @ParameterizedTest
  @MethodSource("kinds")
  void theDefaultIntegratorSuits(SystemKind kind) throws IOException {
    if (!(kind instanceof ClassKind)) {
      return; // As in the paper, whose 3/8 rule drifts.
    }
    var file = folder.resolve("data.h5");
    var request = GenerateRequest.of(kind, 4, 1);
    var written = TrajectoryGenerator.write(request, file, (_, _) -> {});

    assertThat(written.energyDrift()).isPositive().isLessThan(TrajectoryGenerator.NOTEWORTHY_DRIFT);
    var read = TrajectoryReader.read(file);
    assertThat(read.request().kind()).isSameAs(SystemKind.KNOWN.get(kind.id()));
    assertThat(read.zs())
        .isDeepEqualTo(TrajectoryGenerator.trajectories(request, (_, _) -> {}).zs());
  }

  /** The mass matrix depends on the angles, so explicit symplectic methods lose their order. */
  @Test
  void implicitMethodsKeepTheirOrderWithoutSeparation() {
    var problem = draw(SystemKind.KNOWN.get("double-pendulum"), 1);
    double[] exact = end(Integrators.DOP853, problem, 2);

    assertThat(order(Integrators.IMPLICIT_MIDPOINT, problem, exact)).isEqualTo(2, within(0.1));
    assertThat(order(Integrators.GAUSS4, problem, exact)).isEqualTo(4, within(0.1));
  }

  /** Half the step leaves 1 / 2^order of the error. */
  private static double order(Integrators integrator, InitialValueProblem problem, double[] exact) {
    double coarse = MathArrays.distance(end(integrator, problem, 201), exact);
    double fine = MathArrays.distance(end(integrator, problem, 401), exact);
    return Math.log(coarse / fine) / Math.log(2);
  }

  private static double[] end(Integrators integrator, InitialValueProblem problem, int points) {
    double[] times = IntStream.range(0, points).mapToDouble(i -> 1.0 * i / (points - 1)).toArray();
    var states = new double[points * problem.z0().length];
    integrator.integrate(problem.system(), problem.z0(), times, points, states);
    return Arrays.copyOfRange(states, states.length - problem.z0().length, states.length);
  }

  /** A hundred swings: the energy error of the last tenth is no larger than that of the first. */
  @Test
  void gaussKeepsTheEnergyOfADoublePendulumForLong() {
    var problem = draw(SystemKind.KNOWN.get("double-pendulum"), 2);
    int points = 20_001;
    double[] times = IntStream.range(0, points).mapToDouble(i -> 0.01 * i).toArray();
    var states = new double[points * 4];
    Integrators.GAUSS4.integrate(problem.system(), problem.z0(), times, points, states);
    double start = problem.system().energy(problem.z0());
    var worst = new double[10];
    for (int i = 1; i < points; i++) {
      double energy = problem.system().energy(Arrays.copyOfRange(states, 4 * i, 4 * i + 4));
      int tenth = (i - 1) / 2000;
      worst[tenth] = Math.max(worst[tenth], Math.abs(energy - start) / start);
    }
    // Chaotic swings meet other phases later: a factor of 3 instead of the 10 of a steady drift.
    assertThat(worst[9]).isLessThan(3 * worst[0]);
    assertThat(worst[0]).isLessThan(1e-4);
  }

  @Test
  void chainsHaveAnyLength() {
    var request = GenerateRequest.of(SystemKind.KNOWN.get("toda"), 2, 1).withBodies(9);
    var data = TrajectoryGenerator.segments(request, 5, (_, _) -> {});

    assertThat(data.zs()).hasDimensions(2, 5 * 18);
    assertThat(data.system(1).invariants()).hasSize(1 + 1 + 7);
    assertThatThrownBy(
            () -> GenerateRequest.of(SystemKind.KNOWN.get("pendulum"), 1, 1).withBodies(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pendulum has 1 degree of freedom and counts as one body, not 2");
    assertThatThrownBy(() -> GenerateRequest.of(SystemKind.KNOWN.get("toda"), 1, 1).withBodies(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Toda lattice has at least 3 bodies, not 2");
  }

  @Test
  void onlyAdaptiveIntegratorsTakeATolerance() {
    var request = GenerateRequest.of(SystemKind.KNOWN.get("kepler"), 1, 1).withPoints(20);
    var adaptive = request.withIntegrator(Integrators.DOP853);

    double[] loose =
        TrajectoryGenerator.trajectories(adaptive.withTolerance(1e-6), (_, _) -> {}).zs()[0];
    double[] strict = TrajectoryGenerator.trajectories(adaptive, (_, _) -> {}).zs()[0];
    assertThat(MathArrays.distanceInf(loose, strict)).isBetween(1e-11, 1e-4);
    assertThatThrownBy(() -> request.withTolerance(1e-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("knows no tolerance");
  }
}
