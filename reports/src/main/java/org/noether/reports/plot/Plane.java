package org.noether.reports.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A square part of a plane.
 *
 * @param x the abscissa of its middle
 * @param y the ordinate of its middle
 * @param half half the length of its sides
 */
record Plane(double x, double y, double half) {
  /** How much larger than the true motion the plane may be to show predictions that leave it. */
  private static final double ROOM_FOR_ERRORS = 1.3;

  private static final double MARGIN = 1.08;
  private static final int TICKS = 4;

  /**
   * The plane that shows all of the true motion, and as much of the predicted ones as is near it.
   */
  static Plane around(Motion motion) {
    double[] x = extent(motion.truth(), 0);
    double[] y = extent(motion.truth(), 1);
    double middleX = (x[0] + x[1]) / 2;
    double middleY = (y[0] + y[1]) / 2;
    double truth = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
    double predicted =
        motion.predictions().stream()
            .mapToDouble(p -> Math.max(reach(extent(p, 0), middleX), reach(extent(p, 1), middleY)))
            .max()
            .orElse(truth);
    double half = Math.max(truth, Math.min(predicted, ROOM_FOR_ERRORS * truth));
    return new Plane(middleX, middleY, half > 0 ? MARGIN * half : 1);
  }

  private static double reach(double[] extent, double middle) {
    return Math.max(extent[1] - middle, middle - extent[0]);
  }

  private static double[] extent(Motion.Panel panel, int axis) {
    var values =
        Arrays.stream(panel.positions())
            .flatMapToDouble(at ->
                IntStream.iterate(axis, i -> i < at.length, i -> i + 2).mapToDouble(i -> at[i]))
            .filter(Double::isFinite)
            .summaryStatistics();
    return new double[] {values.getMin(), values.getMax()};
  }

  /** The distance between round numbers along the axes. */
  double tick() {
    double rough = 2 * half / TICKS;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    return decade * (rough >= 5 * decade ? 5 : rough >= 2 * decade ? 2 : 1);
  }

  /** Round numbers along the axis whose middle is given. */
  List<Double> ticks(double middle) {
    double step = tick();
    double first = Math.ceil((middle - half) / step);
    var ticks = new ArrayList<Double>();
    for (int i = 0; i <= 2 * TICKS + 2 && (first + i) * step <= middle + half; i++) {
      ticks.add((first + i) * step);
    }
    return ticks;
  }
}
