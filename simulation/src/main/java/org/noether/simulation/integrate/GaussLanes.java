package org.noether.simulation.integrate;

import java.util.Arrays;
import org.noether.simulation.tape.Lanes;

/**
 * The {@link GaussIntegrator} on rows. Iterations go on until the last lane ends; each takes the
 * slopes with which its system alone would end.
 */
final class GaussLanes implements LaneStepper {
  private final double[][] a;
  private final double[] b;
  private final Lanes energies;
  private final double[][] start;
  private final double[][][] slopes;
  private final double[][] stage;
  private final double[] increment;
  private final double[] change;
  private final double[] before;
  private final boolean[] ended;
  private double[][] slope;

  GaussLanes(double[][] a, double[] b, Lanes energies, int dimension) {
    this.a = a;
    this.b = b;
    this.energies = energies;
    int lanes = energies.size();
    start = new double[dimension][lanes];
    slopes = new double[b.length][dimension][lanes];
    slope = new double[dimension][lanes];
    stage = new double[dimension][lanes];
    increment = new double[lanes];
    change = new double[lanes];
    before = new double[lanes];
    ended = new boolean[lanes];
  }

  @Override
  public void step(double h, double[][] z) {
    energies.motion(z, slopes[0]);
    for (int k = 0; k < z.length; k++) {
      System.arraycopy(z[k], 0, start[k], 0, z[k].length);
      for (int i = 1; i < slopes.length; i++) {
        System.arraycopy(slopes[0][k], 0, slopes[i][k], 0, z[k].length);
      }
    }
    Arrays.fill(before, Double.POSITIVE_INFINITY);
    Arrays.fill(ended, false);
    int open = ended.length;
    for (int iteration = 0; open > 0; iteration++) {
      iterate(h);
      for (int lane = 0; lane < ended.length; lane++) {
        if (!ended[lane] && ends(lane, h, iteration)) {
          ended[lane] = true;
          open--;
          advance(lane, h, z);
        }
        before[lane] = change[lane];
      }
    }
  }

  /** Evaluates all slopes anew, and by how much h times them has changed at most. */
  private void iterate(double h) {
    Arrays.fill(change, 0);
    for (int i = 0; i < slopes.length; i++) {
      for (int k = 0; k < stage.length; k++) {
        Arrays.fill(increment, 0);
        for (int j = 0; j < slopes.length; j++) {
          add(increment, a[i][j], slopes[j][k]);
        }
        place(start[k], h, increment, stage[k]);
      }
      energies.motion(stage, slope);
      for (int k = 0; k < stage.length; k++) {
        compare(h, slope[k], slopes[i][k], change);
      }
      double[][] old = slopes[i];
      slopes[i] = slope;
      slope = old;
    }
  }

  private static void add(double[] increment, double factor, double[] slope) {
    for (int i = 0; i < increment.length; i++) {
      increment[i] += factor * slope[i];
    }
  }

  private static void place(double[] start, double h, double[] increment, double[] stage) {
    for (int i = 0; i < start.length; i++) {
      stage[i] = start[i] + h * increment[i];
    }
  }

  private static void compare(double h, double[] slope, double[] old, double[] change) {
    for (int i = 0; i < change.length; i++) {
      change[i] = Math.max(change[i], Math.abs(h * (slope[i] - old[i])));
    }
  }

  /** Whether a system alone would end its iterations, or fail: then its slopes become NaN. */
  private boolean ends(int lane, double h, int iteration) {
    double now = change[lane];
    if (now == 0 || (now >= before[lane] && now <= rounding(lane, h))) {
      return true;
    }
    if (iteration == GaussIntegrator.MOST_ITERATIONS || Double.isNaN(now)) {
      for (double[] row : slopes[0]) {
        row[lane] = Double.NaN;
      }
      return true;
    }
    return false;
  }

  private double rounding(int lane, double h) {
    double largest = 0;
    for (int k = 0; k < start.length; k++) {
      largest = Math.max(largest, Math.abs(start[k][lane]) + Math.abs(h * slopes[0][k][lane]));
    }
    return GaussIntegrator.rounding(largest);
  }

  private void advance(int lane, double h, double[][] z) {
    for (int k = 0; k < z.length; k++) {
      double sum = 0;
      for (int i = 0; i < slopes.length; i++) {
        sum += b[i] * slopes[i][k][lane];
      }
      z[k][lane] += h * sum;
    }
  }
}
