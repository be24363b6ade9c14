package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.simulation.trajectory.SystemKind;

/** Assembles the report on networks that learned the motion of springs. */
public final class DynamicsReport {
  private final List<Replicates<DynamicsRun>> groups;
  private final List<DynamicsRun> runs;
  private final DynamicsFigures figures;

  private DynamicsReport(List<DynamicsRun> runs) {
    this.runs = runs;
    this.groups = Replicates.of(runs);
    this.figures = new DynamicsFigures(groups);
  }

  /**
   * The report on some runs.
   *
   * @param runs at least one
   * @param provenance how to repeat them
   * @throws IllegalArgumentException if they learned different systems
   */
  static Page of(List<DynamicsRun> runs, Provenance provenance) {
    if (runs.stream().map(run -> run.config().data().system()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the runs learned different systems, so their errors do not compare; report each by"
              + " itself");
    }
    var report = new DynamicsReport(runs);
    var blocks = new ArrayList<Block>();
    report.addErrors(blocks);
    runs.stream()
        .flatMap(run -> run.evaluation().stream())
        .findFirst()
        .ifPresent(evaluation -> report.addEvaluation(blocks, evaluation));
    report.addLearning(blocks);
    blocks.addAll(provenance.section(report.groups));
    return new Page(
        "%s: learned and true motion".formatted(report.gravity() ? "Gravity" : "Springs"),
        report.summary(),
        blocks);
  }

  private String summary() {
    var best =
        groups.stream().min(Comparator.comparingDouble(g -> g.testError().mean())).orElseThrow();
    String others =
        groups.stream()
            .filter(g -> !g.equals(best))
            .map(g -> "; %s reaches %s".formatted(g.label(), mse(g)))
            .collect(Collectors.joining());
    return "%s learned from trajectories how %s move. On systems not seen before, %s predicts the states with the smallest mean squared error, %s%s."
        .formatted(
            networks(),
            gravity() ? "gravitating bodies" : "bodies joined by springs",
            best.label(),
            mse(best),
            others);
  }

  private String networks() {
    return switch (groups.size()) {
      case 1 -> "One network";
      case 2 -> "Two networks";
      case 3 -> "Three networks";
      case 4 -> "Four networks";
      case 8 -> "Eight networks";
      default -> groups.size() + " networks";
    };
  }

  private boolean gravity() {
    return runs.getFirst().config().data().system().equals(SystemKind.NBODY.id());
  }

  private static String mse(Replicates<DynamicsRun> group) {
    return Numbers.significant(group.testError().mean(), 3);
  }

  private void addErrors(List<Block> blocks) {
    var notes = new References();
    blocks.add(new Block.Heading("Test error"));
    blocks.add(errors(notes));
    if (runs.stream().map(run -> run.result().dataSha256()).distinct().count() > 1) {
      blocks.add(
          new Block.Paragraph(
              "The runs did not all use the same data, so differences between their errors can be"
                  + " those of the data; the last section tells which used which."));
    }
    notes.paragraph().ifPresent(blocks::add);
  }

  /** The table of test errors, by itself. */
  static Block.Table errors(List<DynamicsRun> runs) {
    return new DynamicsReport(runs).errors(new References());
  }

  private Block.Table errors(References notes) {
    var rows =
        groups.stream()
            .map(g ->
                List.of(
                    g.label(),
                    String.format(Locale.ROOT, "%,d", g.first().result().parameters()),
                    g.epochs(),
                    String.valueOf(g.runs().size()),
                    mse(g),
                    g.testError().text(),
                    Reference.of(g.first()).map(notes::cell).orElse("")))
            .toList();
    return new Block.Table(
        String.format(
            Locale.ROOT,
            "Mean squared error of the predicted states (q, p) on %,d test systems, over"
                + " trajectories as long as those trained on: mean over seeds, with the 95 %%"
                + " confidence interval by Student's t. The weights are those of the epoch with"
                + " the smallest validation error; the test set chooses nothing.",
            runs.getFirst().config().nTest()),
        List.of(
            "network", "parameters", "epochs", "seeds", "test MSE", "95 % interval", "reference"),
        rows,
        1);
  }

  private void addEvaluation(List<Block> blocks, Evaluation any) {
    double end = DynamicsFigures.pathTime(any);
    String systems = "geometric mean over %d test systems".formatted(any.systems());
    blocks.add(new Block.Heading("Rollouts against the truth"));
    blocks.add(
        new Block.Figures(
            "Paths of the bodies of a test system until time %s%s. Grey: the true motion, ending at the dots. Coloured: predicted from the initial state alone."
                .formatted(
                    Numbers.significant(end, 3),
                    any.examples().stream().anyMatch(e -> e.dim() > 2)
                        ? ", in the first two coordinates"
                        : ""),
            figures.rollouts()));
    blocks.addAll(MotionComparison.of(groups));
    blocks.add(
        new Block.Figures(
            "Relative error |z′ − z| / (|z′| + |z|) of the predicted state z′, %s. %s"
                .formatted(systems, spread()),
            List.of(figures.stateError())));
    blocks.add(
        new Block.Figures(
            ("Mean squared error of the predicted state, averaged over its components, %s. The"
                    + " data for training reach until time %s.")
                .formatted(systems, Numbers.significant(4 * any.times()[1], 2)),
            List.of(figures.mse())));
    blocks.add(new Block.Heading("What symmetry buys"));
    blocks.addAll(SymmetryTable.blocks(groups));
    blocks.add(
        new Block.Figures(
            "Change of the true energy, |H(z′(t)) − H(z(0))| / |H(z(0))|, along the predicted motion, %s. Grey: the same along the true motion, which is the integrator's own error."
                .formatted(systems),
            List.of(figures.energy())));
    blocks.add(
        new Block.Figures(
            "Change of the total momentum, |P(t) − P(0)|, and of the total angular momentum about the origin, |L(t) − L(0)|, along the predicted motion, %s. Colours as above."
                .formatted(systems),
            List.of(figures.momentum(), figures.angularMomentum())));
  }

  private String spread() {
    return runs.size() > groups.size() ? "Pale: single seeds; bold: their mean." : "";
  }

  private void addLearning(List<Block> blocks) {
    blocks.add(new Block.Heading("Learning"));
    blocks.add(
        new Block.Figures(
            "Mean squared error after each epoch on the validation set (bold), and over the epoch's"
                + " minibatches (pale); one pair of lines a run.",
            List.of(figures.learning())));
  }
}
