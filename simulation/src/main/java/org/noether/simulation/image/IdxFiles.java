package org.noether.simulation.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.noether.simulation.io.FormatException;

/** IDX files of bytes, the format of MNIST, gzip or not. */
final class IdxFiles {
  private static final int BYTES = 0x800;

  private IdxFiles() {}

  /** The file of that name, as MNIST or one of its mirrors ends it. */
  static Optional<Path> find(Path folder, String name) {
    String axes = name.endsWith("images") ? "idx3" : "idx1";
    return Stream.of("-%s-ubyte", "-%s-ubyte.gz", ".%s-ubyte", ".%s-ubyte.gz")
        .map(end -> folder.resolve(name + end.formatted(axes)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  static ImageDataset readMnist(Path folder) throws IOException {
    LabelledImages train = part(folder, "train");
    return ImageDataset.digits(train, part(folder, "t10k"), "MNIST (IDX files)");
  }

  /** Reads a file of images, with labels of -1. */
  static LabelledImages images(Path file) throws IOException {
    var shape = new int[3];
    byte[] bytes = content(file, shape);
    var pixels = new float[bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (bytes[i] & 0xff) / 255f;
    }
    var labels = new int[shape[0]];
    Arrays.fill(labels, -1);
    return new LabelledImages(1, shape[1], shape[2], pixels, labels);
  }

  private static LabelledImages part(Path folder, String part) throws IOException {
    LabelledImages images = images(require(folder, part + "-images"));
    Path file = require(folder, part + "-labels");
    byte[] labels = content(file, new int[1]);
    if (labels.length != images.size()) {
      throw FormatException.atByte(
          file, 4, "%d labels for %d images".formatted(labels.length, images.size()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] > 9) {
        throw FormatException.atByte(
            file, 8L + i, "label %d is no digit".formatted(labels[i] & 0xff));
      }
      images.labels()[i] = labels[i];
    }
    return images;
  }

  private static Path require(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(() -> new IllegalArgumentException("it lacks MNIST's file " + name));
  }

  /** Reads a file of as many axes as {@code shape} has, which receives their lengths. */
  private static byte[] content(Path file, int[] shape) throws IOException {
    try (var packed = new BufferedInputStream(Files.newInputStream(file))) {
      packed.mark(1);
      boolean gzip = packed.read() == 0x1f;
      packed.reset();
      var in = new DataInputStream(gzip ? new GZIPInputStream(packed) : packed);
      int magic = in.readInt();
      if (magic != BYTES + shape.length) {
        throw FormatException.atByte(file, 0, "%08x begins no such file".formatted(magic));
      }
      long size = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = in.readInt();
        size *= shape[i];
        if (shape[i] < 1 || size > LabelledImages.MAX_PIXELS) {
          throw FormatException.atByte(
              file, 4 + 4L * i, "a length of %d cannot be".formatted(shape[i]));
        }
      }
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0) {
        throw FormatException.atByte(
            file,
            4 + 4L * shape.length + bytes.length,
            "not the %d bytes announced".formatted(size));
      }
      return bytes;
    } catch (IOException e) {
      throw FormatException.damaged(file.toString(), e);
    }
  }
}
