package org.noether.learning.cloud;

import java.util.stream.IntStream;
import org.noether.learning.tensor.Ints;

/**
 * Points that are left of clouds, cloud after cloud.
 *
 * @param layout how clouds share the points that are left
 * @param rows the row of each among all points
 */
public record Subset(CloudLayout layout, Ints rows) {

  /**
   * Checks their number.
   *
   * @throws IllegalArgumentException if there are not as many rows as points
   */
  public Subset {
    if (rows.size() != layout.points()) {
      throw new IllegalArgumentException(rows.size() + " rows of " + layout.points() + " points");
    }
  }

  /** Returns all points. */
  public static Subset all(CloudLayout layout) {
    return new Subset(layout, Ints.of(IntStream.range(0, layout.points()).toArray()));
  }

  /** Returns the rows of a cloud. */
  int[] rowsOf(int cloud) {
    return IntStream.range(layout.start(cloud), layout.start(cloud + 1)).map(rows::get).toArray();
  }
}
