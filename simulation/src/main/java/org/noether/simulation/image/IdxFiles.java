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
    return new ImageDataset(train, part(folder, "t10k"), ImageDataset.DIGITS, "MNIST (IDX files)");
  }

  /** Reads a file of images, with labels of -1. */
  static LabelledImages images(Path file) throws IOException {
    Content content = content(file, 3);
    var pixels = new float[content.bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (content.bytes[i] & 0xff) / 255f;
    }
    var labels = new int[content.shape[0]];
    Arrays.fill(labels, -1);
    return new LabelledImages(1, content.shape[1], content.shape[2], pixels, labels);
  }

  private static LabelledImages part(Path folder, String part) throws IOException {
    LabelledImages images = images(require(folder, part + "-images"));
    Path file = require(folder, part + "-labels");
    byte[] labels = content(file, 1).bytes;
    if (labels.length != images.size()) {
      throw bad(file, 4, "it has %d labels for %d images".formatted(labels.length, images.size()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] > 9) {
        throw bad(file, 8L + i, "a label of %d is not 0 to 9".formatted(labels[i] & 0xff));
      }
      images.labels()[i] = labels[i];
    }
    return images;
  }

  private static Path require(Path folder, String name) throws IOException {
    return find(folder, name)
        .orElseThrow(
            () -> FormatException.wholeFile(folder.toString(), "it lacks MNIST's file " + name));
  }

  private static Content content(Path file, int axes) throws IOException {
    try (var packed = new BufferedInputStream(Files.newInputStream(file))) {
      packed.mark(1);
      boolean gzip = packed.read() == 0x1f;
      packed.reset();
      var in = new DataInputStream(gzip ? new GZIPInputStream(packed) : packed);
      int magic = in.readInt();
      if (magic != BYTES + axes) {
        throw bad(file, 0, "it begins with %08x, not %08x".formatted(magic, BYTES + axes));
      }
      var shape = new int[axes];
      long size = 1;
      for (int i = 0; i < axes; i++) {
        shape[i] = in.readInt();
        size *= shape[i];
        if (shape[i] < 1 || size > LabelledImages.MAX_PIXELS) {
          throw bad(file, 4 + 4L * i, "a length of %d cannot be".formatted(shape[i]));
        }
      }
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0) {
        throw bad(
            file,
            4 + 4L * axes + bytes.length,
            (bytes.length < size ? "it ends before" : "it goes on after")
                + " the %d bytes announced".formatted(size));
      }
      return new Content(shape, bytes);
    } catch (IOException e) {
      throw FormatException.damaged(file.toString(), e);
    }
  }

  private static IOException bad(Path file, long at, String reason) {
    return FormatException.wholeFile(file + ", byte " + at, reason);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Content(int[] shape, byte[] bytes) {}
}
