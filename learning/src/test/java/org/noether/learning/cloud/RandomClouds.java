package org.noether.learning.cloud;

import java.util.Random;
import java.util.stream.IntStream;

/** Points drawn evenly from the unit cube, cloud after cloud. */
public final class RandomClouds {
  private RandomClouds() {}

  /** Returns a layout of clouds that have from {@code smallest} to {@code largest} points. */
  public static CloudLayout layout(Random random, int clouds, int smallest, int largest) {
    return CloudLayout.of(
        IntStream.range(0, clouds).map(_ -> random.nextInt(smallest, largest + 1)).toArray());
  }

  /** Returns the distances of points of the plane. */
  public static PairDistances distances(Random random, CloudLayout layout) {
    return PairDistances.euclidean(layout, random.doubles(2L * layout.points()).toArray(), 2, 2);
  }

  /** Returns a subset of which each cloud keeps as many points as {@code sizes} says, at random. */
  public static int[][] kept(Random random, CloudLayout layout, int... sizes) {
    return IntStream.range(0, layout.clouds())
        .mapToObj(b -> random.ints(0, layout.size(b)).distinct().limit(sizes[b]).toArray())
        .toArray(int[][]::new);
  }
}
