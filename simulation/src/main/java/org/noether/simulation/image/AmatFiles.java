package org.noether.simulation.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.StringTokenizer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

/**
 * The official rotated MNIST: text with one image a line, 784 pixels in [0, 1] row by row and the
 * label. The zip that holds it is read as it is.
 */
final class AmatFiles {
  static final String TRAIN = "mnist_all_rotation_normalized_float_train_valid.amat";

  private static final String TEST = "mnist_all_rotation_normalized_float_test.amat";
  private static final String NAME = "rotated MNIST (Larochelle et al. 2007)";
  private static final String OUTSIDE = "([/\\\\]|[A-Za-z]:|(.*[/\\\\])?\\.\\.[/\\\\]).*";
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  private AmatFiles() {}

  static ImageDataset readFolder(Path folder) throws IOException {
    try (var train = Files.newInputStream(folder.resolve(TRAIN));
        var test = Files.newInputStream(folder.resolve(TEST))) {
      return new ImageDataset(
          read(train, folder.resolve(TRAIN).toString()),
          read(test, folder.resolve(TEST).toString()),
          ImageDataset.DIGITS,
          NAME);
    }
  }

  static ImageDataset readZip(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().matches(OUTSIDE)) {
          throw FormatException.wholeFile(file + "!" + entry.getName(), "it leaves the folder");
        }
      }
      LabelledImages train = readEntry(zip, TRAIN);
      return new ImageDataset(train, readEntry(zip, TEST), ImageDataset.DIGITS, NAME + ", zip");
    }
  }

  private static LabelledImages readEntry(ZipFile zip, String name) throws IOException {
    ZipEntry entry =
        zip.stream()
            .filter(each -> each.getName().replaceFirst(".*/", "").equals(name))
            .findFirst()
            .orElseThrow(
                () -> FormatException.wholeFile(zip.getName(), "it has no entry called " + name));
    String source = zip.getName() + "!" + entry.getName();
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      LabelledImages images = read(in, source);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw FormatException.wholeFile(source, "its checksum is not the archive's");
      }
      return images;
    } catch (IOException e) {
      throw FormatException.damaged(source, e);
    }
  }

  private static LabelledImages read(InputStream in, String source) throws IOException {
    var lines = new LineSource(in, source);
    var images = new ArrayList<LabelledImages>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      var numbers = new StringTokenizer(line);
      if (numbers.countTokens() != PIXELS + 1) {
        throw lines.bad(
            "%d numbers are not 784 pixels and a label".formatted(numbers.countTokens()));
      }
      if (images.size() == LabelledImages.MAX_PIXELS / PIXELS) {
        throw lines.bad("more images than can be read");
      }
      try {
        images.add(image(numbers));
      } catch (IllegalArgumentException e) {
        throw lines.bad(String.valueOf(e.getMessage()));
      }
    }
    if (images.isEmpty()) {
      throw FormatException.wholeFile(source, "it is empty");
    }
    return LabelledImages.join(images);
  }

  private static LabelledImages image(StringTokenizer numbers) {
    var pixels = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = Float.parseFloat(numbers.nextToken());
    }
    float label = Float.parseFloat(numbers.nextToken());
    if (!(label >= 0 && label <= 9) || label != (int) label) {
      throw new IllegalArgumentException("a label of %s is not 0 to 9".formatted(label));
    }
    return new LabelledImages(1, SIDE, SIDE, pixels, new int[] {(int) label});
  }
}
