package org.noether.learning.cloud;

import java.util.Arrays;
import org.noether.learning.tensor.Ints;

/**
 * The distances between all points of each cloud.
 *
 * <p>They belong to the edges of the complete clouds: those of point i, cloud by cloud, lead to all
 * points j of its cloud in their order, itself among them.
 */
public final class PairDistances {
  private final CloudLayout layout;
  private final int[] starts;
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
    this.starts = new int[layout.clouds() + 1];
    for (int b = 0; b < layout.clouds(); b++) {
      starts[b + 1] = Math.addExact(starts[b], Math.multiplyExact(layout.size(b), layout.size(b)));
    }
    if (distances.length != starts[layout.clouds()]) {
      throw new IllegalArgumentException(
          distances.length + " distances for " + starts[layout.clouds()] + " pairs of points");
    }
    for (double distance : distances) {
      if (Double.isNaN(distance)) {
        throw new IllegalArgumentException("a distance is not a number");
      }
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
          positions.length
              + " numbers for "
              + layout.points()
              + " positions of "
              + dim
              + ", of which "
              + channels
              + " count");
    }
    double[] distances = new double[edges(layout)];
    int edge = 0;
    for (int b = 0; b < layout.clouds(); b++) {
      for (int i = layout.start(b); i < layout.start(b + 1); i++) {
        for (int j = layout.start(b); j < layout.start(b + 1); j++) {
          double squares = 0;
          for (int k = 0; k < channels; k++) {
            double difference = positions[i * dim + k] - positions[j * dim + k];
            squares += difference * difference;
          }
          distances[edge++] = Math.sqrt(squares);
        }
      }
    }
    return new PairDistances(layout, distances);
  }

  /** Returns how clouds share the points. */
  public CloudLayout layout() {
    return layout;
  }

  /** Returns the distances of row i from rows of the same cloud. */
  public double[] from(int i, int[] rows) {
    int cloud = cloudOfRow[i];
    int start = layout.start(cloud);
    int first = starts[cloud] + (i - start) * layout.size(cloud) - start;
    double[] distances = new double[rows.length];
    Arrays.setAll(distances, k -> this.distances[first + rows[k]]);
    return distances;
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
    int[] rows = new int[edges(layout)];
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

  private static int edges(CloudLayout layout) {
    int count = 0;
    for (int b = 0; b < layout.clouds(); b++) {
      count = Math.addExact(count, Math.multiplyExact(layout.size(b), layout.size(b)));
    }
    return count;
  }
}
