package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.cloud.NeighbourSearch;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.tensor.Ints;

/**
 * Chooses the points and neighbours of a network's convolutions before it is traced, for clouds
 * whose positions are known by then.
 */
public final class NeighbourChoice {
  private final List<LieConv> convolutions;
  private final Subsampling subsampling;
  private final IntFunction<RandomGenerator> random;
  private final List<List<Kept>> cached = new ArrayList<>();

  /**
   * Makes a choice for convolutions of which each works on the points that the one before left.
   *
   * @param subsampling how points are left out, where a convolution keeps a fraction only
   * @param random draws neighbours, and the first point of those kept
   */
  public NeighbourChoice(
      List<LieConv> convolutions, Subsampling subsampling, RandomGenerator random) {
    this(convolutions, subsampling, _ -> random);
  }

  /**
   * As {@link #NeighbourChoice(List, Subsampling, RandomGenerator)}, but each cloud of a batch may
   * have a generator of its own, so that nothing depends on what is beside it in the batch.
   */
  public NeighbourChoice(
      List<LieConv> convolutions, Subsampling subsampling, IntFunction<RandomGenerator> random) {
    this.convolutions = List.copyOf(convolutions);
    this.subsampling = subsampling;
    this.random = random;
    this.convolutions.forEach(_ -> cached.add(new ArrayList<>()));
  }

  /**
   * How points are left out.
   *
   * @param cache whether the points that the first batch keeps are kept of all later ones, whose
   *     clouds must then be alike
   * @param exchange whether the two points of pairs change places each time that points are left
   *     out, so that then log(u^-1 v) stands for log(v^-1 u), as in the reference implementation;
   *     weights that were trained there need it
   */
  public record Subsampling(boolean cache, boolean exchange) {}

  /** Which points of a cloud of {@code size} points are kept. */
  private record Kept(int size, Ints points) {}

  /**
   * What was chosen for a batch.
   *
   * @param lists the neighbours of each convolution
   * @param radii the balls' radii of each convolution, for the next batch of a training
   */
  public record Chosen(List<NeighbourLists> lists, List<Double> radii) {}

  /**
   * Chooses for a batch.
   *
   * @param distances of its points
   * @param radii the balls' radii of each convolution
   * @throws IllegalArgumentException if points that were kept before do not fit the clouds of this
   *     batch, or there are not as many radii as convolutions
   */
  public Chosen choose(PairDistances distances, List<Double> radii) {
    if (radii.size() != convolutions.size()) {
      throw new IllegalArgumentException(
          radii.size() + " radii for " + convolutions.size() + " convolutions");
    }
    List<NeighbourLists> lists = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    Subset points = Subset.all(distances.layout());
    boolean exchanged = false;
    for (int i = 0; i < convolutions.size(); i++) {
      LieConv convolution = convolutions.get(i);
      ConvolutionOptions options = convolution.options();
      double radius = radii.get(i);
      boolean all = options.dsFrac() == 1;
      NeighbourSearch search =
          all
              ? NeighbourSearch.among(distances, points)
              : NeighbourSearch.among(distances, points, kept(i, distances, points));
      NeighbourLists found;
      if (options.knn()) {
        found = search.nearest(options.nbhd());
        next.add(radius);
      } else {
        NeighbourSearch.Balls balls = search.within(radius, options.nbhd(), random);
        found = balls.lists();
        next.add(convolution.follow(radius, balls.held()));
      }
      lists.add(exchanged ? found.exchange() : found);
      exchanged ^= subsampling.exchange() && !all;
      points = found.to();
    }
    return new Chosen(List.copyOf(lists), List.copyOf(next));
  }

  /** Returns how many of {@code points} points a convolution keeps. */
  public static int keptOf(int points, double fraction) {
    return Math.max(1, (int) Math.rint(fraction * points));
  }

  /** Returns which points of each cloud the convolution keeps. */
  private int[][] kept(int convolution, PairDistances distances, Subset points) {
    CloudLayout layout = points.layout();
    List<Kept> known = subsampling.cache() ? cached.get(convolution) : new ArrayList<>();
    double fraction = convolutions.get(convolution).options().dsFrac();
    for (int b = known.size(); b < layout.clouds(); b++) {
      int count = keptOf(layout.size(b), fraction);
      int first = random.apply(b).nextInt(layout.size(b));
      int[] farthest = distances.farthest(points.rowsOf(b), count, first);
      known.add(new Kept(layout.size(b), Ints.of(farthest)));
    }
    int[][] kept = new int[layout.clouds()][];
    for (int b = 0; b < kept.length; b++) {
      if (known.get(b).size() != layout.size(b)) {
        throw new IllegalArgumentException(
            "points were kept of a cloud of %d points, which does not fit one of %d"
                .formatted(known.get(b).size(), layout.size(b)));
      }
      kept[b] = known.get(b).points().toArray();
    }
    return kept;
  }
}
