package org.noether.simulation.molecule;

import java.util.Arrays;

/**
 * The mean and spread of a property.
 *
 * @param mean the mean
 * @param std the standard deviation of the sample (its squares divided by n - 1, as PyTorch does);
 *     training normalises by this and the mean
 * @param meanAbsoluteDeviation the mean distance from the mean: the error of always predicting the
 *     mean
 */
public record TargetStatistics(double mean, double std, double meanAbsoluteDeviation) {
  /**
   * The statistics of some values.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public static TargetStatistics of(double[] values) {
    if (values.length < 2) {
      throw new IllegalArgumentException("%d values have no spread".formatted(values.length));
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = Arrays.stream(values).map(v -> Math.abs(v - mean)).average().orElseThrow();
    return new TargetStatistics(mean, Math.sqrt(squares / (values.length - 1)), deviation);
  }
}
