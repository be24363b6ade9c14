package org.noether.simulation.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

/**
 * The official rotated MNIST: text with one image a line, 784 pixels in [0, 1] row by row and the
 * label. The zip that holds it is read as it is.
 */
final class AmatFiles {
  static final String TRAIN = "mnist_all_rotation_normalized_float_train_valid.amat";

  private static final String TEST = "mnist_all_rotation_normalized_float_test.amat";
  private static final String OUTSIDE = "([/\\\\]|[A-Za-z]:|(.*[/\\\\])?\\.\\.[/\\\\]).*";
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  private AmatFiles() {}

  static ImageDataset readFolder(Path folder) throws IOException {
    var parts = new HashMap<String, LabelledImages>();
    for (Path file : ImageFiles.list(folder, each -> each.toString().endsWith(".amat"))) {
      try (var in = Files.newInputStream(file)) {
        parts.put(file.getFileName().toString(), read(in, file.toString()));
      }
    }
    return dataset(parts);
  }

  static ImageDataset readZip(Path file) throws IOException {
    var parts = new HashMap<String, LabelledImages>();
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        String source = file + "!" + each.getName();
        String name = each.getName().replaceFirst(".*/", "");
        if (each.getName().matches(OUTSIDE)) {
          throw FormatException.wholeFile(source, "it leaves the folder");
        }
        if (name.equals(TRAIN) || name.equals(TEST)) {
          parts.put(name, read(zip, source));
        }
      }
    }
    return dataset(parts);
  }

  private static ImageDataset dataset(Map<String, LabelledImages> parts) {
    LabelledImages train = parts.get(TRAIN);
    LabelledImages test = parts.get(TEST);
    if (train == null || test == null) {
      throw new IllegalArgumentException("it lacks " + (train == null ? TRAIN : TEST));
    }
    return ImageDataset.digits(train, test, "rotated MNIST (Larochelle et al. 2007)");
  }

  private static LabelledImages read(InputStream in, String source) throws IOException {
    var lines = new LineSource(in, source);
    var images = new ArrayList<LabelledImages>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      try {
        images.add(image(new StringTokenizer(line)));
      } catch (IllegalArgumentException e) {
        throw lines.bad(String.valueOf(e.getMessage()));
      }
      if (images.size() > LabelledImages.MAX_PIXELS / PIXELS) {
        throw lines.bad("more images than can be read");
      }
    }
    if (images.isEmpty()) {
      throw FormatException.wholeFile(source, "it is empty");
    }
    return LabelledImages.join(images);
  }

  private static LabelledImages image(StringTokenizer numbers) {
    if (numbers.countTokens() != PIXELS + 1) {
      throw new IllegalArgumentException(
          "%d numbers are not 784 pixels and a label".formatted(numbers.countTokens()));
    }
    var pixels = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = number(numbers.nextToken());
    }
    float label = number(numbers.nextToken());
    if (!(label >= 0 && label <= 9) || label != (int) label) {
      throw new IllegalArgumentException("label %s is no digit".formatted(label));
    }
    return new LabelledImages(1, SIDE, SIDE, pixels, new int[] {(int) label});
  }

  private static float number(String text) {
    if (Decimals.real(text).isEmpty()) {
      throw new IllegalArgumentException(LineSource.quoted(text) + " is not a number");
    }
    return Float.parseFloat(text);
  }
}
