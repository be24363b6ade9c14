package org.noether.reports.task.molecule;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.noether.learning.group.GroupSpec;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.Qm9Property;

/**
 * The report on networks that learned properties of molecules, with the mean absolute test errors
 * on QM9 that the paper reports: its Table 2, and the README of its repository for the groups.
 */
final class MoleculeReport extends TaskReport<MoleculeRun> {
  /** The extent of the paper's runs. */
  private static final String PAPER_EXTENT = "100,000 molecules and 500 epochs at k=1536";

  /** The paper's errors of T(3) on {@link Qm9Property#TASKS}, each in its unit. */
  private static final List<String> PAPER =
      List.of(
          "0.084", "49", "30", "25", "0.032", "0.038", "22", "24", "0.800", "19", "19", "2.280");

  /** The groups that the paper compares, by their names in networks' options. */
  private static final List<String> PAPER_GROUPS = List.of("Trivial", "SO3", "T", "SE3");

  /** The paper's errors of the groups on homo. */
  private static final Map<String, String> PAPER_HOMO =
      Map.of("Trivial", "31.7", "SO3", "65.4", "T", "29.4", "SE3", "26.8");

  private final MoleculeFigures figures;

  MoleculeReport(List<MoleculeRun> runs) {
    super(runs, byProperty(runs));
    figures = new MoleculeFigures(groups);
  }

  /** Groups of one property stand together, whatever order the runs were made in. */
  private static List<Replicates<MoleculeRun>> byProperty(List<MoleculeRun> runs) {
    List<MoleculeProperty> properties = properties(runs);
    return Replicates.of(runs).stream()
        .sorted(Comparator.comparingInt(group -> properties.indexOf(group.first().property())))
        .toList();
  }

  private static List<MoleculeProperty> properties(List<MoleculeRun> runs) {
    return runs.stream().map(MoleculeRun::property).distinct().toList();
  }

  @Override
  protected String title() {
    return "Molecules: predicted and true properties";
  }

  @Override
  protected String summary() {
    List<Replicates<MoleculeRun>> best = properties(runs).stream().map(this::best).toList();
    if (best.size() == 1) {
      return summary(best.getFirst());
    }
    long learned =
        best.stream()
            .filter(
                group -> group.testError().mean() < group.first().result().meanAbsoluteDeviation())
            .count();
    return "Networks learned %d properties of molecules. On molecules not seen before, they predict %s of these better than always guessing the mean would (table 1)."
        .formatted(best.size(), learned == best.size() ? "all" : String.valueOf(learned));
  }

  private static String summary(Replicates<MoleculeRun> best) {
    return "%s: %s is off by %s on average on molecules not seen before (learned from %s); always guessing the mean would be off by %s."
        .formatted(
            best.first().property().id(),
            MoleculeRun.network(best),
            testError(best),
            best.first().extentBesideNetwork(),
            meanGuess(best));
  }

  /** The best by validation of those that learned a property. */
  private Replicates<MoleculeRun> best(MoleculeProperty property) {
    return groups.stream()
        .filter(group -> group.first().property().equals(property))
        .min(Comparator.comparingDouble(Replicates::validationError))
        .orElseThrow();
  }

  @Override
  protected void addBlocks(List<Block> blocks, Provenance provenance) {
    blocks.add(new Block.Heading("Test error"));
    blocks.add(errors());
    blocks.add(
        new Block.Paragraph(
            "The paper's figures are those of "
                + PAPER_EXTENT
                + ". A run with fewer molecules, fewer epochs or a narrower network is no"
                + " repetition of it, and its error says nothing against the paper's."));
    differentData(MoleculeRun::property).ifPresent(blocks::add);
    blocks.add(new Block.Heading("The paper's tables"));
    boolean homo = runs.stream().anyMatch(run -> run.property().equals(Qm9Property.HOMO));
    blocks.add(tasks(homo));
    if (homo) {
      blocks.add(symmetries());
    }
    addPredictions(blocks);
    blocks.add(new Block.Heading("Learning"));
    blocks.add(
        overEpochs(
            new Block.Figures(
                "Mean absolute error on the validation molecules after each epoch; one line a run.",
                figures.learning())));
  }

