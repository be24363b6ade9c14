package org.noether.reports.table;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.apache.commons.math3.util.Precision;
import org.noether.reports.plot.Numbers;

/**
 * A mean of errors with its 95 % confidence interval, both positive. Where all errors are positive
 * they are a geometric mean and an interval by Student's t of the logarithms, which supposes that
 * the repetitions are independent and about log-normal. Where an error is zero they are the
 * arithmetic mean and the percentile bootstrap (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, section 13.3). With one value there is no interval.
 *
 * @param count how many values
 * @param mean their mean
 * @param low the lower end; NaN with fewer than two values
 * @param high the upper end; NaN with fewer than two values
 */
public record Interval(long count, double mean, double low, double high) {
  private static final double CONFIDENCE = 0.95;
  private static final int RESAMPLES = 10_000;

  /**
   * Summarises errors.
   *
   * @param values at least one, none negative
   * @throws IllegalArgumentException if there are none
   */
  public static Interval of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean needs at least one value");
    }
    return Arrays.stream(values).allMatch(value -> value > 0)
        ? ofPositive(values)
        : bootstrapped(values);
  }

  private static Interval ofPositive(double[] values) {
    var logs = new SummaryStatistics();
    Arrays.stream(values).map(Math::log).forEach(logs::addValue);
    double halfWidth = halfWidth(logs);
    DoubleUnaryOperator times = log -> Math.exp(logs.getMean() + log);
    return new Interval(
        values.length,
        values.length == 1 ? values[0] : times.applyAsDouble(0),
        times.applyAsDouble(-halfWidth),
        times.applyAsDouble(halfWidth));
  }

  /** Half the width of the interval of a mean by Student's t; NaN with fewer than two values. */
  static double halfWidth(SummaryStatistics statistics) {
    long n = statistics.getN();
    return n < 2
        ? Double.NaN
        : new TDistribution(n - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
            * statistics.getStandardDeviation()
            / Math.sqrt((double) n);
  }

  private static Interval bootstrapped(double[] values) {
    double mean = StatUtils.mean(values);
    if (values.length == 1) {
      return new Interval(1, mean, Double.NaN, Double.NaN);
    }
    var random = new Well19937c(0);
    var means = new double[RESAMPLES];
    Arrays.setAll(
        means,
        _ -> {
          double sum = 0;
          for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
          }
          return sum / values.length;
        });
    double tail = 50 * (1 - CONFIDENCE);
    return new Interval(
        values.length,
        mean,
        StatUtils.percentile(means, tail),
        StatUtils.percentile(means, 100 - tail));
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
    return count < 2 ? "one seed" : range(low, high);
  }

  /** Two ends as a table shows them. */
  static String range(double low, double high) {
    return Numbers.significant(low, 3) + " to " + Numbers.significant(high, 3);
  }
}
