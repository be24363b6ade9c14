package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.task.image.ImageSource;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.io.Count;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code noether generate rotmnist}. */
@Command(
    name = "rotmnist",
    showDefaultValues = true,
    description = "Rotate MNIST's images by random angles and write an HDF5 file.",
    footer =
        """
        The file holds images (image, row, column; those to train first), labels, angles (radians)
        and source (index in MNIST). No image is taken twice, and MNIST's test images only test.

        Examples:
          noether generate rotmnist
          noether generate rotmnist --from datasets/mnist --train 12000 --test 10000 --seed 1\
        """)
final class GenerateImagesCommand extends LeafCommand {
  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "MNIST's four files (default: those in the folder NOETHER_DATA or in datasets/mnist).")
  private @Nullable Path from;

  @Option(names = "--train", paramLabel = "N", description = "How many images to train.")
  private int train = 12_000;

  @Option(names = "--test", paramLabel = "N", description = "How many images to test.")
  private int test = 50_000;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE.h5",
      description = "The file to write (default: in datasets, named after all of the above).")
  private @Nullable Path out;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  @Override
  public Integer call() throws IOException {
    Path file =
        out == null
            ? Path.of("datasets", ImageSource.name(train, test, seed))
            : Hdf5Name.demand(out);
    force.demandFree(file);
    ImageDataset mnist = ImageDataset.load(source(from, System.getenv("NOETHER_DATA")));
    ImageSource.rotate(mnist, train, test, seed, file, err());
    long bytes = Files.size(file);
    if (json.given()) {
      JsonOption.print(
          out(),
          Map.of(
              "file", file.toString(), "train", train, "test", test, "seed", seed, "bytes", bytes));
      return 0;
    }
    out()
        .printf(
            Locale.ROOT,
            "%s: %s to train, %,d to test, %.1f MB%n",
            file,
            Count.of(train, "image"),
            test,
            bytes / 1e6);
    return 0;
  }

  /** The folder with MNIST: the chosen one, or where the variable or the downloads have it. */
  static Path source(@Nullable Path chosen, @Nullable String variable) throws IOException {
    if (chosen != null) {
      return ImageDataset.findMnist(chosen).orElse(chosen);
    }
    return ImageSource.mnist(ImageSource.folders(variable, Path.of("datasets")))
        .orElseThrow(() ->
            new IOException(
                "no MNIST to rotate: get it with 'noether data fetch mnist', or name its folder"
                    + " with --from DIR or the variable NOETHER_DATA"));
  }
}
