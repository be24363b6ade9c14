package org.noether.reports.task.molecule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.noether.learning.group.GroupSpec;
import org.noether.reports.plot.Figure;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.simulation.molecule.Qm9Property;

/** Assembles the report on networks that learned properties of molecules. */
public final class MoleculeReport {
  private static final String NOT_RUN = "not run";

  private final List<MoleculeRun> runs;
  private final List<Replicates<MoleculeRun>> groups;
  private final MoleculeFigures figures;

  private MoleculeReport(List<MoleculeRun> runs) {
    this.runs = runs;
    List<Qm9Property> properties = properties();
    // Those of one property stand together, whatever order the runs were made in.
    this.groups =
        Replicates.of(runs).stream()
            .sorted(Comparator.comparingInt(group -> properties.indexOf(group.first().property())))
            .toList();
    this.figures = new MoleculeFigures(groups);
  }

  /**
   * The report on some runs.
   *
   * @param runs at least one
   * @param provenance how to repeat them
   */
  static Page of(List<MoleculeRun> runs, Provenance provenance) {
    var report = new MoleculeReport(runs);
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Heading("Test error"));
    blocks.add(report.errors());
    blocks.add(
        new Block.Paragraph(
            "The paper's figures are those of "
                + PaperFigures.EXTENT
                + ". A run with fewer molecules, fewer epochs or a narrower network is no"
                + " repetition of it, and its error says nothing against the paper's."));
    report.addDifferentData(blocks);
    blocks.add(new Block.Heading("The paper's tables"));
    blocks.add(report.tasks());
    blocks.add(report.symmetries());
    report.addPredictions(blocks);
    blocks.add(new Block.Heading("Learning"));
    blocks.add(
        new Block.Figures(
            "Mean absolute error on the validation molecules after each epoch; one line a run.",
            report.figures.learning()));
    blocks.addAll(provenance.section(report.groups));
    return new Page("Molecules: predicted and true properties", report.summary(), blocks);
  }

  /** The table of test errors, by itself. */
  static Block.Table errors(List<MoleculeRun> runs) {
    return new MoleculeReport(runs).errors();
  }

  private String summary() {
    return properties().stream().map(this::summary).collect(Collectors.joining(" "));
  }

  private String summary(Qm9Property property) {
    Replicates<MoleculeRun> best =
        groups.stream()
            .filter(group -> group.first().property() == property)
            .min(Comparator.comparingDouble(Replicates::validationError))
            .orElseThrow();
    MoleculeRun first = best.first();
    return "%s: %s is off by %s on average on molecules not seen before, having learned from %s; always guessing the mean would be off by %s."
        .formatted(
            property.id(),
            MoleculeRun.network(best),
            first.print(best.testError().mean()),
            extent(best),
            first.print(first.result().meanAbsoluteDeviation()));
  }

  private List<Qm9Property> properties() {
    return runs.stream().map(MoleculeRun::property).distinct().toList();
  }

  private Block.Table errors() {
    var rows =
        groups.stream()
            .map(group -> {
              MoleculeRun first = group.first();
              return List.of(
                  first.property().id(),
                  MoleculeRun.network(group),
                  extent(group),
                  String.format(Locale.ROOT, "%,d", first.result().parameters()),
                  String.valueOf(group.runs().size()),
                  first.print(group.testError().mean()),
                  group.testError().text(),
                  first.print(first.result().meanAbsoluteDeviation()),
                  paper(first));
            })
            .toList();
    return new Block.Table(
        String.format(
            Locale.ROOT,
            "Mean absolute error on %s test molecules: mean over seeds, with the 95 %% confidence"
                + " interval by Student's t. Beside it: what was learned from, how often, and how"
                + " long; the error of always guessing the mean; and the paper's figure, from %s."
                + " The weights are those of the epoch with the smallest validation error; the test"
                + " set chooses nothing.",
            runs.stream()
                .map(run -> String.format(Locale.ROOT, "%,d", run.result().testMolecules()))
                .distinct()
                .collect(Collectors.joining(" or ")),
            PaperFigures.EXTENT),
        List.of(
            "property",
            "network",
            "learned from",
            "parameters",
            "seeds",
            "test MAE",
            "95 % interval",
            "mean guess",
            "paper"),
        rows,
        3);
  }

  /** The paper's figure for what a run does, if it has one. */
  private static String paper(MoleculeRun run) {
    Optional<String> figure = Optional.empty();
    if (run.config().network().equals("MolecLieResNet")) {
      String group = symmetry(run);
      figure =
          group.equals("T")
              ? PaperFigures.error(run.property())
              : run.property() == Qm9Property.HOMO ? PaperFigures.homo(group) : Optional.empty();
    }
    return figure.map(value -> value + " " + run.property().unit()).orElse("");
  }

  /** The name of a network's group, which is T unless it says otherwise. */
  private static String symmetry(MoleculeRun run) {
    return run.config().netCfg().get("group") instanceof GroupSpec group ? group.name() : "T";
  }

  private void addDifferentData(List<Block> blocks) {
    boolean different =
        properties().stream()
            .anyMatch(property ->
                runs.stream()
                        .filter(run -> run.property() == property)
                        .map(run -> run.result().dataSha256())
                        .distinct()
                        .count()
                    > 1);
    if (different) {
      blocks.add(
          new Block.Paragraph(
              "The runs did not all use the same data, so differences between their errors can be"
                  + " those of the data; the last section tells which used which."));
    }
  }

  private Block.Table tasks() {
    var rows =
        Qm9Property.TASKS.stream()
            .map(property -> {
              Optional<Replicates<MoleculeRun>> ours = ours(property, "T");
              return List.of(
                  property.id(),
                  property.unit(),
                  ours.map(MoleculeReport::extent).orElse(NOT_RUN),
                  PaperFigures.error(property).orElseThrow(),
                  ours.map(group -> group.first().print(group.testError().mean())).orElse(""));
            })
            .toList();
    return new Block.Table(
        "Mean absolute test errors of MolecLieResNet with the group T(3): the paper's, from "
            + PaperFigures.EXTENT
            + ", and ours, from what is named beside them.",
        List.of("property", "unit", "ours learned from", "paper", "ours"),
        rows,
        3);
  }

  private Block.Table symmetries() {
    var rows =
        PaperFigures.GROUPS.stream()
            .map(name -> {
              Optional<Replicates<MoleculeRun>> ours = ours(Qm9Property.HOMO, name);
              return List.of(
                  name.equals("SE3") || name.equals("SO3") ? name : name + "(3)",
                  ours.map(MoleculeReport::extent).orElse(NOT_RUN),
                  PaperFigures.homo(name).orElseThrow() + " meV",
                  ours.map(group -> group.first().print(group.testError().mean())).orElse(""));
            })
            .toList();
    return new Block.Table(
        "Groups compared on homo: the paper's mean absolute test errors, from "
            + PaperFigures.EXTENT
            + ", and ours, from what is named beside them.",
        List.of("group", "ours learned from", "paper", "ours"),
        rows,
        2);
  }

  /** Of the runs of MolecLieResNet with a group on a property, those that validated best. */
  private Optional<Replicates<MoleculeRun>> ours(Qm9Property property, String name) {
    return groups.stream()
        .filter(group -> group.first().property() == property)
        .filter(group -> group.first().config().network().equals("MolecLieResNet"))
        .filter(group -> symmetry(group.first()).equals(name))
        .min(Comparator.comparingDouble(Replicates::validationError));
  }

  private static String extent(Replicates<MoleculeRun> group) {
    return Collections.max(group.runs(), Comparator.comparingInt(run -> run.result().epochs()))
        .extent();
  }

  private void addPredictions(List<Block> blocks) {
    List<Figure> parity = figures.parity();
    if (parity.isEmpty()) {
      return;
    }
    blocks.add(new Block.Heading("Predicted against true"));
    blocks.add(
        new Block.Figures(
            String.format(
                Locale.ROOT,
                "Predicted against true values of test molecules, at most %,d of them, evenly"
                    + " spread over the test set; the wide grey line is where both are equal. One"
                    + " run of each network.",
                MoleculeFigures.MOST_DOTS),
            parity));
    List<Figure> bySize = figures.bySize();
    if (bySize.isEmpty()) {
      return;
    }
    blocks.add(new Block.Heading("Error by size"));
    blocks.add(
        new Block.Figures(
            "Mean absolute error on the test molecules with so many atoms, where there are at least"
                + " %d; one run of each network.".formatted(MoleculeFigures.LEAST_OF_A_SIZE),
            bySize));
  }
}
