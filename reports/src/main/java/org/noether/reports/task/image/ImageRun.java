package org.noether.reports.task.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.image.ImageConfig;
import org.noether.learning.task.image.ImageResult;
import org.noether.learning.task.image.ImageTask;
import org.noether.learning.task.image.TestPredictions;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.train.Metric;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Run;
import org.noether.simulation.io.Count;

/**
 * A run that learned to classify images.
 *
 * @param files what its folder holds
 * @param predictions what it makes of the test images, if that was kept
 */
public record ImageRun(Files<ImageConfig, ImageResult> files, Optional<TestPredictions> predictions)
    implements Run {
  static ImageRun read(ImageTask task, Path path) throws IOException {
    return new ImageRun(Files.read(task, path), TestPredictions.read(new RunFolder(path)));
  }

  /** The group of a network, which is T(2) unless it says otherwise. */
  static GroupSpec group(ImageConfig config) {
    return config.netCfg().get("group") instanceof GroupSpec group
        ? group
        : new GroupSpec("T", List.of(2));
  }

  @Override
  public Metric metric() {
    return ImageTask.ERROR;
  }

  @Override
  public ImageConfig config() {
    return files.config();
  }

  @Override
  public ImageResult result() {
    return files.result();
  }

  @Override
  public String label() {
    return group(config()) + (config().aug() ? "" : ", no aug");
  }

  /** What the error was reached with. */
  String extent() {
    String usual = String.valueOf(ImgLieResnet.DEFAULT_WIDTH);
    String width = String.valueOf(config().netCfg().getOrDefault("k", usual));
    return Run.extent(this, width, result().trainImages(), "images");
  }

  @Override
  public List<Object> configuration() {
    return List.of(
        config().network(),
        config().netCfg(),
        result().trainImages(),
        config().aug(),
        config().lr(),
        config().bs(),
        config().backend(),
        result().dataSha256());
  }

  @Override
  public String data() {
    return "images: `" + config().data() + "`";
  }

  @Override
  public Optional<Path> dataFile() {
    return Optional.of(Path.of(config().data()));
  }

  @Override
  public String split() {
    return String.format(
        Locale.ROOT,
        "%s to learn from, %s, %,d to test",
        Count.of(result().trainImages(), "image"),
        result().selected()
            ? "%,d to validate".formatted(result().validImages())
            : "none to validate",
        result().testImages());
  }

  @Override
  public List<String> arguments() {
    String split = "{'train':%s,'val':%s}".formatted(config().train(), config().val());
    var arguments =
        new ArrayList<>(
            List.of("--split", split.replaceAll("\\.0\\b", ""), "--data", config().data()));
    if (!config().aug()) {
      arguments.addAll(List.of("--aug", "False"));
    }
    if (config().smallTest()) {
      arguments.add("--small_test");
    }
    config().nTest().ifPresent(n -> arguments.addAll(List.of("--n_test", String.valueOf(n))));
    return arguments;
  }
}
