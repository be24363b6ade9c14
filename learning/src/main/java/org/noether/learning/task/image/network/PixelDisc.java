package org.noether.learning.task.image.network;

import java.util.stream.IntStream;
import org.noether.learning.tensor.Ints;

/**
 * The pixels of an image inside a disc about its centre: the points of its cloud, row by row. In 28
 * rows and columns, whose coordinates are equally spaced from -14 to 14, the disc has radius 15.
 *
 * @param height the number of rows
 * @param width the number of columns
 * @param pixels the numbers of the pixels, counted row by row
 */
record PixelDisc(int height, int width, Ints pixels) {
  private static final double RADIUS = 15.0 / 28;

  /** Returns the disc of an image. */
  static PixelDisc of(int height, int width) {
    double radius = RADIUS * Math.max(height, width);
    int[] inside =
        IntStream.range(0, height * width)
            .filter(pixel ->
                Math.hypot(coordinate(pixel / width, height), coordinate(pixel % width, width))
                    < radius)
            .toArray();
    return new PixelDisc(height, width, Ints.of(inside));
  }

  /** Returns the positions of the pixels, each its row's and its column's coordinate. */
  double[] positions() {
    double[] positions = new double[2 * pixels.size()];
    for (int i = 0; i < pixels.size(); i++) {
      positions[2 * i] = coordinate(pixels.get(i) / width, height);
      positions[2 * i + 1] = coordinate(pixels.get(i) % width, width);
    }
    return positions;
  }

  private static double coordinate(int index, int count) {
    return count == 1 ? 0 : -count / 2.0 + (double) index * count / (count - 1);
  }
}
