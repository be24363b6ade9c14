package org.noether.reports.task.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.image.ImageClassifier;
import org.noether.learning.task.image.ImageConfig;
import org.noether.learning.task.image.ImageResult;
import org.noether.learning.task.image.ImageTask;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Predictions;
import org.noether.reports.task.TaskCommands;
import org.noether.simulation.image.ImageFiles;
import org.noether.simulation.io.Count;

/** The commands of networks that classify images. */
public final class ImageCommands implements TaskCommands<ImageConfig, ImageResult, ImageRun> {
  private final ImageTask task = new ImageTask();

  /** Creates the commands. */
  public ImageCommands() {}

  @Override
  public ImageTask task() {
    return task;
  }

  @Override
  public Help training() {
    return new Help(
        """
        Train a network to classify images, and test it.
        Learns from rotated MNIST, MNIST or a folder of PNG files by class. The paper's command
        lines work as they are.
        """,
        """
        Examples:
          noether train img --num_epochs=500 --bs 25 --lr 3e-3 --split "{'train':12000}" --aug=True \\
            --net_config "{'k':128,'total_ds':.1,'fill':1/15,'nbhd':25,'group':SE2(.2)}"
          noether train img --net_config "{'k':32,'total_ds':.1}" --data fonts --budget 5m
          noether train img --resume runs/img-SE2-1       go on after an interruption
        """);
  }

  @Override
  public Help benchmark() {
    return new Help(
        "Measure how fast a network trains on images on this machine, by default of fonts.",
        """
        Examples:
          noether benchmark img --net_config "{'k':128,'total_ds':.1,'fill':1/15,'nbhd':25}" --bs 25
        """);
  }

  @Override
  public ImageOptions options() {
    return new ImageOptions(new ImageSource());
  }

  @Override
  public ImageOptions benchmarkOptions() {
    return new ImageOptions(new ImageSource(ImageTask.FONTS));
  }

  @Override
  public Optional<Comparison<ImageConfig, ImageResult, ImageRun>> reproduction() {
    return Optional.of(new RotMnistComparison());
  }

  @Override
  public String achieved(ImageConfig config, ImageResult result) {
    return String.format(
        Locale.ROOT,
        "test error %.4g %% of %s (weights of epoch %d of %d%s), learned from %,d",
        result.testError(),
        Count.of(result.testImages(), "image"),
        result.bestEpoch(),
        result.epochs(),
        result.completed() ? "" : ", the budget is spent",
        result.trainImages());
  }

  @Override
  public String next(Path run) {
    return "noether predict %s FILE..., noether report %s".formatted(run, run);
  }

  @Override
  public ImageRun read(Path run) throws IOException {
    return ImageRun.read(task, run);
  }

  @Override
  public ImageReport report(List<ImageRun> runs) {
    return new ImageReport(runs);
  }

  @Override
  public Predictions predict(
      Path run, List<Path> files, boolean skipBad, @Nullable String backend, PrintWriter err)
      throws IOException {
    var classifier = ImageClassifier.open(run, backend);
    var rows = new ArrayList<PredictedClasses.Row>();
    for (Path file : files) {
      try {
        int number = 1;
        for (double[] scores : classifier.scores(ImageFiles.readUnlabelled(file))) {
          double most = Arrays.stream(scores).max().orElseThrow();
          double sum = Arrays.stream(scores).map(score -> Math.exp(score - most)).sum();
          String name =
              classifier.classes().get(Arrays.stream(scores).boxed().toList().indexOf(most));
          rows.add(new PredictedClasses.Row(file, number++, name, 1 / sum));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
    return new PredictedClasses(rows);
  }
}
