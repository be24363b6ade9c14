package org.noether.simulation.image;

import java.util.Arrays;
import java.util.List;

/**
 * Labelled images of one size. The arrays are not copied.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height number of rows
 * @param width number of columns
 * @param pixels shape (images, channels, height, width), row-major, in [0, 1]
 * @param labels the class of each image, counted from 0; -1 where it is not known
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledImages(int channels, int height, int width, float[] pixels, int[] labels) {
  /** Most pixels that are read from one place; all of MNIST has 55 million. */
  static final int MAX_PIXELS = 1 << 27;

  /** Checks the number and the values of the pixels. */
  public LabelledImages {
    if ((long) channels * height * width * labels.length != pixels.length) {
      throw new IllegalArgumentException("the number of pixels is not that of the images");
    }
    for (int i = 0; i < pixels.length; i++) {
      if (!(pixels[i] >= 0 && pixels[i] <= 1)) {
        throw new IllegalArgumentException("pixel %d is %s, not in [0, 1]".formatted(i, pixels[i]));
      }
    }
  }

  /** Joins images, at least one part, all of the same size. */
  static LabelledImages join(List<LabelledImages> parts) {
    LabelledImages first = parts.getFirst();
    int[] labels = parts.stream().flatMapToInt(part -> Arrays.stream(part.labels)).toArray();
    var pixels = new float[Math.multiplyExact(labels.length, first.pixelsEach())];
    int end = 0;
    for (LabelledImages part : parts) {
      System.arraycopy(part.pixels, 0, pixels, end, part.pixels.length);
      end += part.pixels.length;
    }
    return new LabelledImages(first.channels, first.height, first.width, pixels, labels);
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Number of pixels of one image, in all channels. */
  public int pixelsEach() {
    return channels * height * width;
  }

  /** The images with the given indices, in that order. */
  public LabelledImages select(int[] which) {
    int each = pixelsEach();
    var selected = new float[Math.multiplyExact(which.length, each)];
    var classes = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(pixels, which[i] * each, selected, i * each, each);
      classes[i] = labels[which[i]];
    }
    return new LabelledImages(channels, height, width, selected, classes);
  }

  /** Width, height and channels. */
  String shape() {
    return width + " x " + height + (channels == 1 ? "" : " x " + channels);
  }
}
