package org.noether.simulation.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.ReadableFiles;
import org.noether.simulation.split.DatasetSplit;

/** PNG files, alone and in folders by class, and other files of images without labels. */
public final class ImageFiles {
  private static final int MAX_FILE_BYTES = 1 << 26;
  private static final int MAX_SIDE = 1 << 11;
  private static final int PNG = 0x89504e47;
  private static final int HDF5 = 0x89484446;
  private static final int DATA = 0x49444154;

  /** How many numbers make up a pixel of each of PNG's colour types. */
  private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};

  private ImageFiles() {}

  /**
   * Reads a PNG file, grey or in colours (transparency is ignored), an IDX file of images, gzip or
   * not, or all images of a file of {@code noether generate rotmnist}, those to train first. The
   * labels are -1 in files that have none.
   *
   * @throws IOException if it is none of these or damaged, as {@link ImageDataset#load}
   */
  public static LabelledImages readUnlabelled(Path file) throws IOException {
    ReadableFiles.requireFile(file);
    byte[] signature;
    try (var in = Files.newInputStream(file)) {
      signature = Arrays.copyOf(in.readNBytes(Integer.BYTES), Integer.BYTES);
    }
    return switch (ByteBuffer.wrap(signature).getInt()) {
      case PNG -> png(file, -1);
      case HDF5 -> {
        ImageDataset images = ImageDataset.load(file);
        yield LabelledImages.join(List.of(images.train(), images.test()));
      }
      default -> IdxFiles.images(file);
    };
  }

  static ImageDataset readFolder(Path folder) throws IOException {
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
      LabelledImages all = part(folder);
      Map<String, int[]> parts =
          DatasetSplit.of(all.size(), Map.of("train", DatasetSplit.REST, "test", 0.2));
      return new ImageDataset(
          all.select(Objects.requireNonNull(parts.get("train"))),
          all.select(Objects.requireNonNull(parts.get("test"))),
          classes(folder),
          "PNG files by class, a random fifth to test");
    }
    if (!classes(train).equals(classes(test))) {
      throw FormatException.wholeFile(test.toString(), "its classes are not those of " + train);
    }
    return new ImageDataset(part(train), part(test), classes(train), "PNG files by class");
  }

  /** The files wanted in a folder, by name. */
  static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
    }
  }

  private static List<String> classes(Path folder) throws IOException {
    List<Path> folders = list(folder, Files::isDirectory);
    return folders.stream().map(each -> each.getFileName().toString()).toList();
  }

  private static LabelledImages part(Path folder) throws IOException {
    List<String> classes = classes(folder);
    if (classes.size() < 2) {
      throw FormatException.wholeFile(folder.toString(), "there is one class; two are the least");
    }
    var images = new ArrayList<LabelledImages>();
    for (String name : classes) {
      List<Path> files =
          list(folder.resolve(name), file -> file.toString().matches("(?i).*\\.png"));
      if (files.isEmpty()) {
        throw FormatException.wholeFile(folder.resolve(name).toString(), "no image (*.png) in it");
      }
      for (Path file : files) {
        LabelledImages image = png(file, classes.indexOf(name));
        images.add(image);
        String first = images.getFirst().shape();
        if (!image.shape().equals(first)) {
          throw FormatException.atByte(
              file, 16, "its size is %s, not %s".formatted(image.shape(), first));
        }
        if ((long) images.size() * image.pixelsEach() > LabelledImages.MAX_PIXELS) {
          throw FormatException.wholeFile(file.toString(), "one more image than can be read");
        }
      }
    }
    return LabelledImages.join(images);
  }

  private static LabelledImages png(Path file, int label) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES);
      int channels = channels(file, ByteBuffer.wrap(bytes));
      var image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
      float[] pixels = pixels(image, channels);
      int[] labels = {label};
      return new LabelledImages(channels, image.getHeight(), image.getWidth(), pixels, labels);
    } catch (IOException | DataFormatException | RuntimeException e) {
      throw FormatException.damaged(file.toString(), e);
    }
  }

  /** Compares the header of a PNG file with its data; returns the number of colours. */
  private static int channels(Path file, ByteBuffer bytes) throws IOException, DataFormatException {
    int width = bytes.getInt(16);
    int height = bytes.getInt(20);
    int samples = SAMPLES[bytes.get(25)];
    boolean possible =
        bytes.getInt(0) == PNG
            && Math.min(width, height) > 0
            && Math.max(width, height) <= MAX_SIDE;
    long expected = height * (1 + Math.ceilDiv((long) width * samples * bytes.get(24), 8));
    long found = 0;
    var row = new byte[MAX_SIDE];
    try (var inflater = new Inflater()) {
      for (int at = 8; possible && at < bytes.limit(); at += 12 + Math.max(0, bytes.getInt(at))) {
        if (bytes.getInt(at + 4) == DATA) {
          inflater.setInput(bytes.slice(at + 8, bytes.getInt(at)));
          for (int n = 1; n > 0 && found <= 2 * expected; found += n) {
            n = inflater.inflate(row);
          }
        }
      }
    }
    boolean interlaced = bytes.get(28) != 0;
    if (!possible || (!interlaced && found != expected)) {
      throw FormatException.atByte(
          file, 16, "%d x %d is not the size of its data, or too large".formatted(width, height));
    }
    return samples < 3 && bytes.get(25) != 3 ? 1 : 3;
  }

  private static float[] pixels(BufferedImage image, int channels) {
    int width = image.getWidth();
    int plane = width * image.getHeight();
    var pixels = new float[channels * plane];
    boolean indexed = image.getColorModel() instanceof IndexColorModel;
    float largest = (1 << image.getSampleModel().getSampleSize(0)) - 1;
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i % plane / width;
      int band = i / plane;
      pixels[i] =
          indexed
              ? ((image.getRGB(x, y) >> (8 * (2 - band))) & 0xff) / 255f
              : image.getRaster().getSample(x, y, band) / largest;
    }
    return pixels;
  }
}
