package org.noether.simulation.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.VectorField;
import org.noether.simulation.system.classical.DoublePendulum;
import org.noether.simulation.system.classical.Kepler;
import org.noether.simulation.system.classical.Pendulum;
import org.noether.simulation.trajectory.SystemKind;

class EnsembleTest {
  private static final double[] TIMES = {0, 0.01, 0.02, 0.035, 0.04, 0.06};

  private final SplittableRandom random = new SplittableRandom(7);

  private static double[] alone(
      Integrators integrator, HamiltonianSystem system, double[] z0, double[] times) {
    var states = new double[times.length * z0.length];
    integrator.integrate(system, z0, times, times.length, states);
    return states;
  }

  private static void assertEachIsIntegratedAsAlone(
      Integrators integrator, List<HamiltonianSystem> systems, List<double[]> z0) {
    int n = systems.size();
    int dimension = z0.getFirst().length;
    var states = new double[n][TIMES.length * dimension];
    states[n - 1] = new double[2 * dimension];
    var ensemble = new Ensemble(systems, z0);

    double[][] rows = ensemble.integrate(integrator, TIMES);
    ensemble.integrate(integrator, TIMES, Integrators.TOLERANCE, states);

    assertThat(rows).hasNumberOfRows(TIMES.length);
    int length = TIMES.length * dimension;
    for (int i = 0; i < n; i++) {
      double[] expected = alone(integrator, systems.get(i), z0.get(i), TIMES);
      assertThat(states[i]).containsExactly(Arrays.copyOf(expected, states[i].length));
      for (int at = 0; at < length; at++) {
        assertThat(rows[at / dimension][at % dimension * n + i])
            .isEqualTo(Double.valueOf(expected[at]));
      }
    }
  }

  /** One more than a block. */
  @ParameterizedTest
  @EnumSource(Integrators.class)
  void pendulumsMoveAsEachAlone(Integrators integrator) {
    var systems = new ArrayList<HamiltonianSystem>();
    var z0 = new ArrayList<double[]>();
    for (int i = 0; i < 257; i++) {
      var pendulum = Pendulum.draw(random);
      systems.add(pendulum);
      z0.add(pendulum.initialState(random));
    }

    assertEachIsIntegratedAsAlone(integrator, systems, z0);
  }

  @Test
  void allSystemsInTheBoxMoveAsEachAlone() {
    for (var kind : SystemKind.KNOWN.all()) {
      var defaults = kind.defaults();
      var sampler = kind.sampler(defaults.bodies(), defaults.spaceDimension());
      var systems = new ArrayList<HamiltonianSystem>();
      var z0 = new ArrayList<double[]>();
      for (int i = 0; i < 5; i++) {
        var problem = sampler.sample(random);
        systems.add(problem.system());
        z0.add(problem.z0());
      }
      for (var integrator : List.of(defaults.integrator(), Integrators.THREE_EIGHTHS)) {
        assertEachIsIntegratedAsAlone(integrator, systems, z0);
      }
    }
  }

