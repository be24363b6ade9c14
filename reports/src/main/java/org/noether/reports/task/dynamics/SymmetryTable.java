package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Equivariance.Errors;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** The part of a report that compares the equivariance of networks with what they conserve. */
final class SymmetryTable {
  private final List<Replicates<DynamicsRun>> groups;
  private final List<Evaluation> evaluations;
  private final int last;
  private final List<Column<Replicates<DynamicsRun>>> columns = new ArrayList<>();

  private SymmetryTable(List<Replicates<DynamicsRun>> groups) {
    this.groups =
        groups.stream().filter(group -> !DynamicsRun.evaluations(group).isEmpty()).toList();
    evaluations = this.groups.stream().flatMap(g -> DynamicsRun.evaluations(g).stream()).toList();
    last = evaluations.stream().mapToInt(e -> e.times().length).min().orElseThrow() - 1;
  }

  /**
   * The table, and paragraphs that explain it.
   *
   * @param groups at least one of them evaluated
   */
  static List<Block> blocks(List<Replicates<DynamicsRun>> groups) {
    return new SymmetryTable(groups).blocks();
  }

  private List<Block> blocks() {
    boolean otherGroups = any(equivariance -> equivariance.own().isPresent());
    boolean redrawn = any(equivariance -> equivariance.redrawing().rates() > 0);
    columns.add(new Column<>("network", Replicates::label));
    addErrors("translations", e -> Stream.of(e.translations()));
    boolean turned = any(equivariance -> equivariance.rotations().isPresent());
    if (turned) {
      addErrors("rotations", e -> e.rotations().stream());
    }
    if (otherGroups) {
      addErrors("own group", e -> e.own().map(Equivariance.OwnGroup::errors).stream());
    }
    if (redrawn) {
      addErrors("redrawn", e -> Stream.of(e.redrawing()).filter(errors -> errors.rates() > 0));
    }
    addDrift("energy", Evaluation::energyError);
    boolean still = conserved("momentum");
    if (still) {
      addDrift("momentum", Evaluation::momentumError);
    }
    if (conserved("angular momentum")) {
      addDrift("angular momentum", Evaluation::angularMomentumError);
    }
    var blocks = new ArrayList<Block>();
    blocks.add(TaskReport.table(caption(turned), 1, groups, columns));
    diverged().ifPresent(blocks::add);
    if (still) {
      blocks.add(positionsAreRelative(turned));
    }
    blocks.add(
        new Block.Paragraph(
            "By Noether's theorem a network that derives dz/dt from an energy keeps the momentum if"
                + " that energy is invariant under translations, and the angular momentum if it is"
                + " under rotations; what it conserves is the energy it learned, not the true one"
                + " of the column. FC, OGN and FLieResnet give dz/dt directly: their symmetries"
                + " conserve nothing."));
    if (otherGroups) {
      blocks.add(
          new Block.Paragraph(
              "Own group: the errors under the group named with the network, where that is neither"
                  + " the translations nor the rotations. Under scalings and squeezes p turns into"
                  + " L⁻ᵀp, which the kinetic energy p²/2m does not allow for; the potential can"
                  + " follow all the same, and then the error of the forces is small."));
    }
    if (redrawn) {
      blocks.add(
          new Block.Paragraph(
              "Some networks draw random numbers, to lift positions to SE2, SO3 or SE3 or to choose"
                  + " neighbours. Those are symmetric in distribution at best: f(gz) and f(z) were"
                  + " computed from the same draws, and the column “redrawn” gives the same error"
                  + " between two draws for one z."));
    }
    return blocks;
  }

  private boolean conserved(String momentum) {
    return evaluations.stream().allMatch(e -> e.conservesTotal(momentum));
  }

  private static Block positionsAreRelative(boolean turned) {
    return new Block.Paragraph(
        "All networks that see positions relative to their mean over the bodies, as those of"
            + " the reference implementation do unless told otherwise, are invariant under"
            + " translations by construction: so are FC and HLieResNet with the trivial group,"
            + " although their layers know no symmetry."
            + (turned
                ? " Under rotations, only networks whose group holds the rotations are."
                : ""));
  }

  /** Says why a cell is not a number. */
  private Optional<Block> diverged() {
    List<String> networks =
        groups.stream()
            .filter(group ->
                Stream.<Function<Evaluation, Evaluation.Curve>>of(
                        Evaluation::energyError,
                        Evaluation::momentumError,
                        Evaluation::angularMomentumError)
                    .anyMatch(drift -> !Double.isFinite(drift(group, drift))))
            .map(Replicates::label)
            .toList();
    return networks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Paragraph(
                "∞ and not a number: of %s, the predicted motion of at least one test system left the range of double precision before that time, so that its energy or momenta, and their mean, have no value any more."
                    .formatted(String.join(" and ", networks))));
  }

  private double drift(
      Replicates<DynamicsRun> group, Function<Evaluation, Evaluation.Curve> drift) {
    return DynamicsRun.evaluations(group).stream()
        .mapToDouble(e -> drift.apply(e).geometricMean()[last])
        .average()
        .orElseThrow();
  }

  private String caption(boolean turned) {
    return ("How far the learned rates of change dz/dt = f(z) are from following the symmetries of"
            + " space, and what drifts along the predicted motion. Translations%s:"
            + " root mean square of f(gz) − g f(z) relative to that of f(z), and after the stroke"
            + " the same of the forces dp/dt alone, for random translations (of standard deviation"
            + " 1 along each axis)%s g of the initial states; the round-off of single"
            + " precision is about 10⁻⁷, and more where forces are small. Energy"
            + " and momenta: the changes that the figures below show over time, at time %s.%s")
        .formatted(
            turned ? " and rotations" : "",
            turned ? " and rotations" : "",
            Numbers.significant(evaluations.getFirst().times()[last], 3),
            groups.stream().anyMatch(group -> group.runs().size() > 1) ? " Means over seeds." : "");
  }

  private void addErrors(String title, Function<Equivariance, Stream<Errors>> which) {
    columns.add(new Column<>(title, group -> errors(group, which)));
  }

  private static String errors(
      Replicates<DynamicsRun> group, Function<Equivariance, Stream<Errors>> which) {
    var measured =
        DynamicsRun.evaluations(group).stream().flatMap(e -> e.equivariance().stream()).toList();
    var errors = measured.stream().flatMap(which).toList();
    if (errors.isEmpty()) {
      return measured.isEmpty() ? "not measured" : "";
    }
    return mean(errors.stream().mapToDouble(Errors::rates))
        + " / "
        + mean(errors.stream().mapToDouble(Errors::forces));
  }

  private void addDrift(String title, Function<Evaluation, Evaluation.Curve> drift) {
    columns.add(new Column<>(title, group -> Numbers.significant(drift(group, drift), 2)));
  }

  private static String mean(DoubleStream values) {
    return Numbers.significant(values.average().orElseThrow(), 2);
  }

  private boolean any(Predicate<Equivariance> property) {
    return evaluations.stream().flatMap(e -> e.equivariance().stream()).anyMatch(property);
  }
}
