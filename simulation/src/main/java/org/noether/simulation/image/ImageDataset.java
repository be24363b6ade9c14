package org.noether.simulation.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;

/**
 * Images to learn from and to test with.
 *
 * @param train the training part
 * @param test the test part, images of the same size
 * @param classes the names of the classes, by label
 * @param description what it is, in one line
 */
public record ImageDataset(
    LabelledImages train, LabelledImages test, List<String> classes, String description) {
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /** Checks that both parts hold images of one size with labels of these classes. */
  public ImageDataset {
    classes = List.copyOf(classes);
    int known = classes.size();
    if (!train.shape().equals(test.shape()) || train.size() == 0 || test.size() == 0) {
      throw new IllegalArgumentException(
          "%d images of %s to train and %d of %s to test do not make a data set"
              .formatted(train.size(), train.shape(), test.size(), test.shape()));
    }
    IntStream.concat(IntStream.of(train.labels()), IntStream.of(test.labels()))
        .filter(label -> label < 0 || label >= known)
        .forEach(label -> {
          throw new IllegalArgumentException(
              "a label of %d is not 0 to %d".formatted(label, known - 1));
        });
  }

  /**
   * Reads a folder with MNIST's four files, rotated MNIST (its zip, or a folder with its two files
   * {@code .amat}), a file of {@code noether generate rotmnist}, or a folder of PNG files by class
   * ({@code CLASS/*.png}, below {@code train} and {@code test}, or a random fifth is to test).
   *
   * @throws IOException if it is none of these or damaged; the message is one line with the file,
   *     the place and the reason
   */
  public static ImageDataset load(Path place) throws IOException {
    Callable<ImageDataset> reader = reader(place);
    if (reader == null) {
      throw FormatException.wholeFile(
          place.toString(), "neither MNIST, nor rotated MNIST, nor a folder of PNG files by class");
    }
    try {
      return reader.call();
    } catch (IllegalArgumentException e) {
      throw FormatException.wholeFile(place.toString(), String.valueOf(e.getMessage()));
    } catch (Exception e) {
      throw FormatException.damaged(place.toString(), e);
    }
  }

  /**
   * Whether a file or folder looks like one that {@link #load} reads.
   *
   * @throws IOException if it cannot be opened
   */
  public static boolean recognises(Path place) throws IOException {
    return reader(place) != null;
  }

  /** The folder with MNIST: this one, or {@code mnist} in it. */
  public static Optional<Path> findMnist(Path folder) {
    return Stream.of(folder, folder.resolve("mnist"))
        .filter(each -> IdxFiles.find(each, "train-images").isPresent())
        .findFirst();
  }

  private static @Nullable Callable<ImageDataset> reader(Path place) throws IOException {
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    if (Files.isDirectory(place)) {
      if (IdxFiles.find(place, "train-images").isPresent()) {
        return () -> IdxFiles.readMnist(place);
      }
      if (Files.exists(place.resolve(AmatFiles.TRAIN))) {
        return () -> AmatFiles.readFolder(place);
      }
      return ImageFiles.list(place, Files::isDirectory).isEmpty()
          ? null
          : () -> ImageFiles.readFolder(place);
    }
    try (var in = Files.newInputStream(place)) {
      return switch (HexFormat.of().formatHex(in.readNBytes(4))) {
        case "504b0304" -> () -> AmatFiles.readZip(place);
        case "89484446" -> () -> RotatedMnist.read(place);
        default -> null;
      };
    }
  }
}
