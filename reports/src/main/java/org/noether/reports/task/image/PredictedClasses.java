package org.noether.reports.task.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.task.Predictions;

/**
 * The classes of the images of some files.
 *
 * @param images each image
 */
record PredictedClasses(List<Row> images) implements Predictions {
  private static final List<String> HEADER = List.of("file", "image", "class", "probability");

  /**
   * The class of an image.
   *
   * @param file its file
   * @param number its place in the file, from 1
   * @param name the most likely class
   * @param probability that of the class
   */
  record Row(Path file, int number, String name, double probability) {
    List<String> cells() {
      return List.of("" + file, "" + number, name, Numbers.significant(probability, 4));
    }
  }

  private Block.Table table() {
    return new Block.Table("", HEADER, images.stream().map(Row::cells).toList(), HEADER.size());
  }

  @Override
  public void print(PrintWriter out) {
    out.println(table().text());
  }

  @Override
  public void printSummary(PrintWriter out) {}

  @Override
  public void writeCsv(OutputStream out) throws IOException {
    out.write(table().csv().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Map<String, Object>> rows() {
    return images.stream()
        .map(row ->
            Map.<String, Object>of(
                "file", row.file().toString(),
                "image", row.number(),
                "class", row.name(),
                "probability", row.probability()))
        .toList();
  }
}
