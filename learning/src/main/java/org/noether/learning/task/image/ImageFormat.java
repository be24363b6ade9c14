package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.noether.learning.train.Json;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;

/**
 * The images that a network takes: {@code images.json}.
 *
 * @param channels the numbers of a pixel
 * @param height the number of rows
 * @param width the number of columns
 * @param classes the names of the classes, in the order of labels
 * @param mean that of the pixels of the training images
 * @param deviation the standard deviation of these
 */
record ImageFormat(
    int channels, int height, int width, List<String> classes, double mean, double deviation) {
  static ImageFormat of(ImageDataset dataset) {
    LabelledImages train = dataset.train();
    double sum = 0;
    double squares = 0;
    for (float pixel : train.pixels()) {
      sum += pixel;
      squares += (double) pixel * pixel;
    }
    double mean = sum / train.pixels().length;
    double deviation = Math.sqrt(Math.max(squares / train.pixels().length - mean * mean, 0));
    return new ImageFormat(
        train.channels(),
        train.height(),
        train.width(),
        dataset.classes(),
        mean,
        deviation > 0 ? deviation : 1);
  }

  static ImageFormat read(RunFolder run) throws IOException {
    return Json.read(file(run), ImageFormat.class);
  }

  void write(RunFolder run) throws IOException {
    Json.write(file(run), this);
  }

  private static Path file(RunFolder run) {
    return run.path().resolve("images.json");
  }

  /**
   * Checks that images are of this kind.
   *
   * @throws IllegalArgumentException if their size differs
   */
  void demand(LabelledImages images) {
    if (images.channels() != channels || images.height() != height || images.width() != width) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels with %d channels; the network takes %d x %d with %d"
              .formatted(
                  images.height(), images.width(), images.channels(), height, width, channels));
    }
  }
}