  @Override
  public Block.Table errors() {
    String molecules =
        runs.stream()
            .map(run -> count(run.result().testMolecules()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return table(
        caption(
            "Mean absolute error on %s test molecules".formatted(molecules),
            "Learned from: molecules, epochs and time. Mean guess: the error of always guessing the"
                + " mean. The paper's figure is from %s. ".formatted(PAPER_EXTENT)),
        3,
        groups,
        List.of(
            new Column<>("property", g -> g.first().property().id()),
            new Column<>("network", MoleculeRun::network),
            new Column<>("learned from", g -> g.first().extentBesideNetwork()),
            new Column<>("parameters", g -> count(g.first().result().parameters())),
            new Column<>("seeds", g -> String.valueOf(g.runs().size())),
            new Column<>("test MAE", TaskReport::testError),
            new Column<>("95 % interval", g -> g.testError().text()),
            new Column<>("mean guess", MoleculeReport::meanGuess),
            new Column<>("paper", g -> paper(g.first()))));
  }

  /** The paper's figure for what a run does, if it has one. */
  private static String paper(MoleculeRun run) {
    String group = symmetry(run);
    int task = Qm9Property.TASKS.indexOf(run.property());
    String figure = "";
    if (run.config().network().equals("MolecLieResNet")) {
      if (run.property().equals(Qm9Property.HOMO)) {
        figure = PAPER_HOMO.getOrDefault(group, "");
      } else if (group.equals("T") && task >= 0) {
        figure = PAPER.get(task);
      }
    }
    return figure.isEmpty()
        ? "not in the paper"
        : figure + " " + Numbers.unit(run.property().unit());
  }

  /** The name of a network's group, which is T unless it says otherwise. */
  private static String symmetry(MoleculeRun run) {
    return run.config().netCfg().get("group") instanceof GroupSpec group ? group.name() : "T";
  }

  private Block.Table tasks(boolean homo) {
    return table(
        "Mean absolute test errors of MolecLieResNet with the group T(3): the paper's, from "
            + PAPER_EXTENT
            + ", and ours, from what is named beside them."
            + (homo
                ? " Of homo, the paper's table has 30 meV; tables 1 and 3 have the 29.4 meV that"
                    + " its authors give where they compare groups."
                : ""),
        2,
        Qm9Property.TASKS,
        List.of(
            new Column<>("property", Qm9Property::id),
            new Column<>("ours learned from", property -> oursFrom(ours(property, "T"))),
            new Column<>(
                "paper",
                property ->
                    PAPER.get(Qm9Property.TASKS.indexOf(property))
                        + " "
                        + Numbers.unit(property.unit())),
            new Column<>("ours", property -> oursError(ours(property, "T")))));
  }

  private Block.Table symmetries() {
    return table(
        "Groups compared on homo: the paper's mean absolute test errors, from "
            + PAPER_EXTENT
            + ", and ours, from what is named beside them.",
        2,
        PAPER_GROUPS,
        List.of(
            new Column<>("group", name -> name.endsWith("3") ? name : name + "(3)"),
            new Column<>("ours learned from", name -> oursFrom(ours(Qm9Property.HOMO, name))),
            new Column<>("paper", name -> PAPER_HOMO.get(name) + " meV"),
            new Column<>("ours", name -> oursError(ours(Qm9Property.HOMO, name)))));
  }

  /** Our best by validation of MolecLieResNet with a group on a property. */
  private Optional<Replicates<MoleculeRun>> ours(Qm9Property property, String name) {
    return groups.stream()
        .filter(group -> group.first().property().equals(property))
        .filter(group -> group.first().config().network().equals("MolecLieResNet"))
        .filter(group -> symmetry(group.first()).equals(name))
        .min(Comparator.comparingDouble(Replicates::validationError));
  }

  private static String oursFrom(Optional<Replicates<MoleculeRun>> ours) {
    return ours.map(MoleculeReport::extent).orElse("not run");
  }

  private static String oursError(Optional<Replicates<MoleculeRun>> ours) {
    return ours.map(TaskReport::testError).orElse("");
  }

  private static String extent(Replicates<MoleculeRun> group) {
    return group.first().extent();
  }

  private static String meanGuess(Replicates<MoleculeRun> group) {
    return group.first().print(group.first().result().meanAbsoluteDeviation());
  }

  /** Names the properties from which those of the free atoms are subtracted. */
  private String relativeToAtoms() {
    String names =
        properties(runs).stream()
            .filter(MoleculeProperty::relativeToAtoms)
            .map(MoleculeProperty::id)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? ""
        : " Relative to free atoms, whose values are subtracted: " + names + ".";
  }

  private void addPredictions(List<Block> blocks) {
    var parity = figures.parity();
    if (!parity.isEmpty()) {
      blocks.add(new Block.Heading("Predicted against true"));
      blocks.add(
          new Block.Figures(
              "Predicted against true values of test molecules, at most %s of them, evenly spread over the test set; the wide grey line is where both are equal. One run of each network.%s"
                  .formatted(count(MoleculeFigures.MOST_DOTS), relativeToAtoms()),
              parity));
    }
    var bySize = figures.bySize();
    if (!bySize.isEmpty()) {
      blocks.add(new Block.Heading("Error by size"));
      blocks.add(
          new Block.Figures(
              "Mean absolute error on the test molecules with so many atoms, where there are at"
                  + " least %d; one run of each network."
                      .formatted(MoleculeFigures.LEAST_OF_A_SIZE),
              bySize));
    }
  }
}
