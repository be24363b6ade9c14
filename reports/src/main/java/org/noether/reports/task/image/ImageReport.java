package org.noether.reports.task.image;

import static org.noether.reports.plot.Figure.Layout.WIDE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.learning.task.image.TestPredictions;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.table.Block;
import org.noether.reports.table.Interval;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;

/** The report on networks that classify images. */
final class ImageReport extends TaskReport<ImageRun> {
  /** The paper's test errors on rotated MNIST in percent, by the groups' names. */
  private static final Map<String, String> PAPER =
      Map.of("Trivial", "1.57", "T", "1.50", "SO2", "1.40", "RxSO2", "1.33", "SE2", "1.39");

  ImageReport(List<ImageRun> runs) {
    super(runs, Replicates.of(runs));
  }

  @Override
  protected String title() {
    return "Images: predicted and true classes";
  }

  @Override
  protected String summary() {
    Replicates<ImageRun> best =
        groups.stream().min(Comparator.comparingDouble(g -> g.testError().mean())).orElseThrow();
    return "%s classifies %s of the test images wrongly (learned from: %s)%s."
        .formatted(
            best.label(),
            testError(best),
            best.first().extent(),
            groups.size() > 1
                ? ", the fewest of %d networks (table 1)".formatted(groups.size())
                : "");
  }

  @Override
  protected void addBlocks(List<Block> blocks, Provenance provenance) {
    blocks.add(new Block.Heading("Test error"));
    blocks.add(errors());
    differentData(_ -> true).ifPresent(blocks::add);
    var turned = new ArrayList<Curve>();
    var losses = new ArrayList<Curve>();
    var errors = new ArrayList<Curve>();
    var mistakes = new ArrayList<Block>();
    for (int g = 0; g < groups.size(); g++) {
      Replicates<ImageRun> group = groups.get(g);
      losses.addAll(overEpochs(group.label(), group, OfEpoch.TRAINING, g, Look.SOLID));
      errors.addAll(overEpochs(group.label(), group, OfEpoch.VALIDATION, g, Look.SOLID));
      Optional<TestPredictions> there =
          group.runs().stream().flatMap(run -> run.predictions().stream()).findFirst();
      if (there.isPresent()) {
        turned.add(turned(group.label(), there.get(), g));
        mistakes.add(new Block.Heading("Mistakes of " + group.label()));
        mistakes.add(confusion(group.first(), there.get()));
        if (there.get().wrong().size() > 0) {
          mistakes.add(wrong("wrong-" + (g + 1), there.get()));
        }
      }
    }
    blocks.add(new Block.Heading("Turned images"));
    blocks.add(
        new Block.Figures(
            "Error on the first test images, at most 200, when all of them are turned by the same"
                + " angle; one run of each network.",
            List.of(
                new Figure(
                    "turned",
                    "Turned images",
                    "angle, degrees",
                    "error, %",
                    WIDE,
                    false,
                    turned))));
    blocks.add(new Block.Heading("Learning"));
    blocks.add(
        overEpochs(
            new Block.Figures(
                "Cross entropy over the minibatches of each epoch, and error after it on the images"
                    + " to validate or else on the first test images; one line a run.",
                List.of(
                    new Figure(
                        "loss", "Training loss", "epoch", "cross entropy", WIDE, true, losses),
                    new Figure(
                        "error", "Error by epoch", "epoch", "error, %", WIDE, true, errors)))));
    blocks.addAll(mistakes);
  }

  @Override
  public Block.Table errors() {
    String images =
        runs.stream()
            .map(run -> count(run.result().testImages()))
            .distinct()
            .collect(Collectors.joining(" or "));
    boolean selected = runs.stream().allMatch(run -> run.result().selected());
    return table(
        caption(
            "Part of %s test images classified wrongly".formatted(images),
            "With one seed the interval is Wilson's of a probability: it tells what other test"
                + " images could change. Learned from: width, images, epochs and time; "
                + (turnedAll() ? "" : "no aug: from images as they are, not turned at random; ")
                + "the paper's figure is from 12,000 images and 500 epochs at k=128. ",
            selected
                ? "with the smallest validation error"
                : "with the smallest error on validation images or, without any, of the last"),
        2,
        groups,
        List.of(
            new Column<>("network", Replicates::label),
            new Column<>("learned from", group -> group.first().extent()),
            new Column<>("parameters", group -> count(group.first().result().parameters())),
            new Column<>("seeds", group -> String.valueOf(group.runs().size())),
            new Column<>("test error", TaskReport::testError),
            new Column<>("95 % interval", ImageReport::interval),
            new Column<>("paper", group -> paper(group.first()))));
  }

  private boolean turnedAll() {
    return runs.stream().allMatch(run -> run.config().aug());
  }

  private static String interval(Replicates<ImageRun> group) {
    if (group.runs().size() > 1) {
      return group.testError().text();
    }
    int images = group.first().result().testImages();
    return Interval.ofShare(
        (int) Math.round(group.first().result().testError() * images / 100), images);
  }

  private static String paper(ImageRun run) {
    String figure = PAPER.get(ImageRun.group(run.config()).name());
    return figure == null || !run.config().aug() ? "not in the paper" : figure + " %";
  }

  private static Curve turned(String label, TestPredictions there, int colour) {
    int count = there.turned().length;
    int[] angles = IntStream.rangeClosed(0, count).toArray();
    return new Curve(
        label,
        IntStream.of(angles).mapToDouble(i -> 360.0 * i / count).toArray(),
        IntStream.of(angles).mapToDouble(i -> there.turned()[i % count]).toArray(),
        colour,
        Look.SOLID);
  }

  private static Block confusion(ImageRun run, TestPredictions there) {
    List<String> classes = there.classes();
    var counts = new int[classes.size()][classes.size()];
    for (int i = 0; i < there.truth().length; i++) {
      counts[there.truth()[i]][there.predicted()[i]]++;
    }
    var columns = new ArrayList<Column<Integer>>();
    columns.add(new Column<>("true", classes::get));
    for (int label = 0; label < counts.length; label++) {
      int column = label;
      columns.add(new Column<>(classes.get(label), row -> String.valueOf(counts[row][column])));
    }
    int shown = there.truth().length;
    String images = count(shown) + " test images";
    return table(
            "%s by their true class (row) and predicted class (column)."
                .formatted(
                    shown < run.result().testImages() ? "The first " + images : "The " + images),
            1,
            IntStream.range(0, counts.length).boxed().toList(),
            columns)
        .asMatrix();
  }

  private static Block wrong(String id, TestPredictions there) {
    List<String> names = there.classes();
    int[] truth = there.truth();
    List<String> words =
        IntStream.range(0, truth.length)
            .filter(i -> truth[i] != there.predicted()[i])
            .limit(there.wrong().size())
            .mapToObj(i -> names.get(truth[i]) + " → " + names.get(there.predicted()[i]))
            .toList();
    return new Block.Gallery(
        "The first test images that are classified wrongly, with true → predicted class.",
        new ImageGrid(id, "Images classified wrongly", there.wrong(), words));
  }
}
