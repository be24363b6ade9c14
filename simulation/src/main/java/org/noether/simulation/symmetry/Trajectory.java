package org.noether.simulation.symmetry;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * A motion along which conserved quantities are followed.
 *
 * @param times ascending times
 * @param states state at each time, shape (times, 2 n)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trajectory(double[] times, double[][] states) {
  /** The time step times the rate of the motion lies between these. */
  private static final double SMALLEST_STEP = 1e-3;

  private static final double LARGEST_STEP = 0.1;

  private static final int ATTEMPTS = 6;

  /** Integrates a system. */
  public static Trajectory of(
      HamiltonianSystem system, double[] z0, double[] times, Integrators integrator) {
    var flat = new double[times.length * z0.length];
    integrator.integrate(system, z0, times, times.length, flat);
    var states = new double[times.length][];
    Arrays.setAll(states, i -> Arrays.copyOfRange(flat, i * z0.length, (i + 1) * z0.length));
    return new Trajectory(times, states);
  }

  /**
   * Integrates a system over a time that suits it: the given times are stretched where their step
   * is much shorter than a typical time of the motion, and shortened where it is not; they are cut
   * to a tenth as long as the motion is not finite.
   *
   * @param rate how fast the motion is, see {@link SampledFlow#rate}
   * @return empty if no such motion is finite
   */
  static Optional<Trajectory> suited(
      HamiltonianSystem system, double[] z0, double[] times, Integrators integrator, double rate) {
    double step = (times[1] - times[0]) * rate;
    double stretch = step == 0 ? 1 : Math.clamp(step, SMALLEST_STEP, LARGEST_STEP) / step;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double factor = stretch / Math.pow(10, attempt);
      try {
        var motion =
            of(system, z0, Arrays.stream(times).map(t -> factor * t).toArray(), integrator);
        if (Arrays.stream(motion.states())
            .flatMapToDouble(Arrays::stream)
            .allMatch(Double::isFinite)) {
          return Optional.of(motion);
        }
      } catch (MathRuntimeException _) {
        // The integrator found no next state: the motion has left the range of numbers.
      }
    }
    return Optional.empty();
  }

  /** The last time. */
  public double end() {
    return times[times.length - 1];
  }
}
