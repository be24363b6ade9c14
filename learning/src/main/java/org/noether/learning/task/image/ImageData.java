package org.noether.learning.task.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.io.Sha256;
import org.noether.simulation.split.DatasetSplit;

/**
 * The images of a run.
 *
 * @param train those to learn from
 * @param valid those on which the error after each epoch is measured
 * @param selects whether these select the best epoch; else they are test images, and the last epoch
 *     is kept
 * @param test the test images
 * @param format what the images are like
 * @param sha256 the digest of all these images and their labels
 */
record ImageData(
    LabelledImages train,
    LabelledImages valid,
    boolean selects,
    LabelledImages test,
    ImageFormat format,
    String sha256) {
  /** The most test images that are followed from epoch to epoch. */
  static final int FOLLOWED = 1000;

  private static final int SMALL_TEST_SHARE = 10;

  /**
   * Returns the data of a configuration. If it asks for more training images than there are, all
   * but those to validate are used.
   *
   * @throws IllegalArgumentException if there are none left to learn from
   */
  static ImageData of(ImageDataset dataset, ImageConfig config) {
    int there = dataset.train().size();
    int val = count(config.val(), there);
    int train = Math.min(count(config.train(), there), there - val);
    if (train < 1) {
      throw new IllegalArgumentException(
          "of %d training images, %d to validate leave none to learn from".formatted(there, val));
    }
    Map<String, Double> sizes = new TreeMap<>(Map.of("train", (double) train));
    if (val > 0) {
      sizes.put("val", (double) val);
    }
    Map<String, int[]> parts = DatasetSplit.of(there, sizes);
    LabelledImages learned = part(dataset, parts, "train");
    LabelledImages test = dataset.test();
    if (config.smallTest()) {
      int batches = 1 + Math.ceilDiv(train, config.bs()) / SMALL_TEST_SHARE;
      test = first(test, (long) batches * config.bs());
    }
    if (config.nTest().isPresent()) {
      int count = Math.min(config.nTest().get(), test.size());
      Map<String, int[]> some = DatasetSplit.of(test.size(), Map.of("test", (double) count));
      test = test.select(Objects.requireNonNull(some.get("test")));
    }
    LabelledImages valid = val > 0 ? part(dataset, parts, "val") : first(test, FOLLOWED);
    return new ImageData(
        learned, valid, val > 0, test, ImageFormat.of(dataset), digest(learned, valid, test));
  }

  private static int count(double size, int there) {
    return (int) (size <= 1 ? Math.rint(size * there) : Math.min(size, there));
  }

  private static LabelledImages part(ImageDataset dataset, Map<String, int[]> parts, String name) {
    return dataset.train().select(Objects.requireNonNull(parts.get(name)));
  }

  static LabelledImages first(LabelledImages images, long count) {
    return images.size() <= count
        ? images
        : images.select(IntStream.range(0, (int) count).toArray());
  }

  private static String digest(LabelledImages... parts) {
    MessageDigest digest = Sha256.digest();
    for (LabelledImages part : parts) {
      int each = part.pixelsEach();
      ByteBuffer bytes = ByteBuffer.allocate((each + 1) * Float.BYTES);
      for (int i = 0; i < part.size(); i++) {
        bytes.clear();
        bytes.asFloatBuffer().put(part.pixels(), i * each, each);
        bytes.putInt(each * Float.BYTES, part.labels()[i]);
        digest.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
