package org.noether.simulation.symmetry;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.hipparchus.analysis.differentiation.Gradient;
import org.noether.simulation.system.Invariant;

/**
 * By how much a generator fails to be a symmetry: root mean squares over random states. What should
 * vanish is the failure dH(X) - dJ/dt, the change of H along the generator's vector field X less
 * that which a J that depends on time allows. It is minus the rate of change of J along the motion.
 *
 * @param energyChange change dH(X) of the energy, per unit of the group's parameter
 * @param absolute the failure, in the same unit
 * @param relative the failure relative to the largest it could be at a state for rates f and a
 *     gradient of J of these sizes, |f| |grad J|: from 0 to 1, in units of the spread of the states
 *     (see {@link SampledFlow}), unless J depends on time
 * @param tolerance what round-off can contribute to {@code relative}
 */
public record Violation(double energyChange, double absolute, double relative, double tolerance) {
  /** Tests a generator. */
  public static Violation of(Generator generator, SampledFlow flow) {
    return of(_ -> generator, flow);
  }

  /** Tests the flow of a function that may be conserved: it is if that flow is a symmetry. */
  public static Violation of(Invariant integral, SampledFlow flow) {
    return of(new AuthorsIntegral(integral), flow);
  }

  /** Tests a generator that can depend on the system, where the states are those of many. */
  public static Violation of(IntFunction<? extends Generator> generators, SampledFlow flow) {
    int states = flow.states().length;
    var change = new double[states];
    var failure = new double[states];
    var relative = new double[states];
    var tolerance = new double[states];
    for (int s = 0; s < states; s++) {
      double[] slope = slope(generators.apply(s), flow.states()[s], flow.times()[s]);
      double size = 0;
      for (int i = 0; i < flow.spread().length; i++) {
        change[s] -= slope[i] * flow.rates()[s][i];
        size += slope[i] * slope[i] * flow.spread()[i] * flow.spread()[i];
      }
      double explicit = slope[slope.length - 1];
      failure[s] = change[s] - explicit;
      double scale = flow.norm(s) * Math.sqrt(size) + Math.abs(explicit);
      relative[s] = scale == 0 ? 0 : failure[s] / scale;
      tolerance[s] = flow.roundOff()[s];
    }
    return new Violation(rms(change), rms(failure), rms(relative), rms(tolerance));
  }

  /** Whether the generator is a symmetry, to round-off. */
  public boolean holds() {
    return relative <= tolerance;
  }

  /** The derivatives of J by z and, last, by t. */
  static double[] slope(Generator generator, double[] z, double t) {
    int parameters = z.length + 1;
    return generator
        .charge(SampledFlow.variables(z, parameters), Gradient.variable(parameters, z.length, t))
        .getGradient();
  }

  private static double rms(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElse(0));
  }
}
