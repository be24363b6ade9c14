package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.tensor.Ints;

/**
 * A search for the neighbours of some points among those of the same cloud. Lists of neighbours are
 * in ascending order.
 *
 * @param distances the distances of all points
 * @param from the points that may be neighbours
 * @param to the points whose neighbours are searched
 * @param kept which points of {@code from} those of {@code to} are; empty if they are the same
 */
public record NeighbourSearch(
    PairDistances distances, Subset from, Subset to, Optional<Ints> kept) {
  /** Looks for neighbours of all points of a subset, among them. */
  public static NeighbourSearch among(PairDistances distances, Subset from) {
    return new NeighbourSearch(distances, from, from, Optional.empty());
  }

  /**
   * Looks for neighbours of some points of a subset, among all of them.
   *
   * @param kept for each cloud of the subset, which of its points
   * @throws IllegalArgumentException if there are not as many as clouds, or a cloud keeps none
   * @throws IndexOutOfBoundsException if a cloud has no such point
   */
  public static NeighbourSearch among(PairDistances distances, Subset from, int[][] kept) {
    CloudLayout layout = from.layout();
    if (kept.length != layout.clouds()) {
      throw new IllegalArgumentException(
          "points are kept of " + kept.length + " clouds, but there are " + layout.clouds());
    }
    int[] points =
        IntStream.range(0, kept.length)
            .flatMap(b ->
                Arrays.stream(kept[b])
                    .map(i -> layout.start(b) + Objects.checkIndex(i, layout.size(b))))
            .toArray();
    int[] rows = Arrays.stream(points).map(from.rows()::get).toArray();
    int[] sizes = Arrays.stream(kept).mapToInt(cloud -> cloud.length).toArray();
    Subset to = new Subset(CloudLayout.of(sizes), Ints.of(rows));
    return new NeighbourSearch(distances, from, to, Optional.of(Ints.of(points)));
  }

  /**
   * Returns, for each point, the nearest points of its cloud, or all if there are fewer. Of those
   * equally far the first are taken.
   *
   * @throws IllegalArgumentException if the count is not positive
   */
  public NeighbourLists nearest(int count) {
    demandPositive(count);
    return lists(chosen((row, among) -> nearest(distances.from(row, among), count)));
  }

  /**
   * The points in balls.
   *
   * @param lists the neighbours chosen from them
   * @param held the fraction of a cloud that a ball holds, on average over all balls
   */
  public record Balls(NeighbourLists lists, double held) {}

  /**
   * Returns, for each point, those nearer than the radius, or if they are more than {@code atMost}
   * as many of them at random, each with the same probability.
   *
   * @param random what draws the neighbours of a cloud's points
   * @throws IllegalArgumentException if {@code atMost} is not positive
   */
  public Balls within(double radius, int atMost, IntFunction<RandomGenerator> random) {
    demandPositive(atMost);
    int[][] lists = chosen((row, among) -> distances.nearer(row, among, radius));
    long held = Arrays.stream(lists).mapToLong(inside -> inside.length).sum();
    for (int b = 0; b < to.layout().clouds(); b++) {
      RandomGenerator own = random.apply(b);
      for (int i = to.layout().start(b); i < to.layout().start(b + 1); i++) {
        if (lists[i].length > atMost) {
          lists[i] = sampled(lists[i], atMost, own);
        }
      }
    }
    double cloud = (double) from.rows().size() / from.layout().clouds();
    return new Balls(lists(lists), held / cloud / lists.length);
  }

  private static void demandPositive(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a point cannot have " + count + " neighbours");
    }
  }

  private static int[] nearest(double[] distances, int count) {
    if (count >= distances.length) {
      return IntStream.range(0, distances.length).toArray();
    }
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    double farthest = sorted[count - 1];
    int[] nearest = new int[count];
    int equal = count;
    for (double distance : sorted) {
      equal -= distance < farthest ? 1 : 0;
    }
    int size = 0;
    for (int j = 0; size < count; j++) {
      if (distances[j] < farthest || (distances[j] == farthest && equal-- > 0)) {
        nearest[size++] = j;
      }
    }
    return nearest;
  }

  /** Returns the first numbers of a random permutation (Fisher and Yates), in ascending order. */
  private static int[] sampled(int[] all, int count, RandomGenerator random) {
    for (int k = 0; k < count; k++) {
      int other = random.nextInt(k, all.length);
      int swapped = all[k];
      all[k] = all[other];
      all[other] = swapped;
    }
    int[] first = Arrays.copyOf(all, count);
    Arrays.sort(first);
    return first;
  }

  @FunctionalInterface
  private interface Choice {
    /** Returns which of the rows of a cloud are chosen for one of its rows: their indices. */
    int[] of(int row, int[] among);
  }

  /** Returns a choice for each point. */
  private int[][] chosen(Choice choice) {
    CloudLayout clouds = from.layout();
    int[][] rows = IntStream.range(0, clouds.clouds()).mapToObj(from::rowsOf).toArray(int[][]::new);
    Ints cloudOf = to.layout().cloudOfRow();
    return IntStream.range(0, to.rows().size())
        .parallel()
        .mapToObj(i -> {
          int start = clouds.start(cloudOf.get(i));
          int[] list = choice.of(to.rows().get(i), rows[cloudOf.get(i)]);
          Arrays.setAll(list, k -> start + list[k]);
          return list;
        })
        .toArray(int[][]::new);
  }

  private NeighbourLists lists(int[][] lists) {
    int[] rowPtr = new int[lists.length + 1];
    for (int i = 0; i < lists.length; i++) {
      rowPtr[i + 1] = Math.addExact(rowPtr[i], lists[i].length);
    }
    int[] senders = new int[rowPtr[lists.length]];
    for (int i = 0; i < lists.length; i++) {
      System.arraycopy(lists[i], 0, senders, rowPtr[i], lists[i].length);
    }
    return new NeighbourLists(from, to, kept, Ints.of(rowPtr), Ints.of(senders), false);
  }
}
