package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Interval;
import org.noether.reports.table.PowerLaw;
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
    var sizes = groups.stream().mapToInt(ScalingReport::size).summaryStatistics();
    Replicates<DynamicsRun> best =
        groups.stream()
            .filter(group -> size(group) == sizes.getMax())
            .min(Comparator.comparingDouble(group -> group.testError().mean()))
            .orElseThrow();
    return "Networks learned from more and more trajectories how %s move. Table 1 has the mean squared errors of %d networks, trained on %s to %s systems, on systems not seen before; trained on %s, %s has the smallest: %s."
        .formatted(
            SystemNames.description(system()),
            networks.size(),
            count(sizes.getMin()),
            count(sizes.getMax()),
            count(sizes.getMax()),
            best.label(),
            testError(best));
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
    blocks.add(slopes());
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
      curves.add(new Curve(network.getKey(), sizes, means, colour, Look.JOINED));
      for (Replicates<DynamicsRun> group : ofNetwork) {
        curves.addAll(bar(group, colour));
      }
      colour++;
    }
    return new Block.Figures(
        "Test error against the number of systems to learn from, on logarithmic scales. Dots:"
            + " geometric mean"
            + " over %s; bars: 95 %% confidence intervals; pale: single seeds. Extent: %s; the epochs of each point are in the table."
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

  /** The confidence interval of an error, if it has one. */
  private static List<Curve> bar(Replicates<DynamicsRun> group, int colour) {
    Interval interval = group.testError();
    double[] size = {size(group), size(group)};
    return interval.count() < 2
        ? List.of()
        : List.of(
            new Curve(
                    group.label() + ", 95 % interval",
                    size,
                    new double[] {interval.low(), interval.high()},
                    colour,
                    Look.BAR)
                .unlisted());
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
                        "%s, seed %d"
                            .formatted(
                                ofNetwork.getFirst().label(), ofSeed.getFirst().config().seed()),
                        ofSeed.stream().mapToDouble(run -> run.config().nTrain()).toArray(),
                        ofSeed.stream().mapToDouble(run -> run.result().testMse()).toArray(),
                        colour,
                        Look.FAINT)
                    .unlisted())
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
            "Paper's epochs: those of its study, the square root of 10⁷ divided by the number"
                + " of systems. "),
        1,
        groups,
        List.of(
            new Column<>("network", Replicates::label),
            new Column<>("systems to learn from", g -> count(size(g))),
            new Column<>("epochs", Replicates::epochs),
            new Column<>("paper's epochs", g -> count(DataScaling.epochs(size(g)))),
            new Column<>("seeds", g -> String.valueOf(g.runs().size())),
            new Column<>("test MSE", TaskReport::testError),
            new Column<>("95 % interval", g -> g.testError().text())));
  }

  private Block.Table slopes() {
    return table(
        "How fast errors fall: the exponent of the power of the number of systems that fits the"
            + " errors best, by least squares on logarithmic scales, one point for each number,"
            + " with the 95 % confidence interval by Student's t and the part R² of the variance"
            + " that it explains.",
        1,
        List.copyOf(networks.entrySet()),
        List.of(
            new Column<>("network", Map.Entry::getKey),
            new Column<>(
                "exponent",
                n -> powerLaw(n).map(PowerLaw::exponent).orElse("fewer than three sizes")),
            new Column<>("95 % interval", n -> powerLaw(n).map(PowerLaw::interval).orElse("")),
            new Column<>(
                "R²", n -> powerLaw(n).map(law -> Numbers.significant(law.r2(), 3)).orElse(""))));
  }

  private static Optional<PowerLaw> powerLaw(
      Map.Entry<String, List<Replicates<DynamicsRun>>> network) {
    List<Replicates<DynamicsRun>> ofSize = network.getValue();
    return PowerLaw.of(
        ofSize.stream().mapToDouble(ScalingReport::size).toArray(),
        ofSize.stream().mapToDouble(g -> g.testError().mean()).toArray());
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
