package org.noether.reports.table;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.apache.commons.math3.util.Precision;
import org.noether.reports.plot.Numbers;

/**
 * A mean with its 95 % confidence interval by Student's t, which supposes that the repetitions are
 * independent and about normal. With one value there is no interval.
 *
 * @param count how many values
 * @param mean their mean
 * @param halfWidth half the width of the interval; NaN with fewer than two values
 */
public record Interval(long count, double mean, double halfWidth) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Summarises values.
   *
   * @param values at least one
   * @throws IllegalArgumentException if there are none
   */
  public static Interval of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean needs at least one value");
    }
    var statistics = new SummaryStatistics();
    Arrays.stream(values).forEach(statistics::addValue);
    long n = statistics.getN();
    double halfWidth =
        n < 2
            ? Double.NaN
            : new TDistribution(n - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * statistics.getStandardDeviation()
                / Math.sqrt((double) n);
    return new Interval(n, statistics.getMean(), halfWidth);
  }

  /** Wilson's 95 % confidence interval of a probability, in percent, as a table shows it. */
  public static String ofShare(int hits, int trials) {
    var interval = new WilsonScoreInterval().createInterval(trials, hits, CONFIDENCE);
    return percent(interval.getLowerBound()) + " to " + percent(interval.getUpperBound());
  }

  private static String percent(double share) {
    return Numbers.significant(Precision.round(100 * share, 6), 3);
  }

  /** The interval as a table shows it. */
  public String text() {
    return count < 2
        ? "one seed"
        : Numbers.significant(low(), 3) + " to " + Numbers.significant(high(), 3);
  }

  /** The lower end. */
  public double low() {
    return mean - halfWidth;
  }

  /** The upper end. */
  public double high() {
    return mean + halfWidth;
  }
}
