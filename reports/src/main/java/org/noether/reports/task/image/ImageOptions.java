package org.noether.reports.task.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.image.ImageConfig;
import org.noether.learning.task.image.ImageResult;
import org.noether.learning.task.image.ImageTask;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.reports.console.PythonConverters.DictConverter;
import org.noether.reports.task.TaskOptions;
import org.noether.reports.task.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train img}; names and defaults are those of {@code train_img.py}. */
final class ImageOptions implements TaskOptions<ImageConfig, ImageResult> {
  private static final ImageConfig DEFAULTS = ImageConfig.defaults("");

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "Network (default: ${DEFAULT-VALUE}).")
  private String network = DEFAULTS.network();

  @Mixin private TrainingOptions training = new TrainingOptions(DEFAULTS);

  @Option(
      names = "--split",
      paramLabel = "DICT",
      converter = DictConverter.class,
      description =
          "Training images to learn from and, if any, to validate with, as numbers or fractions, "
              + "such as \"{'train':10000,'val':2000}\" (default: {'train':12000}).")
  private DictConverter.Dict split = DictConverter.Dict.EMPTY;

  @Option(
      names = "--n-val",
      paramLabel = "N",
      description = "Training images to validate with, at least 2 (default: as --split says).")
  private @Nullable Integer nVal;

  @Option(
      names = "--n-test",
      paramLabel = "N",
      description = "Test images to use, drawn at random (default: all).")
  private @Nullable Integer nTest;

  @Option(
      names = "--aug",
      arity = "0..1",
      fallbackValue = "True",
      paramLabel = "BOOL",
      description = "Rotate training images at random (default: true).")
  private boolean aug = DEFAULTS.aug();

  @Option(
      names = "--small-test",
      arity = "0..1",
      fallbackValue = "True",
      paramLabel = "BOOL",
      description = "Test on a tenth as many images as are learned from (default: false).")
  private boolean smallTest;

  @Option(names = "--dataset", paramLabel = "NAME", description = "No effect: use --data.")
  private @Nullable String dataset;

  @Mixin private ImageSource source;

  ImageOptions(ImageSource source) {
    this.source = source;
  }

  @Override
  public ImageTask task(PrintWriter err) {
    return new ImageTask();
  }

  @Override
  public ImageConfig config(String backend, PrintWriter err) throws IOException {
    if (!Set.of("train", "val").containsAll(split.values().keySet())) {
      throw new IllegalArgumentException(
          "--split has train and val, not " + String.join(", ", split.values().keySet()));
    }
    ImgLieResnet.check(network, training.netCfg());
    return config(backend, source.data(err)).withNTest(Optional.ofNullable(nTest));
  }

  private ImageConfig config(String backend, String data) {
    return new ImageConfig(
        ImgLieResnet.NAME,
        training.netCfg(),
        data,
        part("train", DEFAULTS.train()),
        validated(),
        smallTest,
        aug,
        training.lr(),
        training.bs(),
        training.numEpochs(),
        training.seed(),
        backend);
  }

  private double validated() {
    if (nVal == null) {
      return part("val", DEFAULTS.val());
    }
    if (nVal < 2 || split.values().containsKey("val")) {
      throw new IllegalArgumentException(
          nVal < 2
              ? "--n_val must be at least 2"
              : "--n_val and --split both say how many images validate");
    }
    return nVal;
  }

  private double part(String name, double usual) {
    if (split.values().getOrDefault(name, usual) instanceof Number size) {
      return size.doubleValue();
    }
    throw new IllegalArgumentException("--split: '%s' is not a number".formatted(name));
  }

  @Override
  public List<String> notes() {
    return dataset == null ? List.of() : List.of("--dataset has no effect: use --data");
  }

  @Override
  public String name(ImageConfig config) {
    return ImageRun.group(config).name();
  }
}
