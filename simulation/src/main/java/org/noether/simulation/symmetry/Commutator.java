package org.noether.simulation.symmetry;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Whether the flow of a generator maps motions to motions: the commutator Df X - DX f - dX/dt of
 * its vector field X with the rates of change f vanishes then (Olver, Applications of Lie Groups to
 * Differential Equations, section 2.3). Unlike {@link Violation} this makes sense for rates that do
 * not come from an energy. X must be affine in the state and in time, at most.
 */
public final class Commutator {
  /** Steps relative to the spread of the states; the error of four points is of order 2^-40. */
  private static final double STEP = 0x1p-10;

  /** What finite differences leave of a commutator that vanishes: STEP^4, with a margin of 1000. */
  public static final double TOLERANCE = 1e-9;

  private Commutator() {}

  /**
   * The root mean square over states of the commutator's norm over |f| |X|, at time zero.
   *
   * @param generators the generator to test at each state
   * @param flow states and rates
   * @param rates the rates of change of many states, in the order of those of {@code flow}
   */
  public static double relative(
      IntFunction<? extends Generator> generators,
      SampledFlow flow,
      UnaryOperator<double[][]> rates) {
    int count = flow.states().length;
    var fields = new double[count][];
    var sizes = new double[count];
    for (int s = 0; s < count; s++) {
      fields[s] = field(generators.apply(s), flow.states()[s], 0);
      sizes[s] = SampledFlow.norm(fields[s], flow.spread());
    }
    double[][] along = derivative(flow, fields, sizes, rates);
    double sum = 0;
    for (int s = 0; s < count; s++) {
      double scale = flow.norm(s) * sizes[s];
      if (scale > 0) {
        double[] other = transported(generators.apply(s), flow, s, fields[s]);
        double[] rest = along[s];
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= other[i];
        }
        double share = SampledFlow.norm(rest, flow.spread()) / scale;
        sum += share * share / count;
      }
    }
    return Math.sqrt(sum);
  }

  /** The derivative of f along X by central differences of four points. */
  private static double[][] derivative(
      SampledFlow flow, double[][] fields, double[] sizes, UnaryOperator<double[][]> rates) {
    var result = new double[fields.length][flow.spread().length];
    double[] points = {1, -1, 2, -2};
    double[] factors = {8.0 / 12, -8.0 / 12, -1.0 / 12, 1.0 / 12};
    for (int k = 0; k < points.length; k++) {
      var moved = new double[fields.length][];
      for (int s = 0; s < moved.length; s++) {
        double step = sizes[s] == 0 ? 0 : points[k] * STEP / sizes[s];
        moved[s] = plus(flow.states()[s], step, fields[s]);
      }
      double[][] there = rates.apply(moved);
      for (int s = 0; s < moved.length; s++) {
        result[s] = plus(result[s], factors[k] * sizes[s] / STEP, there[s]);
      }
    }
    return result;
  }

  /** DX f + dX/dt, exact for a field that is affine in state and time. */
  private static double[] transported(
      Generator generator, SampledFlow flow, int state, double[] field) {
    double[] later = field(generator, plus(flow.states()[state], 1, flow.rates()[state]), 1);
    return plus(later, -1, field);
  }

  /** The vector field X = (dJ/dp, -dJ/dq). */
  private static double[] field(Generator generator, double[] z, double t) {
    double[] slope = Violation.slope(generator, z, t);
    int dof = z.length / 2;
    var field = new double[z.length];
    for (int i = 0; i < dof; i++) {
      field[i] = slope[dof + i];
      field[dof + i] = -slope[i];
    }
    return field;
  }

  private static double[] plus(double[] x, double factor, double[] y) {
    var sum = new double[x.length];
    Arrays.setAll(sum, i -> x[i] + factor * y[i]);
    return sum;
  }
}
