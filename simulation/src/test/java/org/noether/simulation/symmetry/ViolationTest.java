package org.noether.simulation.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.noether.simulation.system.GravitySystem;
import org.noether.simulation.system.PhaseFunction;

class ViolationTest {
  /**
   * A wall spring of stiffness k on one end of a chain of two unit masses: a translation changes H
   * by k q1. For the states q1 = +-2, others 0, that is 2 k in rms; the spread of q1 is 2, of q2
   * that of the positions, sqrt(2), and of the momenta 1. With f = (0, 0, -2 (1 + k), 2) for q1 = 2
   * and grad J = (0, 0, 1, 1), |f| |grad J| = 2 sqrt((1 + k)^2 + 1) sqrt(2).
   */
  @Test
  void aBrokenTranslationShowsItsSize() {
    double k = 0.3;
    double[][] states = {{2, 0, 0, 0}, {-2, 0, 0, 0}};
    var flow = SampledFlow.of(new Formula(2, new Wall(k)), states, new Random(1));

    Violation found = Violation.of(translation(), flow);

    assertThat(found.energyChange()).isCloseTo(2 * k, within(1e-15));
    assertThat(found.absolute()).isCloseTo(2 * k, within(1e-15));
    assertThat(found.relative()).isCloseTo(k / Math.sqrt(2) / Math.hypot(1 + k, 1), within(1e-15));
    assertThat(found.holds()).isFalse();
  }

  /** The size of the violation falls with the wall's stiffness, and is seen down to round-off. */
  @Test
  void seesWhatIsAboveRoundOffAndNothingBelow() {
    for (double k : new double[] {1e-3, 1e-6, 1e-11}) {
      var found =
          Violation.of(translation(), LinearSearchTest.flow(new Formula(2, new Wall(k)), 100));
      assertThat(found.holds()).as("k = " + k).isFalse();
      assertThat(found.absolute()).isBetween(0.8 * k, 1.2 * k);
    }
    assertThat(
            Violation.of(translation(), LinearSearchTest.flow(new Formula(2, new Wall(0)), 100))
                .holds())
        .isTrue();
  }

  /** A boost changes H by the momentum along it, which is just what its J allows. */
  @Test
  void boostsHoldAlthoughTheyChangeTheEnergy() {
    var gravity = new GravitySystem(new double[] {1, 2, 3}, 2);
    var flow = LinearSearchTest.flow(gravity, 100);
    Generator boost = known(Coordinates.of(gravity), "boost x");

    Violation found = Violation.of(boost, flow);

    assertThat(found.holds()).isTrue();
    // The rms of the sum of three standard normal momenta over 100 states: 4 sigma around sqrt(3).
    assertThat(found.energyChange()).isCloseTo(Math.sqrt(3), within(0.5));
    assertThat(found.absolute()).isLessThan(1e-13);
  }

  @Test
  void scalingIsNoSymmetryOfGravity() {
    var gravity = new GravitySystem(new double[] {1, 2, 3}, 2);
    var flow = LinearSearchTest.flow(gravity, 100);

    assertThat(Violation.of(known(Coordinates.of(gravity), "scaling"), flow).relative())
        .isGreaterThan(0.01);
    assertThat(Violation.of(new Dilation(gravity), flow).holds()).isFalse();
    assertThat(Violation.of(new TimeTranslation(gravity), flow).holds()).isTrue();
  }

  /** A potential 1 / (2 r^2) is scaled like the kinetic energy. */
  @Test
  void someEnergiesScaleWithTime() {
    var system = new Formula(2, new InverseSquare());
    var flow = LinearSearchTest.flow(system, 100);

    assertThat(Violation.of(new Dilation(system), flow).holds()).isTrue();
  }

  /**
   * The velocity that a user gives by xi(q) alone, here one that is not linear: parabolas' shift.
   */
  @Test
  void aUsersPointTransformationIsLifted() {
    var system = new Formula(2, new Parabola());
    var flow = LinearSearchTest.flow(system, 100);
    var along = new AlongParabola();

    assertThat(Violation.of(along, flow).holds()).isTrue();
    assertThat(DriftTest.value(along, new double[] {2, 5, 3, 7})).isEqualTo(3 + 2 * 2 * 7);
    assertThat(Violation.of(translation(), flow).holds()).isFalse();
  }

  /** Kepler's hidden symmetry, whose J is the Runge-Lenz vector, moves positions with momenta. */
  @Test
  void aUsersFunctionOfPhaseSpaceIsTested() {
    var flow = LinearSearchTest.flow(new Formula(2, new Systems.Kepler()), 100);

    assertThat(Violation.of(new RungeLenz(1), flow).holds()).isTrue();
    assertThat(Violation.of(new RungeLenz(1.001), flow).holds()).isFalse();
  }

  static Generator translation() {
    return known(new Coordinates(2, 0, new double[0]), "translation of all q");
  }

  static Generator known(Coordinates coordinates, String name) {
    List<Generator> all = new KnownGenerators(coordinates).all();
    return all.stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
  }

  /** Two masses with a spring between them and one to a wall. */
  private record Wall(double k) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T spring = z[0].subtract(z[1]).square().add(z[0].square().multiply(k));
      return spring.add(z[2].square()).add(z[3].square()).multiply(0.5);
    }
  }

  /** (p^2 + 1 / r^2) / 2. */
  private record InverseSquare() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T r2 = z[0].square().add(z[1].square());
      return z[2].square().add(z[3].square()).add(r2.reciprocal()).multiply(0.5);
    }
  }

  /** ((px + 2 x py)^2 + py^2 + (y - x^2)^2) / 2: a function of what shifts along parabolas keep. */
  private record Parabola() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T along = z[2].add(z[0].multiply(z[3]).multiply(2));
      T height = z[1].subtract(z[0].square());
      return along.square().add(z[3].square()).add(height.square()).multiply(0.5);
    }
  }

  private record AlongParabola() implements PointTransformation {
    @Override
    public String name() {
      return "shift along parabolas";
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] xi(T[] q) {
      T[] xi = q.clone();
      xi[0] = q[0].getField().getOne();
      xi[1] = q[0].multiply(2);
      return xi;
    }
  }

  /** The component along x of p x L - k q / r for a particle in the plane. */
  private record RungeLenz(double k) implements Generator {
    @Override
    public String name() {
      return "flow of the Runge-Lenz vector";
    }

    @Override
    public <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
      T momentum = z[0].multiply(z[3]).subtract(z[1].multiply(z[2]));
      T r = z[0].square().add(z[1].square()).sqrt();
      return z[3].multiply(momentum).subtract(z[0].divide(r).multiply(k));
    }
  }
}
