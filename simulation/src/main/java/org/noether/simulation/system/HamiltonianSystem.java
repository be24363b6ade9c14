package org.noether.simulation.system;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.ode.OrdinaryDifferentialEquation;

/**
 * A system that moves by Hamilton's equations dq/dt = dH/dp, dp/dt = -dH/dq. It states its energy
 * H(q, p); the equations of motion follow from that by automatic differentiation. A state is z =
 * (q, p), coordinates first. Implementations are immutable and may be shared between threads.
 * {@link PointMassSystem} is for bodies in space.
 */
public interface HamiltonianSystem extends OrdinaryDifferentialEquation {
  /** Number of degrees of freedom: half the length of a state. */
  int degreesOfFreedom();

  /**
   * The Hamiltonian H(z), over any number type: differentiating it gives the equations of motion.
   *
   * @param z state
   * @param <T> number type
   */
  <T extends CalculusFieldElement<T>> T energy(T[] z);

  /** The Hamiltonian H(z) in double precision. */
  default double energy(double[] z) {
    PhaseFunction energy = this::energy;
    return energy.value(z);
  }

  /**
   * The equations of motion, for use by one thread. A system that overrides this gives its own,
   * which must agree with the derivatives of the energy.
   */
  default VectorField vectorField() {
    return Automatic.motion(this);
  }

  /** The energy for many evaluations by one thread. */
  default ToDoubleFunction<double[]> energyFunction() {
    PhaseFunction energy = this::energy;
    return energy.compiled(getDimension());
  }

  /**
   * What distinguishes this system from others of its kind, row by row as in a data set's {@code
   * sysP}. By default the numbers that a record is made of: see {@link RecordParameters}.
   */
  default double[] parameters() {
    return RecordParameters.values(this);
  }

  /** What the motion conserves besides the energy, as far as its author knows; by default none. */
  default List<Invariant> integrals() {
    return List.of();
  }

  /** What the motion conserves: the energy, then the {@link #integrals}. */
  default List<Invariant> invariants() {
    return Stream.concat(Stream.of(new Invariant("energy", this::energy)), integrals().stream())
        .toList();
  }

  /**
   * Draws a state to start from. By default all coordinates and momenta are normal with mean 0 and
   * standard deviation 1.
   *
   * @param random source of all randomness
   */
  default double[] initialState(RandomGenerator random) {
    return DoubleStream.generate(random::nextGaussian).limit(getDimension()).toArray();
  }

  /** Length of a state. */
  @Override
  default int getDimension() {
    return 2 * degreesOfFreedom();
  }

  /** The equations of motion as Hipparchus' integrators call them. */
  @Override
  default double[] computeDerivatives(double t, double[] z) {
    var zDot = new double[z.length];
    vectorField().evaluate(z, zDot);
    return zDot;
  }
}
