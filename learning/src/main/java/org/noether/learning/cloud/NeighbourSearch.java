package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.tensor.Ints;

/**
 * Looks for the neighbours of some points among those of the same cloud.
 *
 * <p>Lists are in ascending order, whatever the order of choice.
 */
public final class NeighbourSearch {
  private final PairDistances distances;
  private final Subset from;
  private final Subset to;
  private final Optional<Ints> kept;

  private NeighbourSearch(PairDistances distances, Subset from, Subset to, Optional<Ints> kept) {
    this.distances = distances;
    this.from = from;
    this.to = to;
    this.kept = kept;
  }

  /** Looks for neighbours of all points of a subset, among them. */
  public static NeighbourSearch among(PairDistances distances, Subset from) {
    return new NeighbourSearch(distances, from, from, Optional.empty());
  }

  /**
   * Looks for neighbours of some points of a subset, among all of them.
   *
   * @param kept for each cloud of the subset, which of its points
   */
  public static NeighbourSearch among(PairDistances distances, Subset from, int[][] kept) {
    int[] points =
        IntStream.range(0, kept.length)
            .flatMap(b -> Arrays.stream(kept[b]).map(i -> from.layout().start(b) + i))
            .toArray();
    int[] rows = Arrays.stream(points).map(from.rows()::get).toArray();
    int[] sizes = Arrays.stream(kept).mapToInt(cloud -> cloud.length).toArray();
    Subset to = new Subset(CloudLayout.of(sizes), Ints.of(rows));
    return new NeighbourSearch(distances, from, to, Optional.of(Ints.of(points)));
  }

  /** Returns, for each point, the nearest points of its cloud, or all if there are fewer. */
  public NeighbourLists nearest(int count) {
    int[][] lists = new int[to.rows().size()][];
    for (int b = 0; b < to.layout().clouds(); b++) {
      int[] candidates = candidates(b);
      for (int i = to.layout().start(b); i < to.layout().start(b + 1); i++) {
        int row = to.rows().get(i);
        lists[i] =
            Arrays.stream(candidates)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> distances.between(row, from.rows().get(j))))
                .limit(count)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
      }
    }
    return lists(lists);
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
   */
  public Balls within(double radius, int atMost, RandomGenerator random) {
    int[][] lists = new int[to.rows().size()][];
    long held = 0;
    for (int b = 0; b < to.layout().clouds(); b++) {
      int[] candidates = candidates(b);
      for (int i = to.layout().start(b); i < to.layout().start(b + 1); i++) {
        int row = to.rows().get(i);
        int[] inside =
            Arrays.stream(candidates)
                .filter(j -> distances.between(row, from.rows().get(j)) < radius)
                .toArray();
        held += inside.length;
        lists[i] = inside.length <= atMost ? inside : chosen(inside, atMost, random);
      }
    }
    double cloud = (double) from.rows().size() / from.layout().clouds();
    return new Balls(lists(lists), (double) held / lists.length / cloud);
  }

  /** Returns the first numbers of a random permutation (Fisher and Yates), in ascending order. */
  private static int[] chosen(int[] all, int count, RandomGenerator random) {
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

  private int[] candidates(int cloud) {
    return IntStream.range(from.layout().start(cloud), from.layout().start(cloud + 1)).toArray();
  }

  private NeighbourLists lists(int[][] lists) {
    int[] rowPtr = new int[lists.length + 1];
    for (int i = 0; i < lists.length; i++) {
      rowPtr[i + 1] = Math.addExact(rowPtr[i], lists[i].length);
    }
    int[] senders = Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray();
    return new NeighbourLists(from, to, kept, Ints.of(rowPtr), Ints.of(senders), false);
  }
}
