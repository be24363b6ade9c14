package org.noether.reports.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.noether.learning.train.EpochMetrics;
import org.noether.reports.plot.Curve;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.table.Run;

/**
 * The report on some runs of a task.
 *
 * @param <U> a finished run
 */
public abstract class TaskReport<U extends Run> {
  /** At least one. */
  protected final List<U> runs;

  /** The same runs by their configurations, in the order of tables and colours. */
  protected final List<Replicates<U>> groups;

  /** Creates the report on runs, given singly and by their configurations. */
  protected TaskReport(List<U> runs, List<Replicates<U>> groups) {
    this.runs = runs;
    this.groups = groups;
  }

  /** The whole report, which ends with the provenance of its numbers. */
  public final Page page(Provenance provenance) {
    var blocks = new ArrayList<Block>();
    addBlocks(blocks, provenance);
    blocks.addAll(provenance.section(groups));
    return new Page(title(), summary(), blocks);
  }

  /** The table of test errors, which commands also print. */
  public abstract Block.Table errors();

  /** The title of the page. */
  protected abstract String title();

  /** One or two sentences: what was learned, and with which error. */
  protected abstract String summary();

  /** Adds all blocks but those on provenance. */
  protected abstract void addBlocks(List<Block> blocks, Provenance provenance);

  /**
   * The caption of a table of test errors, with what holds for all tasks.
   *
   * @param error what the error is, and on how many samples
   * @param others sentences on the other columns
   */
  protected static String caption(String error, String others) {
    return caption(error, others, "with the smallest validation error");
  }

  /** The same where other epochs are kept than those with the smallest validation error. */
  protected static String caption(String error, String others, String epoch) {
    return "%s: geometric mean over seeds, with the 95 %% confidence interval by Student's t of the logarithms (if an error is zero, mean and bootstrap). %sThe weights are those of the epoch %s; the test set chooses nothing."
        .formatted(error, others, epoch);
  }

  /** A warning if runs that agree in {@code comparable}, and so are compared, differ in data. */
  protected final Optional<Block> differentData(Function<U, ?> comparable) {
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                comparable,
                Collectors.mapping(run -> run.result().dataSha256(), Collectors.toSet())))
        .values()
        .stream()
        .filter(sums -> sums.size() > 1)
        .findFirst()
        .map(_ ->
            new Block.Paragraph(
                "The runs did not all use the same data, so differences between their errors can be"
                    + " those of the data; the last section tells which used which."));
  }

  /**
   * A column of a table.
   *
   * @param <T> what a row is about
   * @param title the column's title
   * @param cell the text in the row of an item
   */
  public record Column<T>(String title, Function<T, String> cell) {}

  /** A table with a row for each item; the first columns are of text, the others of numbers. */
  public static <T> Block.Table table(
      String caption, int textColumns, List<T> items, List<Column<T>> columns) {
    return new Block.Table(
        caption,
        columns.stream().map(Column::title).toList(),
        items.stream()
            .map(item -> columns.stream().map(column -> column.cell().apply(item)).toList())
            .toList(),
        textColumns);
  }

  /** The mean test error of a group, with its unit. */
  protected static String testError(Replicates<?> group) {
    return group.first().print(group.testError().mean());
  }

  /** A number with separators of thousands. */
  protected static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Figures of curves over epochs, or why there are none: one epoch makes no curve. */
  protected final Block overEpochs(Block.Figures figures) {
    boolean all = runs.stream().allMatch(run -> run.metrics().size() > 1);
    boolean none = runs.stream().noneMatch(run -> run.metrics().size() > 1);
    return none
        ? new Block.Paragraph(
            "Every run has one epoch, which makes no curve; its errors are in the table of runs"
                + " below.")
        : all
            ? figures
            : new Block.Figures(
                figures.caption() + " Runs of one epoch have no line.", figures.figures());
  }

  /** What is measured after each epoch. */
  public enum OfEpoch {
    /** The loss over its minibatches. */
    TRAINING,
    /** The error on the samples to validate. */
    VALIDATION;

    private double of(EpochMetrics epoch) {
      return switch (this) {
        case TRAINING -> epoch.trainLoss();
        case VALIDATION -> epoch.validation();
      };
    }
  }

  /**
   * Curves of a quantity after each epoch, one a run of several; a legend that is not empty is that
   * of the first.
   */
  public static List<Curve> overEpochs(
      String legend, Replicates<?> group, OfEpoch quantity, int colour, Curve.Look look) {
    var curves = new ArrayList<Curve>();
    for (Run run : group.runs()) {
      if (run.metrics().size() < 2) {
        continue;
      }
      curves.add(
          new Curve(
                  "%s, seed %d, %s"
                      .formatted(
                          group.label(),
                          run.config().seed(),
                          quantity.name().toLowerCase(Locale.ROOT)),
                  run.metrics().stream().mapToDouble(EpochMetrics::epoch).toArray(),
                  run.metrics().stream().mapToDouble(quantity::of).toArray(),
                  colour,
                  look)
              .listedAs(curves.isEmpty() ? legend : ""));
    }
    return curves;
  }
}