  /** Energies of different code: of one branch, of the other, and that of other systems. */
  private record Branching(double a) implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return 1;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      T kinetic = z[1].square().divide(2);
      return a < 0 ? kinetic.add(z[0].square().multiply(-a)) : kinetic.add(z[0].pow(4).multiply(a));
    }
  }

  /** Its energy looks at the state, so it cannot be recorded. */
  private record Wall() implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return 1;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      T kinetic = z[1].square().divide(2);
      return z[0].getReal() > 1 ? kinetic.add(z[0].subtract(1).square()) : kinetic;
    }
  }

  /** It gives equations of its own. */
  private record ByHand() implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return 1;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      return z[0].square().add(z[1].square()).divide(2);
    }

    @Override
    public VectorField vectorField() {
      return (z, zDot) -> {
        zDot[0] = z[1];
        zDot[1] = -z[0];
      };
    }
  }

  @Test
  void systemsOfDifferentKindsMayBeMixed() {
    var systems = new ArrayList<HamiltonianSystem>();
    var z0 = new ArrayList<double[]>();
    for (int i = 0; i < 40; i++) {
      systems.add(
          switch (i % 5) {
            case 0 -> new Branching(random.nextDouble(-1, 0));
            case 1 -> new Branching(random.nextDouble(0, 1));
            case 2 -> new Wall();
            case 3 -> new ByHand();
            default -> Pendulum.draw(random);
          });
      z0.add(new double[] {random.nextDouble(0.5, 1.5), random.nextGaussian()});
    }

    assertEachIsIntegratedAsAlone(Integrators.LEAPFROG, systems, z0);
    assertEachIsIntegratedAsAlone(Integrators.GAUSS4, systems, z0);
  }

  /** Leapfrog steps of a system whose kinetic energy depends on positions are no lanes. */
  @Test
  void energiesThatDoNotSeparateMoveAsEachAlone() {
    var systems = new ArrayList<HamiltonianSystem>();
    var z0 = new ArrayList<double[]>();
    for (int i = 0; i < 3; i++) {
      var system = DoublePendulum.draw(random);
      systems.add(system);
      z0.add(system.initialState(random));
    }

    assertEachIsIntegratedAsAlone(Integrators.LEAPFROG, systems, z0);
  }

  /** Angles beyond the range of the sine in loops, NaN, and a state that overflows. */
  @Test
  void statesOutOfRangeConcernTheirSystemsAlone() {
    var systems = new ArrayList<HamiltonianSystem>();
    var z0 = new ArrayList<double[]>();
    for (double q : new double[] {0.5, 1.5e6, -2e22, Double.NaN, 1, 0x1p20 - 1e-3}) {
      systems.add(Pendulum.draw(random));
      z0.add(new double[] {q, 1});
    }
    systems.add(new Pendulum(1, 1));
    z0.add(new double[] {0, 1e200});

    for (var integrator :
        List.of(Integrators.THREE_EIGHTHS, Integrators.LEAPFROG, Integrators.YOSHIDA4)) {
      assertEachIsIntegratedAsAlone(integrator, systems, z0);
    }
  }

  /** Gravity's pole, which the implicit rule cannot step over. */
  @Test
  void anIntegratorThatFailsSaysSo() {
    var system = new Kepler(1, 1, 2);
    var ensemble = new Ensemble(List.of(system), List.of(new double[] {0, 0, 0, 0}));

    assertThatThrownBy(() -> alone(Integrators.GAUSS4, system, new double[4], TIMES))
        .hasMessageContaining("convergence");
    assertThatThrownBy(() -> ensemble.integrate(Integrators.GAUSS4, TIMES))
        .hasMessageContaining("convergence");
  }

  /** Fourth order: halving the step makes the energy's error about 16 times smaller. */
  @ParameterizedTest
  @EnumSource(
      value = Integrators.class,
      names = {"THREE_EIGHTHS", "YOSHIDA4", "GAUSS4"})
  void theEnergyIsConservedToFourthOrder(Integrators integrator) {
    var system = new Pendulum(1, 1);
    var ensemble = new Ensemble(List.of(system), List.of(new double[] {1.5, 0.5}));
    double coarse = energyError(system, ensemble.integrate(integrator, grid(0.04)));
    double fine = energyError(system, ensemble.integrate(integrator, grid(0.02)));

    assertThat(coarse / fine).isBetween(12.0, 40.0);
  }

  private static double[] grid(double step) {
    var times = new double[(int) Math.round(4 / step) + 1];
    Arrays.setAll(times, i -> i * step);
    return times;
  }

  private static double energyError(HamiltonianSystem system, double[][] rows) {
    double start = system.energy(rows[0]);
    return Arrays.stream(rows).mapToDouble(z -> Math.abs(system.energy(z) - start)).max().orElse(0);
  }

  @Test
  void oneTimeIsTheStart() {
    var ensemble = new Ensemble(List.of(new Pendulum(1, 1)), List.of(new double[] {1, 2}));

    assertThat(ensemble.integrate(Integrators.LEAPFROG, new double[] {3}))
        .isDeepEqualTo(new double[][] {{1, 2}});
  }

  @Test
  void systemsThatDoNotFitEachOtherAreRefused() {
    var one = new Ensemble(List.of(new Pendulum(1, 1)), List.of(new double[2]));

    assertThatThrownBy(() -> one.integrate(Integrators.LEAPFROG, TIMES, new double[6][3]))
        .hasMessageContaining("6 times of 1 systems with 2 components need as many rows of 2");
    assertThatThrownBy(() -> one.integrate(Integrators.LEAPFROG, TIMES, new double[5][2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ensemble(List.of(), List.of()))
        .hasMessageContaining("0 systems with 0 states");
    assertThatThrownBy(() -> new Ensemble(List.of(new Pendulum(1, 1)), List.of(new double[3])))
        .hasMessageContaining("system 0 has 2 dimensions and a state of 3 numbers");
  }
}
