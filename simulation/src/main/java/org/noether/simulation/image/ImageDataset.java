package org.noether.simulation.image;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Pickles;
import org.noether.simulation.io.ReadableFiles;

/**
 * Images to learn from and, of the same size, to test with.
 *
 * @param train the training part
 * @param test the test part
 * @param classes the names of the classes, by label
 * @param description what it is, in one line
 */
public record ImageDataset(
    LabelledImages train, LabelledImages test, List<String> classes, String description) {
  /** The array of images in a file of {@code noether generate rotmnist}. */
  public static final String IMAGES = "images";

  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  /** Checks that both parts hold images of one size with labels of these classes. */
  public ImageDataset {
    classes = List.copyOf(classes);
    for (LabelledImages part : List.of(train, test)) {
      if (part.size() == 0 || !part.shape().equals(train.shape())) {
        throw new IllegalArgumentException(
            "images to train or to test are missing or differ in size");
      }
      for (int label : part.labels()) {
        if (label < 0 || label >= classes.size()) {
          throw new IllegalArgumentException("a label of " + label + " is no class");
        }
      }
    }
  }

  static ImageDataset digits(LabelledImages train, LabelledImages test, String description) {
    return new ImageDataset(train, test, DIGITS, description);
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
    return loadKnown(place)
        .orElseThrow(() ->
            FormatException.wholeFile(
                place.toString(), "neither MNIST, rotated MNIST nor PNG files by class"));
  }

  /** The same; empty for a file or folder that looks like none of these. */
  public static Optional<ImageDataset> loadKnown(Path place) throws IOException {
    ReadableFiles.requireNoPipe(place);
    Callable<ImageDataset> reader = reader(place);
    try {
      return reader == null ? Optional.empty() : Optional.of(reader.call());
    } catch (FileSystemException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw FormatException.wholeFile(place.toString(), String.valueOf(e.getMessage()));
    } catch (Exception e) {
      throw FormatException.damaged(place.toString(), e);
    }
  }

  /** The folder with MNIST: this one, or {@code mnist} in it. */
  public static Optional<Path> findMnist(Path folder) {
    return Stream.of(folder, folder.resolve("mnist"))
        .filter(each -> IdxFiles.find(each, "train-images").isPresent())
        .findFirst();
  }

  private static @Nullable Callable<ImageDataset> reader(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      if (IdxFiles.find(place, "train-images").isPresent()) {
        return () -> IdxFiles.readMnist(place);
      }
      if (Files.exists(place.resolve(AmatFiles.TRAIN))) {
        return () -> AmatFiles.readFolder(place);
      }
      boolean classes = !ImageFiles.list(place, Files::isDirectory).isEmpty();
      return classes ? () -> ImageFiles.readFolder(place) : null;
    }
    try (var in = Files.newInputStream(place)) {
      return switch (HexFormat.of().formatHex(in.readNBytes(4))) {
        case "504b0304" -> {
          Pickles.refuse(place);
          yield () -> AmatFiles.readZip(place);
        }
        case "89484446" -> () -> RotatedMnist.read(place);
        default -> null;
      };
    }
  }

  /**
   * The arrays of a file as {@code noether generate rotmnist} writes it, the images to train first,
   * and what is said of them.
   *
   * @throws IllegalArgumentException if such files cannot hold colours or so many classes
   */
  public List<Output> arrays() {
    if (train.channels() != 1 || classes.size() > DIGITS.size()) {
      throw new IllegalArgumentException(
          "images in colours, or of more than ten classes, are not written to such files");
    }
    int count = train.size() + test.size();
    var images = new float[count][train.height()][];
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      LabelledImages part = i < train.size() ? train : test;
      int index = i < train.size() ? i : i - train.size();
      labels[i] = part.labels()[index];
      for (int y = 0; y < part.height(); y++) {
        int from = index * part.pixelsEach() + y * part.width();
        images[i][y] = Arrays.copyOfRange(part.pixels(), from, from + part.width());
      }
    }
    return List.of(
        new Output(IMAGES, images, "image, row, column"), new Output("labels", labels, "image"));
  }

  /**
   * What such a file says of all, in an order that is the same in every process, as then are the
   * bytes of a file.
   */
  public Map<String, Object> attributes() {
    return new TreeMap<>(
        Map.of("train", train.size(), "test", test.size(), "description", description));
  }
}
