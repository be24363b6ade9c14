package org.noether.simulation.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files of images in the original formats, for tests. */
public final class ImageText {
  private ImageText() {}

  /** An IDX file of bytes with the given lengths in its header. */
  public static byte[] idx(int magic, int[] shape, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int length : shape) {
        out.writeInt(length);
      }
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** Writes a file, packed if its name ends so. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(content);
    }
  }

  /** MNIST's four files with other images: image i has the label i % 10 and pixels of its own. */
  public static Path mnist(Path folder, int train, int test, String dash, String packed)
      throws IOException {
    for (var part : Map.of("train", train, "t10k", test).entrySet()) {
      int count = part.getValue();
      var pixels = new byte[count * 784];
      var labels = new byte[count];
      for (int i = 0; i < count; i++) {
        labels[i] = (byte) (i % 10);
        for (int p = 0; p < 784; p++) {
          pixels[i * 784 + p] = (byte) (p * (i + 3) + (part.getKey().equals("train") ? 0 : 7));
        }
      }
      write(
          folder.resolve(part.getKey() + "-images" + dash + "idx3-ubyte" + packed),
          idx(0x803, new int[] {count, 28, 28}, pixels));
      write(
          folder.resolve(part.getKey() + "-labels" + dash + "idx1-ubyte" + packed),
          idx(0x801, new int[] {count}, labels));
    }
    return folder;
  }

  /** Lines of an amat file as the official ones are laid out. */
  public static String amat(LabelledImages images) {
    var lines = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      var line = new StringJoiner(" ", "", " \n");
      for (int p = 0; p < images.pixelsEach(); p++) {
        line.add(String.format(Locale.ROOT, "%.7e", images.pixels()[i * images.pixelsEach() + p]));
      }
      lines.append(line.add(String.format(Locale.ROOT, "%.7e", (double) images.labels()[i])));
    }
    return lines.toString();
  }

  /** Writes a zip with the given entries. */
  public static Path zip(Path file, Map<String, String> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Writes a PNG file of one colour. */
  public static Path png(Path file, int type, int width, int height, int rgb) throws IOException {
    var image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
