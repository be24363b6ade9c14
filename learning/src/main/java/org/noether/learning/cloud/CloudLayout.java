package org.noether.learning.cloud;

import java.util.Arrays;
import org.noether.learning.tensor.Ints;

/**
 * How clouds share rows: those of cloud b are {@code start(b)} to {@code start(b + 1)} exclusively.
 *
 * @param starts one number more than there are clouds, ascending from 0
 */
public record CloudLayout(Ints starts) {
  /**
   * Checks the rows.
   *
   * @throws IllegalArgumentException if the first is not 0, or they do not ascend
   */
  public CloudLayout {
    if (starts.size() == 0 || starts.get(0) != 0) {
      throw new IllegalArgumentException("rows do not start at 0");
    }
    for (int b = 1; b < starts.size(); b++) {
      if (starts.get(b) <= starts.get(b - 1)) {
        throw new IllegalArgumentException("cloud " + (b - 1) + " has no points");
      }
    }
  }

  /**
   * Returns the layout of clouds of the given sizes.
   *
   * @throws IllegalArgumentException if a cloud is empty
   */
  public static CloudLayout of(int... sizes) {
    int[] starts = new int[sizes.length + 1];
    for (int b = 0; b < sizes.length; b++) {
      starts[b + 1] = Math.addExact(starts[b], sizes[b]);
    }
    return new CloudLayout(Ints.of(starts));
  }

  /** Returns the number of clouds. */
  public int clouds() {
    return starts.size() - 1;
  }

  /** Returns the number of points of all clouds together. */
  public int points() {
    return starts.get(clouds());
  }

  /** Returns the first row of a cloud, or the number of rows for the cloud after the last. */
  public int start(int cloud) {
    return starts.get(cloud);
  }

  /** Returns the number of points of a cloud. */
  public int size(int cloud) {
    return start(cloud + 1) - start(cloud);
  }

  /** Returns the cloud of each row. */
  public Ints cloudOfRow() {
    int[] clouds = new int[points()];
    for (int b = 0; b < clouds(); b++) {
      Arrays.fill(clouds, start(b), start(b + 1), b);
    }
    return Ints.of(clouds);
  }

  /** Returns the layout when each point becomes {@code samples} points. */
  public CloudLayout repeated(int samples) {
    int[] sizes = new int[clouds()];
    Arrays.setAll(sizes, b -> Math.multiplyExact(size(b), samples));
    return of(sizes);
  }
}
