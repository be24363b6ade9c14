package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;

/** The report on networks that learned how the bodies of one kind of system move. */
final class DynamicsReport extends TaskReport<DynamicsRun> {
  private final DynamicsFigures figures;
  private final String system;

  /** The figures that stand beside networks, in the order of their marks. */
  private final List<ReferenceFigure> references;

  DynamicsReport(List<DynamicsRun> runs) {
    super(runs, Replicates.of(runs));
    figures = new DynamicsFigures(groups);
    system = runs.getFirst().config().data().system();
    references =
        groups.stream().flatMap(g -> ReferenceFigure.of(g.first()).stream()).distinct().toList();
  }

  @Override
  protected String title() {
    return "%s: learned and true motion".formatted(SystemNames.title(system));
  }

  @Override
  protected String summary() {
    var best =
        groups.stream().min(Comparator.comparingDouble(g -> g.testError().mean())).orElseThrow();
    return "%s learned from trajectories how %s move. On systems not seen before, %s predicts the states with the smallest mean squared error, %s%s."
        .formatted(
            networks(),
            SystemNames.description(system),
            best.label(),
            testError(best),
            groups.size() > 1 ? " (table 1 has those of all)" : "");
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

  @Override
  protected void addBlocks(List<Block> blocks, Provenance provenance) {
    blocks.add(new Block.Heading("Test error"));
    blocks.add(errors());
    differentData(_ -> true).ifPresent(blocks::add);
    if (!references.isEmpty()) {
      blocks.add(
          table(
              "The settings of the reference figures, which were measured by running the paper's"
                  + " own program (PyTorch, two CPU cores). A run with other settings is no"
                  + " repetition of that, and its error need not be the same.",
              3,
              references,
              List.of(
                  new Column<>("mark", this::mark),
                  new Column<>("network", ReferenceFigure::network),
                  new Column<>("setting", ReferenceFigure::setting),
                  new Column<>("error", ReferenceFigure::value))));
    }
    runs.stream()
        .flatMap(run -> run.evaluation().stream())
        .findFirst()
        .ifPresent(evaluation -> addEvaluation(blocks, evaluation));
    blocks.add(new Block.Heading("Learning"));
    blocks.add(
        overEpochs(
            new Block.Figures(
                "Mean squared error after each epoch on the validation set (bold), and over the"
                    + " epoch's minibatches (pale); one pair of lines a run.",
                List.of(figures.learning()))));
  }

  @Override
  public Block.Table errors() {
    var columns =
        new ArrayList<Column<Replicates<DynamicsRun>>>(
            List.of(
                new Column<>("network", Replicates::label),
                new Column<>("parameters", g -> count(g.first().result().parameters())),
                new Column<>("epochs", Replicates::epochs),
                new Column<>("seeds", g -> String.valueOf(g.runs().size())),
                new Column<>("test MSE", TaskReport::testError),
                new Column<>("95 % interval", g -> g.testError().text())));
    boolean compared = ReferenceFigure.concern(system);
    if (compared) {
      columns.add(new Column<>("reference", g -> reference(g.first())));
    }
    String reference = compared ? aboutReferences() : "";
    return table(caption(runs, reference), 1, groups, columns);
  }

  /** Where the figures of the column of references come from, or why there are none. */
  private String aboutReferences() {
    return references.isEmpty()
        ? "The paper gives this result as a figure only, and its own program was not run for these"
            + " networks. "
        : "Reference: what the paper's own program reached where it was run, at the settings of"
            + " table 2; the paper gives this result as a figure only. ";
  }

  private String reference(DynamicsRun run) {
    return ReferenceFigure.of(run).map(r -> r.value() + " " + mark(r)).orElse("not measured");
  }

  private String mark(ReferenceFigure reference) {
    return "[" + (char) ('a' + references.indexOf(reference)) + "]";
  }

  /** The caption of a table of test errors of dynamics. */
  static String caption(List<DynamicsRun> runs, String others) {
    String systems = count(runs.getFirst().config().nTest());
    return caption(
        "Mean squared error of the predicted states (q, p) on %s test systems, over trajectories as long as those trained on"
            .formatted(systems),
        others);
  }

  private void addEvaluation(List<Block> blocks, Evaluation any) {
    String mean = "geometric mean over %d test systems".formatted(any.systems());
    blocks.add(new Block.Heading("Rollouts against the truth"));
    blocks.add(
        new Block.Figures(
            "Paths of %s of a test system until time %s%s. Grey: the true motion, ending at the dots. Coloured: predicted from the initial state alone. All panels show the same part of the plane; what leaves it is cut off."
                .formatted(
                    figures.inPlane() ? "the bodies" : "each coordinate q and its momentum p",
                    Numbers.significant(DynamicsFigures.pathTime(any), 3),
                    figures.inPlane() && any.examples().stream().anyMatch(e -> e.dim() > 2)
                        ? ", in the first two coordinates"
                        : ""),
            figures.rollouts()));
    blocks.addAll(MotionComparison.of(groups));
    PairedTable.of(groups).ifPresent(blocks::add);
    SizeTable.of(groups).ifPresent(blocks::add);
    blocks.add(
        new Block.Figures(
            ("Relative error |z′ − z| / (|z′| + |z|) of the predicted state z′, %s. Time is"
                    + " logarithmic; the dashed line is at time %s, where the trajectories trained"
                    + " on end. Bands: the middle half of the systems. %s")
                .formatted(
                    mean,
                    Numbers.significant(DynamicsFigures.horizon(any), 2),
                    runs.size() > groups.size() ? "Pale: single seeds; bold: their mean." : ""),
            List.of(
                figures.withBands(
                    figures.overTime(
                        "state-error",
                        "Error of the state",
                        "relative error",
                        Layout.WIDE,
                        Evaluation::stateError),
                    Evaluation.Spread::state))));
    blocks.add(
        new Block.Figures(
            ("Mean squared error of the predicted state, averaged over its components, %s. The"
                    + " data for training reach until time %s. Bands: the middle half of the"
                    + " systems.")
                .formatted(mean, Numbers.significant(DynamicsFigures.horizon(any), 2)),
            List.of(
                figures.withBands(
                    figures.overTime(
                        "mse", "Rollout MSE", "mean squared error", Layout.WIDE, Evaluation::mse),
                    Evaluation.Spread::mse))));
    addSymmetry(blocks, mean);
  }

  private void addSymmetry(List<Block> blocks, String mean) {
    blocks.add(new Block.Heading("What symmetry buys"));
    if (figures.inSpace()) {
      blocks.addAll(SymmetryTable.blocks(groups));
    }
    ConservedTable.of(groups).ifPresent(blocks::add);
    blocks.add(
        new Block.Figures(
            "Change of the true energy, |H(z′(t)) − H(z(0))| / |H(z(0))|, along the predicted motion, %s. Grey: the same along the true motion, which is the integrator's own error. Bands: the middle half of the systems."
                .formatted(mean),
            List.of(figures.energy())));
    momenta(mean).ifPresent(blocks::add);
    var others = figures.authorsQuantities();
    if (!others.isEmpty()) {
      blocks.add(
          new Block.Figures(
              "Change |J(z′(t)) − J(z(0))| of the other quantities that the true system conserves, along the predicted motion, %s. Grey: along the true motion."
                  .formatted(mean),
              others));
    }
  }

  /** The figures of the momenta that the systems conserve. */
  private Optional<Block> momenta(String mean) {
    boolean linear = figures.conservesTotal("momentum");
    boolean angular = figures.conservesTotal("angular momentum");
    var shown = new ArrayList<Figure>();
    var words = new ArrayList<String>();
    if (linear) {
      words.add("of the total momentum, |P(t) − P(0)|");
      shown.add(
          figures.overTime(
              "momentum", "Momentum", "change of P", Layout.HALF, Evaluation::momentumError));
    }
    if (angular) {
      words.add("of the total angular momentum about the origin, |L(t) − L(0)|");
      shown.add(
          figures.overTime(
              "angular-momentum",
              "Angular momentum",
              "change of L",
              Layout.HALF,
              Evaluation::angularMomentumError));
    }
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Figures(
                "Change %s, along the predicted motion, %s. Colours as above."
                    .formatted(String.join(", and ", words), mean),
                shown));
  }
}
