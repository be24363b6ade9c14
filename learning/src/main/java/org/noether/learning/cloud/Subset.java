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

  /** Returns all points. */
  public static Subset all(CloudLayout layout) {
    return new Subset(layout, Ints.of(IntStream.range(0, layout.points()).toArray()));
  }
}
