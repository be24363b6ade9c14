package org.noether.reports.task.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.image.ImageTask;
import org.noether.reports.console.ProgressDisplay;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.RotatedMnist;
import picocli.CommandLine.Option;

/** Where images to learn from are found, and rotated MNIST is made. */
public final class ImageSource {
  private static final Path DATASETS = Path.of("datasets");
  private static final int TRAIN = 12_000;
  private static final int TEST = 50_000;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "File or folder of images, or 'fonts' for digits drawn with Java's fonts (default:"
              + " rotated MNIST in the folder that the variable NOETHER_DATA names or in datasets;"
              + " where there is MNIST only, it is rotated once).")
  private @Nullable String data;

  ImageSource() {}

  /** Uses the given data by default. */
  ImageSource(String data) {
    this.data = data;
  }

  /** The option, if it was given. */
  List<String> arguments() {
    return data == null ? List.of() : List.of("--data", data);
  }

  /** What the option names, if that is a file or a folder. */
  List<Path> inputs() {
    return data == null || data.equals(ImageTask.FONTS) ? List.of() : List.of(Path.of(data));
  }

  /**
   * The file or folder to use.
   *
   * @throws IOException if there is none, saying how to get one
   */
  String data(PrintWriter err) throws IOException {
    return data == null ? find(System.getenv("NOETHER_DATA"), DATASETS, err).toString() : data;
  }

  /** The rotated MNIST in either place; else that of the first MNIST, which is made if need be. */
  static Path find(@Nullable String variable, Path datasets, PrintWriter err) throws IOException {
    List<Path> folders = folders(variable, datasets);
    for (Path folder : folders) {
      for (Path each : List.of(folder, folder.resolve("rotmnist"))) {
        Optional<Path> found = rotated(each);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    Path mnist =
        mnist(folders)
            .orElseThrow(() ->
                new IOException(
                    "no images to learn from: get rotated MNIST with 'noether data fetch rotmnist',"
                        + " or MNIST with 'noether data fetch mnist', or name others with --data"
                        + " FOLDER; --data fonts draws digits to try things"));
    Path file = datasets.resolve(name(TRAIN, TEST, 0));
    err.printf("note: rotating the images of %s once, into %s%n", mnist, file);
    rotate(ImageDataset.load(mnist), TRAIN, TEST, 0, file, err);
    return file;
  }

  private static Optional<Path> rotated(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file ->
              file.getFileName()
                  .toString()
                  .matches("mnist_rotation_new\\.zip|rotmnist-.*\\.h5|mnist_.*_train_valid\\.amat"))
          .min(Path::compareTo)
          .map(file -> file.toString().endsWith(".amat") ? folder : file);
    }
  }

  /** The folders that may hold images: the variable's, if there is one, and that of downloads. */
  public static List<Path> folders(@Nullable String variable, Path datasets) {
    return variable == null ? List.of(datasets) : List.of(Path.of(variable), datasets);
  }

  /** The folder with MNIST, if one of these has it. */
  public static Optional<Path> mnist(List<Path> folders) {
    return folders.stream().map(ImageDataset::findMnist).flatMap(Optional::stream).findFirst();
  }

  /** The name of a file of rotated MNIST, so that different ones do not replace each other. */
  public static String name(int train, int test, long seed) {
    return "rotmnist-%d-%d-seed%d.h5".formatted(train, test, seed);
  }

  /** Writes rotated MNIST to a file and shows the progress. */
  public static void rotate(
      ImageDataset mnist, int train, int test, long seed, Path file, PrintWriter err)
      throws IOException {
    try (var progress =
        ProgressDisplay.begin(err, "generate", "images", Math.max(1, (long) train + test))) {
      RotatedMnist.write(mnist, train, test, seed, file, progress::advanceTo);
    }
  }
}
