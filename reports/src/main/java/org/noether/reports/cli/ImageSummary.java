package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.noether.reports.table.Block;
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
    out.println(
        table(data).rows().stream()
            .map(row -> "%s (%s + %s)".formatted(row.toArray()))
            .collect(Collectors.joining(", ", "classes    ", "")));
  }

  /** How many images each class has. */
  static Block.Table table(ImageDataset data) {
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < data.classes().size(); i++) {
      rows.add(
          List.of(
              Printable.of(data.classes().get(i)),
              String.valueOf(count(data.train(), i)),
              String.valueOf(count(data.test(), i))));
    }
    return new Block.Table("Images", List.of("class", "train", "test"), rows, 1);
  }

  private static long count(LabelledImages images, int label) {
    return Arrays.stream(images.labels()).filter(each -> each == label).count();
  }
}
