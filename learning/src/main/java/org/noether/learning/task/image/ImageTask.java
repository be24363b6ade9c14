package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Metric;
import org.noether.learning.train.Objective;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.image.FontDigits;
import org.noether.simulation.image.ImageDataset;

/** Learning to classify images: the part that is classified wrongly. */
public final class ImageTask implements LearningTask<ImageConfig, ImageResult> {
  /** In place of a file: digits drawn with fonts, which need no data. */
  public static final String FONTS = "fonts";

  /** The part of images that is classified wrongly. */
  public static final Metric ERROR = new Metric("error", "%");

  private static final int FONT_TRAIN = 2000;
  private static final int FONT_TEST = 1000;

  private @Nullable String source;
  private @Nullable ImageDataset known;

  /** Creates the task, which keeps the images that were read last. */
  public ImageTask() {}

  @Override
  public String id() {
    return "img";
  }

  @Override
  public String samples() {
    return "images";
  }

  @Override
  public Class<ImageConfig> configType() {
    return ImageConfig.class;
  }

  @Override
  public Class<ImageResult> resultType() {
    return ImageResult.class;
  }

  @Override
  public Metric metric(ImageConfig config) {
    return ERROR;
  }

  @Override
  public void check(ImageConfig config) throws IOException {
    ImageClassifier.network(config, ImageFormat.of(dataset(config)));
  }

  @Override
  public Objective<ImageConfig, ImageResult> objective(
      ImageConfig config, Backend backend, int threads, Consumer<String> stage) throws IOException {
    stage.accept("reading the images");
    ImageDataset dataset = dataset(config);
    if (config.train() > dataset.train().size()) {
      stage.accept(
          String.format(
              Locale.ROOT, "only %,d images to learn from; all are used", dataset.train().size()));
    }
    return ImageObjective.of(config, backend, dataset, threads);
  }

  @Override
  public List<String> derived() {
    return List.of(TestPredictions.FILE);
  }

  @Override
  public void complete(Path run) throws IOException {
    if (TestPredictions.read(new RunFolder(run)).isEmpty()) {
      TestPredictions.make(run, this);
    }
  }

  /**
   * Returns the images of a configuration.
   *
   * @throws IOException if they cannot be read
   */
  public synchronized ImageDataset dataset(ImageConfig config) throws IOException {
    ImageDataset there = known;
    if (there == null || !config.data().equals(source)) {
      there =
          config.data().equals(FONTS)
              ? FontDigits.make(FONT_TRAIN, FONT_TEST, 0)
              : ImageDataset.load(Path.of(config.data()));
      known = there;
      source = config.data();
    }
    return there;
  }
}
