package org.noether.reports.table;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.inference.TTest;
import org.noether.reports.plot.Numbers;

/**
 * The errors of one network against those of another on the same systems: the paired t-test of
 * their logarithms, which supposes that the systems are independent draws and the log-ratios about
 * normal. It says how sure the difference between these trained networks is, and nothing about
 * other seeds.
 *
 * @param ratio the geometric mean of the ratios
 * @param low the lower end of its 95 % confidence interval
 * @param high the upper end
 * @param p the probability of a difference as large, or larger, were the networks equally good
 */
public record PairedErrors(double ratio, double low, double high, double p) {
  /**
   * Compares errors.
   *
   * @param errors positive, at least two
   * @param others as many, of the same systems in the same order
   */
  public static PairedErrors of(double[] errors, double[] others) {
    double[] logs = new double[errors.length];
    double[] otherLogs = new double[errors.length];
    var ratios = new SummaryStatistics();
    for (int i = 0; i < errors.length; i++) {
      logs[i] = Math.log(errors[i]);
      otherLogs[i] = Math.log(others[i]);
      ratios.addValue(logs[i] - otherLogs[i]);
    }
    double halfWidth = Interval.halfWidth(ratios);
    boolean alike = ratios.getMin() == 0 && ratios.getMax() == 0;
    return new PairedErrors(
        Math.exp(ratios.getMean()),
        Math.exp(ratios.getMean() - halfWidth),
        Math.exp(ratios.getMean() + halfWidth),
        alike ? 1 : new TTest().pairedTTest(logs, otherLogs));
  }

  /** The interval as a table shows it. */
  public String interval() {
    return Interval.range(low, high);
  }

  /** The probability as a table shows it. */
  public String probability() {
    return p < 1e-6 ? "< 10⁻⁶" : Numbers.significant(p, 2);
  }
}
