package org.noether.simulation.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.Version;

/**
 * MNIST with every image rotated, in an HDF5 file: {@code images} (image, row, column), {@code
 * labels}, {@code angles} in radians and {@code source}, the index in MNIST, whose test images
 * follow the 60,000. The first rows, as many as the attribute {@code train} says, are to train.
 */
public final class RotatedMnist {
  private RotatedMnist() {}

  /**
   * Writes a file with different images: those to train from the training part of MNIST, those to
   * test from all others. The same arguments give the same bytes.
   *
   * @param progress receives the number of images done
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if there are not so many images
   */
  public static void write(
      ImageDataset mnist, int train, int test, long seed, Path out, LongConsumer progress)
      throws IOException {
    LabelledImages first = mnist.train();
    int all = first.size() + mnist.test().size();
    if (train < 1 || train > first.size() || test < 1 || test > all - train) {
      throw new IllegalArgumentException(
          "%d images to train and %d to test cannot be drawn from %d and %d"
              .formatted(train, test, first.size(), all - first.size()));
    }
    var random = new SplittableRandom(seed);
    var order = new ArrayList<>(IntStream.range(0, all).boxed().toList());
    Collections.shuffle(order.subList(0, first.size()), random);
    Collections.shuffle(order.subList(train, all), random);
    int[] source = order.stream().limit((long) train + test).mapToInt(i -> i).toArray();
    double[] angles = random.doubles(source.length, 0, 2 * Math.PI).toArray();
    int height = first.height();
    int width = first.width();
    var images = new float[source.length][height][];
    var labels = new int[source.length];
    var rotated = new float[height * width];
    for (int i = 0; i < source.length; i++) {
      LabelledImages part = source[i] < first.size() ? first : mnist.test();
      int index = source[i] < first.size() ? source[i] : source[i] - first.size();
      labels[i] = part.labels()[index];
      int at = index * rotated.length;
      Rotation.rotate(part.pixels(), at, rotated, 0, 1, height, width, angles[i]);
      for (int y = 0; y < height; y++) {
        images[i][y] = Arrays.copyOfRange(rotated, y * width, (y + 1) * width);
      }
      progress.accept(i + 1);
    }
    var said = new LinkedHashMap<String, Object>();
    said.put("train", train);
    said.put("test", test);
    said.put("seed", seed);
    said.put("description", "MNIST rotated by angles uniform in [0, 2 pi), seed " + seed);
    said.put("citation", "Y. LeCun et al., Proc. IEEE 86, 2278 (1998)");
    said.put("version", "Noether " + Version.current());
    Hdf5Output.write(
        out,
        said,
        List.of(
            new Output(ImageDataset.IMAGES, images, Map.of()),
            new Output("labels", labels, Map.of()),
            new Output("angles", angles, Map.of()),
            new Output("source", source, Map.of())));
  }

  static ImageDataset read(Path file) throws IOException {
    try (var hdf = Hdf5File.open(file)) {
      NumericArray images = hdf.array(ImageDataset.IMAGES);
      NumericArray labels = hdf.array("labels");
      int[] shape = images.shape();
      if (shape.length != 3
          || images.size() > LabelledImages.MAX_PIXELS
          || labels.size() != shape[0]
          || !(hdf.attribute("train").orElse("") instanceof Integer train)
          || train < 1
          || train >= shape[0]) {
        throw new IllegalArgumentException(
            "it lacks images (3 axes), a label of each, or how many are to train");
      }
      double[][] pixels = images.rows(1);
      double[] classes = labels.values();
      return ImageDataset.digits(
          part(shape, pixels, classes, 0, train),
          part(shape, pixels, classes, train, shape[0]),
          hdf.attribute("description").orElse("").toString());
    }
  }

  /** The images {@code from} to {@code to} (exclusive) of all, and their labels. */
  private static LabelledImages part(
      int[] shape, double[][] pixels, double[] classes, int from, int to) {
    int each = shape[1] * shape[2];
    var own = new float[(to - from) * each];
    var labels = new int[to - from];
    for (int i = from; i < to; i++) {
      for (int pixel = 0; pixel < each; pixel++) {
        own[(i - from) * each + pixel] = (float) pixels[i][pixel];
      }
      labels[i - from] = (int) classes[i];
      if (labels[i - from] != classes[i]) {
        throw new IllegalArgumentException("a label of %s is no class".formatted(classes[i]));
      }
    }
    return new LabelledImages(1, shape[1], shape[2], own, labels);
  }
}
