package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random states at which symmetries are tested. */
public final class States {
  /** Random shift of each element of a state, relative to its spread. */
  private static final double SHIFT = 0.02;

  private static final int ATTEMPTS = 100;

  private States() {}

  /**
   * Draws states. Each is shifted at random by 2 % of the spread of each of its elements, because a
   * distribution may have structure that is not the system's, such as a star that always rests in
   * the origin, and would lend its symmetry to the system.
   *
   * @param draw draws a state
   * @param usable whether the system is defined at a state
   * @throws IllegalArgumentException if too few states are usable
   */
  public static double[][] draw(
      int count, Supplier<double[]> draw, Predicate<double[]> usable, RandomGenerator random) {
    List<double[]> drawn = take(count, draw, usable);
    double[] spread = spread(drawn.toArray(double[][]::new));
    var next = drawn.iterator();
    return take(
            count,
            () -> shifted((next.hasNext() ? next.next() : draw.get()), spread, random),
            usable)
        .toArray(double[][]::new);
  }

  private static List<double[]> take(
      int count, Supplier<double[]> draw, Predicate<double[]> usable) {
    var taken = new ArrayList<double[]>();
    for (int left = ATTEMPTS * count; taken.size() < count; left--) {
      if (left == 0) {
        throw new IllegalArgumentException(
            "of %d states drawn at random only %d have a finite energy with finite derivatives"
                .formatted(ATTEMPTS * count, taken.size()));
      }
      double[] z = draw.get();
      if (usable.test(z)) {
        taken.add(z);
      }
    }
    return taken;
  }

  private static double[] shifted(double[] z, double[] spread, RandomGenerator random) {
    var moved = new double[z.length];
    Arrays.setAll(moved, i -> z[i] + SHIFT * spread[i] * random.nextGaussian());
    return moved;
  }

  /**
   * The root mean square of each element over some states; of all positions, or all momenta, for an
   * element that is always zero; 1 if those are zero as well.
   */
  static double[] spread(double[][] states) {
    int length = states[0].length;
    var spread = new double[length];
    for (double[] z : states) {
      for (int i = 0; i < length; i++) {
        spread[i] += z[i] * z[i] / states.length;
      }
    }
    for (int from : new int[] {0, length / 2}) {
      int to = from + length / 2;
      double mean = Arrays.stream(spread, from, to).average().orElse(0);
      for (int i = from; i < to; i++) {
        double square = spread[i] > 0 ? spread[i] : mean;
        spread[i] = square > 0 ? Math.sqrt(square) : 1;
      }
    }
    return spread;
  }
}
