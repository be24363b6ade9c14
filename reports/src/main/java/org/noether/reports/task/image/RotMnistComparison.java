package org.noether.reports.task.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.image.ImageConfig;
import org.noether.learning.task.image.ImageResult;
import org.noether.learning.task.image.ImageTask;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands.Help;
import org.noether.simulation.registry.Spelling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The runs of {@code reproduce rotmnist}: groups compared, each on randomly rotated images, and
 * T(2) also on images as they are.
 */
final class RotMnistComparison implements Comparison<ImageConfig, ImageResult, ImageRun> {
  /** The part of a run's time that is for predicting the test images, as a divisor. */
  private static final int PREDICTION_FRACTION = 10;

  private static final int NARROW = 32;
  private static final int WIDTH = 128;
  private static final int EPOCHS = 500;

  private static final Map<String, GroupSpec> GROUPS =
      new TreeMap<>(
          Map.of(
              "Trivial", new GroupSpec("Trivial", List.of(2)),
              "T2", new GroupSpec("T", List.of(2)),
              "SO2", new GroupSpec("SO2", List.of(.2)),
              "RxSO2", new GroupSpec("RxSO2", List.of(.3)),
              "SE2", new GroupSpec("SE2", List.of(.2))));

  @Option(
      names = "--groups",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "Trivial, T2, SO2, RxSO2, SE2 (default: Trivial, T2 and SE2; with --full all five).")
  private List<String> names = List.of();

  @Mixin private ImageSource source = new ImageSource();

  @Override
  public String word() {
    return "rotmnist";
  }

  @Override
  public Help help() {
    return new Help(
        """
        Train the paper's network on rotated MNIST with several groups, and report the errors \
        beside the
        paper's, the images classified wrongly, and the errors as images are turned.

        Without --budget and --full it takes half an hour. An interrupted reproduction goes on \
        where it was when the same command is given again.
        """,
        """
        Examples:
          noether reproduce rotmnist                           three groups, half an hour
          noether reproduce rotmnist --groups T2 --seeds 3     one group, with intervals
          noether reproduce rotmnist --full --out paper        the paper's settings; weeks
        """);
  }

  @Override
  public Defaults defaults() {
    return new Defaults(Duration.ofMinutes(30), 1, Path.of("report-rotmnist"));
  }

  @Override
  public ImageTask task(PrintWriter err) {
    return new ImageTask();
  }

  @Override
  public List<PlannedRun<ImageConfig>> plan(PrintWriter err, int seeds, boolean full)
      throws IOException {
    List<String> known = List.copyOf(GROUPS.keySet());
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "--groups has no '%s'; it has %s%s"
                .formatted(name, String.join(", ", known), Spelling.suggestion(name, known)));
      }
    }
    return plan(names, source.data(err), seeds, full);
  }

  /** The runs, seed by seed. */
  static List<PlannedRun<ImageConfig>> plan(
      List<String> names, String data, int seeds, boolean full) {
    List<String> usual = full ? List.copyOf(GROUPS.keySet()) : List.of("Trivial", "T2", "SE2");
    var plan = new ArrayList<PlannedRun<ImageConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (String name : names.isEmpty() ? usual : names) {
        plan.add(planned(name, data, true, seed, full));
        if (name.equals("T2")) {
          plan.add(planned(name, data, false, seed, full));
        }
      }
    }
    return plan;
  }

  private static PlannedRun<ImageConfig> planned(
      String name, String data, boolean aug, long seed, boolean full) {
    ImageConfig defaults = ImageConfig.defaults(data);
    Map<String, Object> netCfg =
        Map.of(
            "group",
            Objects.requireNonNull(GROUPS.get(name)),
            "k",
            full ? WIDTH : NARROW,
            "total_ds",
            .1,
            "fill",
            1 / 15.,
            "nbhd",
            25);
    return new PlannedRun<>(
        "%s%s-seed%d".formatted(name, aug ? "" : "-no-aug", seed),
        new ImageConfig(
            defaults.network(),
            netCfg,
            data,
            defaults.train(),
            0,
            false,
            aug,
            3e-3,
            25,
            EPOCHS,
            seed,
            defaults.backend()),
        1);
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<String>();
    if (!names.isEmpty()) {
      arguments.addAll(List.of("--groups", String.join(",", names)));
    }
    arguments.addAll(source.arguments());
    return arguments;
  }

  @Override
  public Duration forTraining(Duration time) {
    return time.minus(time.dividedBy(PREDICTION_FRACTION));
  }

  @Override
  public ImageReport report(List<ImageRun> runs) {
    return new ImageReport(runs);
  }
}
