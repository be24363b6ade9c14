package org.noether.simulation.image;

/**
 * Rotation of images about their centre: bilinear, with zeros outside, as PyTorch's {@code
 * affine_grid} and {@code grid_sample} do it by default (corners not aligned).
 */
public final class Rotation {
  private Rotation() {}

  /**
   * Rotates one image of shape (channels, height, width), which begins at {@code fromOffset} and
   * whose rotated image begins at {@code toOffset}.
   *
   * @param angle in radians, clockwise as the image is seen
   */
  public static void rotate(
      float[] from,
      int fromOffset,
      float[] to,
      int toOffset,
      int channels,
      int height,
      int width,
      double angle) {
    var map = new double[] {Math.cos(angle), Math.sin(angle), 0, 0};
    sample(from, fromOffset, to, toOffset, new int[] {channels, height, width}, map);
  }

  /** Moves by a map of cosine, sine and the shares of half the width and height to go on by. */
  static void sample(
      float[] from, int fromOffset, float[] to, int toOffset, int[] shape, double[] map) {
    int height = shape[1];
    int width = shape[2];
    for (int i = 0; i < shape[0] * height * width; i++) {
      int column = i % width;
      int row = i / width % height;
      int plane = fromOffset + i / width / height * height * width;
      double toX = (2 * column + 1.0) / width - 1;
      double toY = (2 * row + 1.0) / height - 1;
      double atX = ((map[0] * toX + map[1] * toY + map[2] + 1) * width - 1) / 2;
      double atY = ((map[0] * toY - map[1] * toX + map[3] + 1) * height - 1) / 2;
      int left = (int) Math.floor(atX);
      int top = (int) Math.floor(atY);
      double sum = 0;
      for (int y = Math.max(top, 0); y <= Math.min(top + 1, height - 1); y++) {
        for (int x = Math.max(left, 0); x <= Math.min(left + 1, width - 1); x++) {
          double weight = (1 - Math.abs(atX - x)) * (1 - Math.abs(atY - y));
          sum += weight * from[plane + y * width + x];
        }
      }
      to[toOffset + i] = (float) sum;
    }
  }
}
