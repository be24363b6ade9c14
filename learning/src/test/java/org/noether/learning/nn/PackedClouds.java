package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.PairDistances;

/** The clouds of a golden case without their padding. */
public final class PackedClouds {
  private final boolean[] present;
  private final int padded;
  private final int[] rows;
  private final CloudLayout layout;

  PackedClouds(int clouds, boolean[] present) {
    this.present = present;
    this.padded = present.length / clouds;
    this.rows = IntStream.range(0, present.length).filter(row -> present[row]).toArray();
    int[] sizes = new int[clouds];
    Arrays.stream(rows).forEach(row -> sizes[row / padded]++);
    this.layout = CloudLayout.of(sizes);
  }

  CloudLayout layout() {
    return layout;
  }

  /** Returns the rows of a cloud. */
  int[] rowsOf(int cloud) {
    return IntStream.range(layout.start(cloud), layout.start(cloud + 1)).toArray();
  }

  /** Returns where a row is among the padded ones. */
  int padded(int row) {
    return rows[row];
  }

  /** Returns where rows are among the padded ones. */
  int[] padded(int[] packed) {
    return Arrays.stream(packed).map(row -> rows[row]).toArray();
  }

  /** Returns the rows of a padded matrix that are not padding. */
  double[] rows(double[] matrix, int columns) {
    double[] packed = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(matrix, rows[i] * columns, packed, i * columns, columns);
    }
    return packed;
  }

  /** Returns distances from those of all padded pairs. */
  PairDistances distances(double[] paddedPairs) {
    int[] first = PairDistances.receivers(layout).toArray();
    int[] second = PairDistances.senders(layout).toArray();
    double[] distances = new double[first.length];
    for (int e = 0; e < first.length; e++) {
      distances[e] = paddedPairs[rows[first[e]] * padded + rows[second[e]] % padded];
    }
    return new PairDistances(layout, distances);
  }

  /**
   * Compares lists of all points with what the reference recorded for a convolution. Where it drew
   * neighbours at random, only their number is compared. Its mask of nearest neighbours goes by
   * their place in the list instead of the point they are, so that mask is not used.
   */
  void compare(GoldenLayer golden, int convolution, NeighbourLists ours) {
    int[] idx = golden.indices("rec.nbhd_idx." + convolution);
    boolean[] mask = golden.mask("rec.nbhd_mask." + convolution);
    int degree = idx.length / present.length;
    boolean nearest =
        golden.json().path("knn").asBoolean(false)
            || golden.json().path("kind").stringValue().equals("pointconv");
    for (int i = 0; i < rows.length; i++) {
      int[] mine =
          IntStream.range(ours.rowPtr().get(i), ours.rowPtr().get(i + 1))
              .map(e -> rows[ours.senders().get(e)] % padded)
              .toArray();
      int row = rows[i] * degree;
      int start = rows[i] / padded * padded;
      int[] theirs =
          IntStream.range(row, row + degree)
              .filter(e -> nearest ? present[start + idx[e]] : mask[e])
              .map(e -> idx[e])
              .sorted()
              .toArray();
      if (degree < padded && !nearest) {
        assertThat(mine).as("neighbours of " + i).hasSameSizeAs(theirs);
      } else {
        assertThat(mine).as("neighbours of " + i).containsExactly(theirs);
      }
    }
  }
}
