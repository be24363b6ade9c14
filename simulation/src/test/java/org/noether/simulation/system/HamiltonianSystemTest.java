package org.noether.simulation.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HamiltonianSystemTest {
  static Stream<SystemSampler> samplers() {
    return Stream.of(
        new SpringSampler(6, 2),
        new SpringSampler(4, 3),
        new SpringSampler(1, 2),
        new SpringSampler(3, 1),
        new GravitySampler(6, 3),
        new GravitySampler(5, 2),
        new GravitySampler(2, 2),
        new GravitySampler(1, 3));
  }

  /** About 50 terms of rounding error 1e-16 each, relative to the largest element. */
  @ParameterizedTest
  @MethodSource("samplers")
  void theVectorFieldIsTheSymplecticGradientOfTheEnergy(SystemSampler sampler) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    for (int repeat = 0; repeat < 20; repeat++) {
      var sample = sampler.sample(random);
      var system = sample.system();
      var z = sample.z0();
      var variables = new Gradient[z.length];
      Arrays.setAll(variables, i -> Gradient.variable(z.length, i, z[i]));

      var energy = system.energy(variables);
      var zDot = system.computeDerivatives(0, z);

      int dof = system.degreesOfFreedom();
      var expected = new double[z.length];
      for (int i = 0; i < dof; i++) {
        expected[i] = energy.getPartialDerivative(dof + i);
        expected[dof + i] = -energy.getPartialDerivative(i);
      }
      double scale = MathArrays.safeNorm(expected);
      assertThat(MathArrays.distance(zDot, expected)).isLessThanOrEqualTo(5e-15 * scale);
      assertThat(system.energy(z))
          .isEqualTo(energy.getValue(), within(1e-14 * Math.abs(energy.getValue())));
      assertThat(system.getDimension()).isEqualTo(z.length);
      assertThat(system.parameters())
          .hasSize(parametersPerBody(system) * ((PointMassSystem) system).bodies());
    }
  }

  @Test
  void twoBodiesByHand() {
    var springs = new SpringSystem(new double[] {1, 2}, new double[] {3, 4}, 2);
    double[] z = {0, 0, 3, 4, 1, 0, 0, 2};

    // p^2/2m: 1/2 + 4/4; springs: 1/2 * 2 * (3 * 4) * 25.
    assertThat(springs.energy(z)).isEqualTo(0.5 + 1 + 300, within(1e-12));
    assertThat(springs.computeDerivatives(0, z))
        .containsExactly(new double[] {1, 0, 0, 1, 72, 96, -72, -96}, within(1e-12));
    assertThat(springs.linearMomentum(z)).containsExactly(1, 2);
    assertThat(springs.angularMomentum(z)).containsExactly(6);

    var bodies = new GravitySystem(new double[] {1, 2}, 2);
    assertThat(bodies.energy(z)).isEqualTo(1.5 - 2 / 5.0, within(1e-8));
    assertThat(bodies.computeDerivatives(0, z))
        .containsExactly(
            new double[] {1, 0, 0, 1, 2 / 25.0 * 0.6, 2 / 25.0 * 0.8, -0.048, -0.064},
            within(1e-8));
  }

  @Test
  void angularMomentumInThreeDimensionsIsTheCrossProduct() {
    var system = new GravitySystem(new double[] {1}, 3);

    assertThat(system.angularMomentum(new double[] {1, 2, 3, 4, 5, 6})).containsExactly(-3, 6, -3);
    assertThat(system.invariants())
        .extracting(Invariant::name)
        .containsExactly(
            "energy",
            "momentum x",
            "momentum y",
            "momentum z",
            "angular momentum x",
            "angular momentum y",
            "angular momentum z");
  }

  @Test
  void angularMomentumHasAComponentForEachPlane() {
    var line = new GravitySystem(new double[] {1}, 1);
    var four = new GravitySystem(new double[] {1}, 4);
    double[] z = {1, 2, 3, 4, 5, 6, 7, 8};

    assertThat(line.angularMomentum(new double[] {1, 2})).isEmpty();
    assertThat(four.angularMomentum(z)).containsExactly(-4, -8, -12, -4, -8, -4);
    assertThat(four.invariants().getLast().name()).isEqualTo("angular momentum q3-q4");
  }

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new SpringSystem(new double[] {1, -1}, new double[2], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mass");
    assertThatThrownBy(() -> new SpringSystem(new double[] {1}, new double[2], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spring constants");
    assertThatThrownBy(() -> new GravitySystem(new double[0], 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GravitySystem(new double[] {1}, 2).energy(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 4 elements, not 3");
    assertThatThrownBy(() -> new GravitySampler(6, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpringSampler(0, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A record is a whole system: one degree of freedom, named parameters, derived motion. */
  record Pendulum(double mass, double length) implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return 1;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      T kinetic = z[1].square().divide(2 * mass * length * length);
      return kinetic.subtract(z[0].cos().multiply(9.81 * mass * length));
    }
  }

  /** A bead on the curve y = x^2: the mass m (1 + 4 x^2) depends on the position. */
  record Bead(double mass) implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return 1;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      T inertia = z[0].square().multiply(4).add(1).multiply(mass);
      return z[1].square().divide(inertia).divide(2).add(z[0].square().multiply(mass));
    }
  }

  @Test
  void anEnergyIsEnough() {
    var pendulum = new Pendulum(2, 0.5);
    double[] z = {0.7, 1.3};

    assertThat(pendulum.energy(z)).isEqualTo(1.69 - 9.81 * Math.cos(0.7), within(1e-15 * 9.81));
    assertThat(pendulum.computeDerivatives(0, z))
        .containsExactly(new double[] {2.6, -9.81 * Math.sin(0.7)}, within(1e-14));
    assertThat(pendulum.parameters()).containsExactly(2, 0.5);
    assertThat(pendulum.getDimension()).isEqualTo(2);
    assertThat(pendulum.invariants()).extracting(Invariant::name).containsExactly("energy");
    assertThat(pendulum.initialState(new SplittableRandom(1))).hasSize(2);
  }

  @Test
  void aMassMayDependOnThePosition() {
    double[] z = {0.5, 3};

    // dx/dt = p / m (1 + 4 x^2), dp/dt = 4 x p^2 / m (1 + 4 x^2)^2 - 2 m x with m = 1.5.
    assertThat(new Bead(1.5).computeDerivatives(0, z))
        .containsExactly(new double[] {1, 4 * 0.5 * 9 / (1.5 * 4) - 1.5}, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void theMotionConservesTheInvariants(SystemSampler sampler) {
    var sample = sampler.sample(RandomGeneratorFactory.of("L64X128MixRandom").create(5));
    double[] zDot = sample.system().computeDerivatives(0, sample.z0());
    var points = (PointMassSystem) sample.system();

    int d = points.spaceDimension();
    assertThat(points.invariants()).hasSize(1 + d + d * (d - 1) / 2);
    for (Invariant invariant : points.invariants()) {
      double[] gradient = invariant.function().gradient(sample.z0());
      // The rate of change is a sum of terms that cancel, each of rounding error 1e-16.
      double scale = MathArrays.safeNorm(gradient) * MathArrays.safeNorm(zDot);
      assertThat(MathArrays.linearCombination(gradient, zDot)).isEqualTo(0, within(1e-14 * scale));
    }
    assertThat(points.invariants().stream().skip(1).mapToDouble(i -> i.value(sample.z0())))
        .containsExactly(
            DoubleStream.concat(
                    Arrays.stream(points.linearMomentum(sample.z0())),
                    Arrays.stream(points.angularMomentum(sample.z0())))
                .boxed()
                .toArray(Double[]::new));
  }

  private static int parametersPerBody(HamiltonianSystem system) {
    return switch (system) {
      case SpringSystem springs -> 2;
      case GravitySystem bodies -> 1;
      default -> throw new AssertionError(system);
    };
  }
}
