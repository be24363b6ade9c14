package org.noether.learning.task.image.network;

import java.util.stream.IntStream;
import org.noether.learning.group.LieGroup;
import org.noether.learning.tensor.Ints;

/**
 * The pixels of an image inside a disc about its centre: the points of its cloud, row by row. In 28
 * rows and columns, whose coordinates are equally spaced from -14 to 14, the disc has radius 15. A
 * pixel at an origin that does not lift, as of the scalings, is left out.
 *
 * @param height the number of rows
 * @param width the number of columns
 * @param shift what is added to coordinates, so that all are positive where a group needs that
 * @param pixels the numbers of the pixels, counted row by row
 */
record PixelDisc(int height, int width, double shift, Ints pixels) {
  private static final double RADIUS = 15.0 / 28;

  /** Returns the disc of an image whose pixels lift to a group. */
  static PixelDisc of(int height, int width, LieGroup group) {
    double radius = RADIUS * Math.max(height, width);
    double shift = group.lifts(-1, -1) ? 0 : radius;
    int[] inside =
        IntStream.range(0, height * width)
            .filter(pixel -> {
              double row = coordinate(pixel / width, height);
              double column = coordinate(pixel % width, width);
              return Math.hypot(row, column) < radius && group.lifts(row + shift, column + shift);
            })
            .toArray();
    return new PixelDisc(height, width, shift, Ints.of(inside));
  }

  /** Returns the positions of the pixels, each its row's and its column's coordinate. */
  double[] positions() {
    double[] positions = new double[2 * pixels.size()];
    for (int i = 0; i < pixels.size(); i++) {
      positions[2 * i] = shift + coordinate(pixels.get(i) / width, height);
      positions[2 * i + 1] = shift + coordinate(pixels.get(i) % width, width);
    }
    return positions;
  }

  private static double coordinate(int index, int count) {
    return count == 1 ? 0 : -count / 2.0 + (double) index * count / (count - 1);
  }
}
