package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
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

/** The part of a report that sets how symmetric networks are beside what they conserve. */
final class SymmetryTable {
  private static final int DIGITS = 2;

  private final List<Replicates<DynamicsRun>> groups;
  private final int last;
  private final List<String> header = new ArrayList<>();
  private final List<Function<Replicates<DynamicsRun>, String>> cells = new ArrayList<>();

  private SymmetryTable(List<Replicates<DynamicsRun>> groups) {
    this.groups =
        groups.stream().filter(group -> !DynamicsRun.evaluations(group).isEmpty()).toList();
    this.last = evaluations().mapToInt(e -> e.times().length).min().orElseThrow() - 1;
  }

  /**
   * The table and what it takes to read it.
   *
   * @param groups at least one of them evaluated
   */
  static List<Block> blocks(List<Replicates<DynamicsRun>> groups) {
    return new SymmetryTable(groups).blocks();
  }

  private List<Block> blocks() {
    boolean otherGroups = any(equivariance -> equivariance.own().isPresent());
    boolean redrawn = any(equivariance -> equivariance.redrawing().rates() > 0);
    add("network", Replicates::label);
    addErrors("translations", e -> Stream.of(e.translations()));
    addErrors("rotations", e -> Stream.of(e.rotations()));
    if (otherGroups) {
      addErrors("own group", e -> e.own().map(Equivariance.OwnGroup::errors).stream());
    }
    if (redrawn) {
      addErrors("redrawn", e -> Stream.of(e.redrawing()).filter(errors -> errors.rates() > 0));
    }
    addDrift("energy", Evaluation::energyError);
    addDrift("momentum", Evaluation::momentumError);
    addDrift("angular momentum", Evaluation::angularMomentumError);
    var rows =
        groups.stream()
            .map(group -> cells.stream().map(cell -> cell.apply(group)).toList())
            .toList();
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Table(caption(), List.copyOf(header), rows, 1));
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

  private String caption() {
    Evaluation any = evaluations().findFirst().orElseThrow();
    return ("How far the learned rates of change dz/dt = f(z) are from following the symmetries of"
            + " space, and what drifts along the predicted motion. Translations and rotations:"
            + " root mean square of f(gz) − g f(z) relative to that of f(z), and after the stroke"
            + " the same of the forces dp/dt alone, for random translations (of standard deviation"
            + " 1 along each axis) and rotations g of the initial states; the round-off of single"
            + " precision is about 10⁻⁷, and more where forces are small. Energy, momentum and"
            + " angular momentum: the changes that the figures below show over time, at time"
            + " %s.%s")
        .formatted(
            Numbers.significant(any.times()[last], 3),
            groups.stream().anyMatch(group -> group.runs().size() > 1) ? " Means over seeds." : "");
  }

  private void addErrors(String title, Function<Equivariance, Stream<Errors>> which) {
    add(
        title,
        group -> {
          var measured =
              DynamicsRun.evaluations(group).stream()
                  .flatMap(e -> e.equivariance().stream())
                  .toList();
          var errors = measured.stream().flatMap(which).toList();
          if (errors.isEmpty()) {
            return measured.isEmpty() ? "not measured" : "";
          }
          return mean(errors.stream().mapToDouble(Errors::rates))
              + " / "
              + mean(errors.stream().mapToDouble(Errors::forces));
        });
  }

  private void addDrift(String title, Function<Evaluation, Evaluation.Curve> drift) {
    add(
        title,
        group ->
            mean(
                DynamicsRun.evaluations(group).stream()
                    .mapToDouble(e -> drift.apply(e).geometricMean()[last])));
  }

  private void add(String title, Function<Replicates<DynamicsRun>, String> cell) {
    header.add(title);
    cells.add(cell);
  }

  private static String mean(DoubleStream values) {
    return Numbers.significant(values.average().orElseThrow(), DIGITS);
  }

  private boolean any(Predicate<Equivariance> property) {
    return evaluations().flatMap(e -> e.equivariance().stream()).anyMatch(property);
  }

  private Stream<Evaluation> evaluations() {
    return groups.stream().flatMap(group -> DynamicsRun.evaluations(group).stream());
  }
}
