package org.noether.reports.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Images of at most 256 colours, whose files are about a third as large. */
final class IndexedImage {
  private static final int MOST_COLOURS = 256;
  private static final int BITS = 8;
  private static final int CHANNEL = 0xff;

  private IndexedImage() {}

  /** An image in its most frequent colours; each other one becomes the nearest of them. */
  static BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    Map<Integer, Long> frequencies =
        Arrays.stream(pixels)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    int[] palette =
        frequencies.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Integer, Long>>comparingLong(Map.Entry::getValue)
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    var model =
        new IndexColorModel(BITS, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    var indexed =
        new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      int place = places.computeIfAbsent(pixels[i], rgb -> nearest(rgb, palette));
      indexed.getRaster().setSample(i % width, i / width, 0, place);
    }
    return indexed;
  }

  private static int nearest(int rgb, int[] palette) {
    int best = 0;
    for (int i = 1; i < palette.length; i++) {
      best = distance(rgb, palette[i]) < distance(rgb, palette[best]) ? i : best;
    }
    return best;
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift < 3 * BITS; shift += BITS) {
      int difference = (a >> shift & CHANNEL) - (b >> shift & CHANNEL);
      sum += difference * difference;
    }
    return sum;
  }
}
