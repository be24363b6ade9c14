package org.noether.reports.table;

import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.noether.reports.plot.Numbers;

/**
 * Errors that fall as a power of the size of the training set: the least-squares line through their
 * logarithms.
 *
 * @param slope the exponent
 * @param halfWidth half the width of its 95 % confidence interval by Student's t
 * @param r2 the part of the variance that the line explains
 */
public record PowerLaw(double slope, double halfWidth, double r2) {
  private static final int LEAST_SIZES = 3;
  private static final double ALPHA = 0.05;

  /**
   * Fits the line.
   *
   * @param sizes positive and different
   * @param errors as many, positive
   * @return empty for fewer than three sizes, which leave nothing to estimate the interval from
   */
  public static Optional<PowerLaw> of(double[] sizes, double[] errors) {
    if (sizes.length < LEAST_SIZES) {
      return Optional.empty();
    }
    var regression = new SimpleRegression();
    for (int i = 0; i < sizes.length; i++) {
      regression.addData(Math.log(sizes[i]), Math.log(errors[i]));
    }
    return Optional.of(
        new PowerLaw(
            regression.getSlope(),
            regression.getSlopeConfidenceInterval(ALPHA),
            regression.getRSquare()));
  }

  /** The exponent as a table shows it. */
  public String exponent() {
    return Numbers.significant(slope, 3);
  }

  /** The interval as a table shows it. */
  public String interval() {
    return Interval.range(slope - halfWidth, slope + halfWidth);
  }
}
