package org.noether.learning.train;

import java.util.List;

/** The middle of some numbers. */
final class Median {
  private Median() {}

  /** Returns the median of at least one number. */
  static double of(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : 0.5 * (sorted.get(half - 1) + sorted.get(half));
  }
}
