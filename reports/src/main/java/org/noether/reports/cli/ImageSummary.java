package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.io.Printable;

/** What {@code noether data describe} says of images. */
final class ImageSummary {
  private ImageSummary() {}

  static void print(PrintWriter out, ImageDataset data) {
    LabelledImages train = data.train();
    String size = train.width() + " x " + train.height();
    String colours = train.channels() == 1 ? "grey" : "in colours";
    out.printf(
        Locale.ROOT,
        "images     %,d to train, %,d to test, %s pixels, %s%n",
        train.size(),
        data.test().size(),
        size,
        colours);
    double sum = 0;
    double squares = 0;
    for (float pixel : train.pixels()) {
      sum += pixel;
      squares += (double) pixel * pixel;
    }
    double mean = sum / train.pixels().length;
    double deviation = Math.sqrt(squares / train.pixels().length - mean * mean);
    out.printf(Locale.ROOT, "pixels     mean %.4f, deviation %.4f (to train)%n", mean, deviation);
    var counts = new StringJoiner(", ", "classes    ", "");
    for (int i = 0; i < data.classes().size(); i++) {
      String name = Printable.of(data.classes().get(i));
      counts.add("%s (%d + %d)".formatted(name, count(train, i), count(data.test(), i)));
    }
    out.println(counts);
  }

  private static long count(LabelledImages images, int label) {
    return Arrays.stream(images.labels()).filter(each -> each == label).count();
  }
}
