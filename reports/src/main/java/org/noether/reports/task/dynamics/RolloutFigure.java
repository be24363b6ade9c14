package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import org.noether.learning.task.dynamics.PredictedMotion;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.simulation.trajectory.GenerateRequest;

/** The picture of the first of some predicted motions, beside the true one. */
final class RolloutFigure {
  private RolloutFigure() {}

  /**
   * Bodies in a plane or in space are shown by their paths in the first two coordinates, other
   * systems by their coordinates over time.
   */
  static Figure of(GenerateRequest data, String network, PredictedMotion motion) {
    return data.kind().pointMasses() && data.spaceDimension() > 1
        ? paths(data, network, motion)
        : coordinates(network, motion);
  }

  private static Figure paths(GenerateRequest data, String network, PredictedMotion motion) {
    int d = data.spaceDimension();
    var curves = new ArrayList<Curve>();
    for (int body = 0; body < motion.bodies()[0]; body++) {
      double[] x = over(motion.truth()[0], body * d);
      double[] y = over(motion.truth()[0], body * d + 1);
      curves.add(new Curve("body %d, true".formatted(body + 1), x, y, body, Look.TRUTH));
    }
    for (int body = 0; body < motion.bodies()[0]; body++) {
      double[] x = over(motion.predicted()[0], body * d);
      double[] y = over(motion.predicted()[0], body * d + 1);
      curves.add(new Curve("body %d, %s".formatted(body + 1, network), x, y, body, Look.SOLID));
    }
    return new Figure("rollout", title(motion), "x", "y", Layout.SQUARE, false, curves);
  }

  private static Figure coordinates(String network, PredictedMotion motion) {
    int dof = motion.truth()[0][0].length / 2;
    var curves = new ArrayList<Curve>();
    for (int k = 0; k < dof; k++) {
      double[] q = over(motion.truth()[0], k);
      curves.add(
          new Curve("q%d, true".formatted(k + 1), motion.times(), q, k, Look.TRUTH)
              .listedAs(k == 0 ? "true" : ""));
    }
    for (int k = 0; k < dof; k++) {
      String name = dof == 1 ? network : "%s: q%d".formatted(network, k + 1);
      double[] q = over(motion.predicted()[0], k);
      curves.add(new Curve(name, motion.times(), q, k, Look.SOLID));
    }
    return new Figure("rollout", title(motion), "time", "coordinates", Layout.WIDE, false, curves);
  }

  private static String title(PredictedMotion motion) {
    return motion.systems() == 1 ? "Motion" : "The first of %d motions".formatted(motion.systems());
  }

  private static double[] over(double[][] states, int coordinate) {
    return Arrays.stream(states).mapToDouble(z -> z[coordinate]).toArray();
  }
}
