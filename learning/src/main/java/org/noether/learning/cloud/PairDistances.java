package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Objects;
import org.noether.learning.tensor.Ints;

/**
 * The distances between all points of each cloud.
 *
 * <p>They belong to the edges of the complete clouds: those of point i, cloud by cloud, lead to all
 * points j of its cloud in their order, itself among them.
 */
public final class PairDistances {
  private final CloudLayout layout;
  private final CloudLayout edges;
  private final int[] cloudOfRow;
  private final double[] distances;

  /**
   * Wraps the distances.
   *
   * @param layout how clouds share the points
   * @param distances of each edge of the complete clouds
   * @throws IllegalArgumentException if there are not as many as edges, or one is not a number
   */
  public PairDistances(CloudLayout layout, double[] distances) {
    this.layout = layout;
    this.distances = distances.clone();
    this.cloudOfRow = layout.cloudOfRow().toArray();
    this.edges = edges(layout);
    if (distances.length != edges.points()) {
      throw new IllegalArgumentException(
          distances.length + " distances for " + edges.points() + " pairs of points");
    }
    if (Arrays.stream(distances).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("a distance is not a number");
    }
  }

  /**
   * Returns Euclidean distances.
   *
   * @param positions of all points, of shape (P, dim)
   * @param channels how many of a position's coordinates count, from the first
   * @throws IllegalArgumentException if there are not as many positions as points
   */
  public static PairDistances euclidean(
      CloudLayout layout, double[] positions, int dim, int channels) {
    if (positions.length != layout.points() * dim || channels < 1 || channels > dim) {
      throw new IllegalArgumentException(
          "%d numbers for %d positions of %d, of which %d count"
              .formatted(positions.length, layout.points(), dim, channels));
    }
    Ints receivers = receivers(layout);
    Ints senders = senders(layout);
    double[] distances = new double[senders.size()];
    for (int edge = 0; edge < distances.length; edge++) {
      double squares = 0;
      for (int k = 0; k < channels; k++) {
        double difference =
            positions[receivers.get(edge) * dim + k] - positions[senders.get(edge) * dim + k];
        squares += difference * difference;
      }
      distances[edge] = Math.sqrt(squares);
    }
    return new PairDistances(layout, distances);
  }

  /** Returns how clouds share the points. */
  public CloudLayout layout() {
    return layout;
  }

  /** Returns the distances of row i from rows of the same cloud. */
  public double[] from(int i, int[] rows) {
    int zero = edgeToRowZero(i);
    double[] distances = new double[rows.length];
    Arrays.setAll(distances, k -> this.distances[zero + rows[k]]);
    return distances;
  }

  /** Returns which of some rows of the same cloud are nearer to row i than a radius, in order. */
  int[] nearer(int i, int[] rows, double radius) {
    int zero = edgeToRowZero(i);
    int[] nearer = new int[rows.length];
    int size = 0;
    for (int k = 0; k < rows.length; k++) {
      nearer[size] = k; // without a branch, which would be hard to predict
      size += distances[zero + rows[k]] < radius ? 1 : 0;
    }
    return Arrays.copyOf(nearer, size);
  }

  /** Returns where the edge of row i to row 0 would be, if that were of the same cloud. */
  private int edgeToRowZero(int i) {
    int cloud = cloudOfRow[i];
    int start = layout.start(cloud);
    return edges.start(cloud) + (i - start) * layout.size(cloud) - start;
  }

  /**
   * Chooses points that are far from each other: one after the other, the point whose distance to
   * those chosen before is the largest (Eldar et al. 1997), the first of equals.
   *
   * @param rows the points to choose from, of one cloud
   * @param count how many to choose
   * @param start the index in {@code rows} of the first
   * @return indices in {@code rows}, in the order of their choice
   * @throws IllegalArgumentException if the count is not from 1 to the number of rows
   * @throws IndexOutOfBoundsException if there is no such first row
   */
  public int[] farthest(int[] rows, int count, int start) {
    if (count < 1 || count > rows.length) {
      throw new IllegalArgumentException(
          "cannot choose " + count + " of " + rows.length + " points");
    }
    double[] nearest = new double[rows.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int[] chosen = new int[count];
    int next = Objects.checkIndex(start, rows.length);
    for (int k = 0; k < count; k++) {
      chosen[k] = next;
      double[] near = from(rows[next], rows);
      Arrays.setAll(nearest, j -> Math.min(nearest[j], near[j]));
      nearest[next] = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < rows.length; j++) {
        next = nearest[j] > nearest[next] ? j : next;
      }
    }
    return chosen;
  }

  /** Returns the row i of each edge (i, j) of the complete clouds. */
  public static Ints receivers(CloudLayout layout) {
    return ends(layout, true);
  }

  /** Returns the row j of each edge (i, j) of the complete clouds. */
  public static Ints senders(CloudLayout layout) {
    return ends(layout, false);
  }

  private static Ints ends(CloudLayout layout, boolean first) {
    int[] rows = new int[edges(layout).points()];
    int edge = 0;
    for (int b = 0; b < layout.clouds(); b++) {
      for (int i = layout.start(b); i < layout.start(b + 1); i++) {
        for (int j = layout.start(b); j < layout.start(b + 1); j++) {
          rows[edge++] = first ? i : j;
        }
      }
    }
    return Ints.of(rows);
  }

  /** Returns how clouds share the edges. */
  private static CloudLayout edges(CloudLayout layout) {
    int[] sizes = new int[layout.clouds()];
    Arrays.setAll(sizes, b -> Math.multiplyExact(layout.size(b), layout.size(b)));
    return CloudLayout.of(sizes);
  }
}
