package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.table.Block;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;

/** The report on how test errors fall with the size of the training set. */
final class ScalingReport extends TaskReport<DynamicsRun> {
  /** For each network, its groups by rising size of the training set. */
  private final Map<String, List<Replicates<DynamicsRun>>> networks;

  ScalingReport(List<DynamicsRun> runs) {
    super(runs, byNetwork(bySize(runs)).values().stream().flatMap(List::stream).toList());
    networks = byNetwork(groups);
  }

  private static List<Replicates<DynamicsRun>> bySize(List<DynamicsRun> runs) {
    return runs.stream()
        .collect(
            Collectors.groupingBy(run -> run.config().nTrain(), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(ofSize -> Replicates.of(ofSize).stream())
        .toList();
  }

  private static Map<String, List<Replicates<DynamicsRun>>> byNetwork(
      List<Replicates<DynamicsRun>> groups) {
    return groups.stream()
        .collect(Collectors.groupingBy(Replicates::label, LinkedHashMap::new, Collectors.toList()));
  }

  @Override
  protected String title() {
    return SystemNames.title(system()) + ": error and training-set size";
  }

  private String system() {
    return runs.getFirst().config().data().system();
  }

  @Override
  protected String summary() {
    String falls =
        networks.entrySet().stream()
            .map(network ->
                "%s from %s to %s"
                    .formatted(
                        network.getKey(),
                        testError(network.getValue().getFirst()),
                        testError(network.getValue().getLast())))
            .collect(Collectors.joining("; "));
    var sizes = groups.stream().mapToInt(ScalingReport::size).summaryStatistics();
    return "Networks learned from ever more trajectories how %s move. Between %s and %s systems to learn from, the mean squared error on systems not seen before goes, for %s."
        .formatted(
            SystemNames.description(system()), count(sizes.getMin()), count(sizes.getMax()), falls);
  }

  @Override
  protected void addBlocks(List<Block> blocks, Provenance provenance) {
    String extent =
        provenance.facts().stream()
            .filter(fact -> fact.getFirst().equals("extent"))
            .map(List::getLast)
            .findFirst()
            .orElse("not named");
    blocks.add(new Block.Heading("Test error against the size of the training set"));
    blocks.add(figure(extent));
    blocks.add(errors());
    blocks.add(new Block.Heading("Settings"));
    blocks.add(settings());
  }

  private Block figure(String extent) {
    var curves = new ArrayList<Curve>();
    int colour = 0;
    for (var network : networks.entrySet()) {
      List<Replicates<DynamicsRun>> ofNetwork = network.getValue();
      double[] sizes = ofNetwork.stream().mapToDouble(ScalingReport::size).toArray();
      double[] means = ofNetwork.stream().mapToDouble(g -> g.testError().mean()).toArray();
      curves.addAll(seeds(ofNetwork, colour));
      curves.add(new Curve(network.getKey(), sizes, means, colour, Look.SOLID));
      curves.add(new Curve("", sizes, means, colour, Look.DOTS));
      colour++;
    }
    return new Block.Figures(
        "Test error against the number of systems to learn from, on logarithmic scales. Dots: mean"
            + " over %s; pale: single seeds. Extent: %s; the epochs of each point are in the table."
                .formatted(seeds(), extent),
        List.of(
            new Figure(
                "scaling",
                "Test error and training-set size",
                "systems to learn from",
                "mean squared error",
                Layout.WIDE,
                true,
                true,
                curves)));
  }

  /** A pale line for each seed of a network, where there are several. */
  private static List<Curve> seeds(List<Replicates<DynamicsRun>> ofNetwork, int colour) {
    var bySeed =
        ofNetwork.stream()
            .flatMap(group -> group.runs().stream())
            .collect(
                Collectors.groupingBy(
                    run -> run.config().seed(), TreeMap::new, Collectors.toList()));
    return bySeed.size() < 2
        ? List.of()
        : bySeed.values().stream()
            .map(ofSeed ->
                new Curve(
                    "",
                    ofSeed.stream().mapToDouble(run -> run.config().nTrain()).toArray(),
                    ofSeed.stream().mapToDouble(run -> run.result().testMse()).toArray(),
                    colour,
                    Look.FAINT))
            .toList();
  }

  private String seeds() {
    String counts =
        groups.stream()
            .map(group -> group.runs().size())
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    return counts.equals("1") ? "one seed" : counts + " seeds";
  }

  @Override
  public Block.Table errors() {
    return table(
        DynamicsReport.caption(
            groups.getFirst().runs(),
            "Beside the epochs done are those of the paper's study, the root of 10⁷ over the number"
                + " of systems. "),
        1,
        groups,
        List.of(
            new Column<>("network", Replicates::label),
            new Column<>("systems to learn from", g -> count(size(g))),
            new Column<>("epochs", Replicates::epochs),
            new Column<>("paper's epochs", g -> String.valueOf(DataScaling.epochs(size(g)))),
            new Column<>("seeds", g -> String.valueOf(g.runs().size())),
            new Column<>("test MSE", TaskReport::testError),
            new Column<>("95 % interval", g -> g.testError().text())));
  }

  private Block.Table settings() {
    return table(
        "The networks: options, learning rate at the beginning, systems of a minibatch (all, where"
            + " there are fewer to learn from), and trained parameters.",
        2,
        networks.values().stream().map(List::getFirst).toList(),
        List.of(
            new Column<>("network", Replicates::label),
            new Column<>("options", g -> options(g.first().config().netCfg())),
            new Column<>("learning rate", g -> String.valueOf(g.first().config().lr())),
            new Column<>("minibatch", g -> count(g.first().config().bs())),
            new Column<>("parameters", g -> count(g.first().result().parameters()))));
  }

  private static String options(Map<String, Object> netCfg) {
    return netCfg.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(", "));
  }

  private static int size(Replicates<DynamicsRun> group) {
    return group.first().config().nTrain();
  }
}
