package org.noether.simulation.integrate;

import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;

/**
 * Gauss collocation methods: implicit, of order twice their number of stages, symplectic and
 * time-reversible for every Hamiltonian, and exact in quadratic invariants (Hairer, Lubich and
 * Wanner, Geometric Numerical Integration, sections II.1.3, IV.2.1 and VI.4). The equations of a
 * step are solved by fixed-point iteration until rounding ends its progress (section VIII.6).
 */
public final class GaussIntegrator extends FixedStepIntegrator {
  static final int MOST_ITERATIONS = 200;

  private static final double ROOT = Math.sqrt(3) / 6;

  private final double[][] a;
  private final double[] b;
  private final double[] c;

  private GaussIntegrator(String name, double step, double[][] a, double[] b, double[] c) {
    super(name, step);
    this.a = a;
    this.b = b;
    this.c = c;
  }

  /** The coefficients of the stages: a row for each. */
  double[][] a() {
    return a;
  }

  /** The weights of the stages. */
  double[] b() {
    return b;
  }

  /**
   * The implicit midpoint rule, order 2.
   *
   * @param step integration step; its sign is ignored
   */
  public static GaussIntegrator midpoint(double step) {
    return new GaussIntegrator(
        "implicit midpoint", step, new double[][] {{0.5}}, new double[] {1}, new double[] {0.5});
  }

  /**
   * The method with two stages, order 4 (Hammer and Hollingsworth 1955).
   *
   * @param step integration step; its sign is ignored
   */
  public static GaussIntegrator gauss4(double step) {
    return new GaussIntegrator(
        "Gauss 4",
        step,
        new double[][] {{0.25, 0.25 - ROOT}, {0.25 + ROOT, 0.25}},
        new double[] {0.5, 0.5},
        new double[] {0.5 - ROOT, 0.5 + ROOT});
  }

  @Override
  void advance(Derivatives equations, double t, double h, double[] y, double[] yDot) {
    var slopes = new double[b.length][];
    for (int i = 0; i < b.length; i++) {
      slopes[i] = yDot.clone();
    }
    var stage = new double[y.length];
    double before = Double.POSITIVE_INFINITY;
    for (int iteration = 0; ; iteration++) {
      double change = iterate(equations, t, h, y, slopes, stage);
      if (change == 0 || (change >= before && change <= rounding(y, slopes, h))) {
        break;
      }
      if (iteration == MOST_ITERATIONS || Double.isNaN(change)) {
        throw new MathIllegalStateException(LocalizedCoreFormats.CONVERGENCE_FAILED);
      }
      before = change;
    }
    for (int k = 0; k < y.length; k++) {
      double increment = 0;
      for (int i = 0; i < b.length; i++) {
        increment += b[i] * slopes[i][k];
      }
      y[k] += h * increment;
    }
  }

  /** Evaluates all slopes anew and returns by how much h times them has changed at most. */
  private double iterate(
      Derivatives equations, double t, double h, double[] y, double[][] slopes, double[] stage) {
    double change = 0;
    for (int i = 0; i < b.length; i++) {
      for (int k = 0; k < y.length; k++) {
        double increment = 0;
        for (int j = 0; j < b.length; j++) {
          increment += a[i][j] * slopes[j][k];
        }
        stage[k] = y[k] + h * increment;
      }
      double[] slope = equations.compute(t + c[i] * h, stage);
      for (int k = 0; k < y.length; k++) {
        change = Math.max(change, Math.abs(h * (slope[k] - slopes[i][k])));
      }
      slopes[i] = slope;
    }
    return change;
  }

  /** What rounding may leave: some units in the last place of the state and its increment. */
  private static double rounding(double[] y, double[][] slopes, double h) {
    double largest = 0;
    for (int k = 0; k < y.length; k++) {
      largest = Math.max(largest, Math.abs(y[k]) + Math.abs(h * slopes[0][k]));
    }
    return rounding(largest);
  }

  /** The same, for the largest component of the state and its increment. */
  static double rounding(double largest) {
    return 64 * Math.ulp(largest);
  }
}
