package org.noether.reports.task.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.noether.learning.task.image.ImageConfig;
import org.noether.learning.task.image.ImageResult;
import org.noether.learning.task.image.ImageTask;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.train.Pace;
import org.noether.reports.console.PythonConverters.DictConverter;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.TaskCommands.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The runs of {@code reproduce rotmnist}: groups compared, each on randomly rotated images, and
 * T(2) also on images as they are.
 */
final class RotMnistComparison implements Comparison<ImageConfig, ImageResult, ImageRun> {
  /** The paper's groups, as the option names them. */
  enum Group {
    Trivial("Trivial(2)"),
    T2("T(2)"),
    SO2("SO2(.2)"),
    RxSO2("RxSO2(.3)"),
    SE2("SE2(.2)");

    private final String text;

    Group(String text) {
      this.text = text;
    }
  }

  /** The end of the names of rows that learn from images as they are. */
  private static final String NOT_ROTATED = "-no-aug";

  private static final int NARROW = 32;
  private static final int WIDTH = 128;
  private static final int EPOCHS = 500;

  @Option(
      names = "--groups",
      paramLabel = "NAME",
      split = ",",
      description =
          "Some of ${COMPLETION-CANDIDATES} (default: Trivial, T2, SE2; with --full all).")
  private List<Group> groups = List.of();

  @Mixin private ImageSource source = new ImageSource();

  @Override
  public String word() {
    return "rotmnist";
  }

  @Override
  public Help help() {
    return new Help(
        """
        Train the paper's network on rotated MNIST with several groups, and report the errors.

        Without --budget and --full it takes half an hour. To resume an interrupted \
        reproduction, run the same command again.
        """,
        """
        Examples:
          noether reproduce rotmnist                           three groups, half an hour
          noether reproduce rotmnist --groups T2 --seeds 3     one group, with intervals
          noether reproduce rotmnist --full --out paper        the paper's settings; days
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
    return plan(groups, source.data(err), seeds, full);
  }

  /** The runs, seed by seed. */
  static List<PlannedRun<ImageConfig>> plan(
      List<Group> groups, String data, int seeds, boolean full) {
    List<Group> usual =
        full ? List.of(Group.values()) : List.of(Group.Trivial, Group.T2, Group.SE2);
    var plan = new ArrayList<PlannedRun<ImageConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (Group group : groups.isEmpty() ? usual : groups) {
        plan.add(planned(group, data, true, seed, full ? WIDTH : NARROW));
        if (group == Group.T2) {
          plan.add(planned(group, data, false, seed, full ? WIDTH : NARROW));
        }
      }
    }
    return plan;
  }

  private static PlannedRun<ImageConfig> planned(
      Group group, String data, boolean aug, long seed, int k) {
    String name = "%s%s-seed%d".formatted(group, aug ? "" : NOT_ROTATED, seed);
    String net = "{'k':%d,'total_ds':.1,'fill':1/15,'nbhd':25,'group':%s}".formatted(k, group.text);
    Map<String, Object> netCfg = new DictConverter().convert(net).values();
    return new PlannedRun<>(
        name,
        new ImageConfig(
            ImgLieResnet.NAME, netCfg, data, 12_000, 0, false, aug, 3e-3, 25, EPOCHS, seed, "cpu"),
        1);
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<>(source.arguments());
    if (!groups.isEmpty()) {
      String names = groups.stream().map(Group::name).collect(Collectors.joining(","));
      arguments.addAll(List.of("--groups", names));
    }
    return arguments;
  }

  /** The test images are classified again, and 200 of them at 24 angles: half as many again. */
  @Override
  public double completing(Pace pace) {
    return pace.setup() + 1.5 * pace.test();
  }

  @Override
  public List<Path> inputs() {
    return source.inputs();
  }

  @Override
  public List<Selection<ImageConfig>> selections() {
    return List.of(new Selection<>("--groups", run -> run.row().replace(NOT_ROTATED, "")));
  }

  @Override
  public ImageReport report(List<ImageRun> runs) {
    return new ImageReport(runs);
  }
}
