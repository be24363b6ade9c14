package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Replicates;

/** Assembles the report on how test errors fall with the size of the training set. */
public final class ScalingReport {
  /** For each network, its groups by rising size of the training set. */
  private final Map<String, List<Replicates<DynamicsRun>>> networks = new LinkedHashMap<>();

  private ScalingReport(List<DynamicsRun> runs) {
    var bySize =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.config().nTrain(), TreeMap::new, Collectors.toList()));
    for (List<DynamicsRun> ofSize : bySize.values()) {
      for (Replicates<DynamicsRun> group : Replicates.of(ofSize)) {
        networks.computeIfAbsent(group.label(), _ -> new ArrayList<>()).add(group);
      }
    }
  }

  /**
   * The report on the runs of a study.
   *
   * @param runs at least one
   * @param provenance how to repeat them
   */
  static Page of(List<DynamicsRun> runs, Provenance provenance) {
    var report = new ScalingReport(runs);
    String extent =
        provenance.facts().stream()
            .filter(fact -> fact.getFirst().equals("extent"))
            .map(List::getLast)
            .findFirst()
            .orElse("not named");
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Heading("Test error against the size of the training set"));
    blocks.add(report.figure(extent));
    blocks.add(report.errors());
    blocks.add(new Block.Heading("Settings"));
    blocks.add(report.settings());
    blocks.addAll(provenance.section(report.groups()));
    return new Page("Springs: error and training-set size", report.summary(), blocks);
  }

  /** The table of test errors, by itself. */
  static Block.Table errors(List<DynamicsRun> runs) {
    return new ScalingReport(runs).errors();
  }

  private List<Replicates<DynamicsRun>> groups() {
    return networks.values().stream().flatMap(List::stream).toList();
  }

  private String summary() {
    String falls =
        networks.entrySet().stream()
            .map(network ->
                "%s from %s to %s"
                    .formatted(
                        network.getKey(),
                        mse(network.getValue().getFirst()),
                        mse(network.getValue().getLast())))
            .collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "Networks learned from ever more trajectories how bodies joined by springs move. Between"
            + " %,d and %,d systems to learn from, the mean squared error on systems not seen"
            + " before goes, for %s.",
        groups().stream().mapToInt(ScalingReport::size).min().orElseThrow(),
        groups().stream().mapToInt(ScalingReport::size).max().orElseThrow(),
        falls);
  }

  private Block figure(String extent) {
    var curves = new ArrayList<Curve>();
    int colour = 0;
    for (var network : networks.entrySet()) {
      List<Replicates<DynamicsRun>> groups = network.getValue();
      double[] sizes = groups.stream().mapToDouble(ScalingReport::size).toArray();
      double[] means = groups.stream().mapToDouble(g -> g.testError().mean()).toArray();
      curves.addAll(seeds(groups, colour));
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
  private static List<Curve> seeds(List<Replicates<DynamicsRun>> groups, int colour) {
    List<DynamicsRun> runs = groups.stream().flatMap(group -> group.runs().stream()).toList();
    var bySeed =
        runs.stream()
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
        groups().stream()
            .map(group -> group.runs().size())
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    return counts.equals("1") ? "one seed" : counts + " seeds";
  }

  private Block.Table errors() {
    var rows =
        groups().stream()
            .map(group ->
                List.of(
                    group.label(),
                    String.format(Locale.ROOT, "%,d", size(group)),
                    group.epochs(),
                    String.valueOf(DataEfficiency.epochs(size(group))),
                    String.valueOf(group.runs().size()),
                    mse(group),
                    group.testError().text()))
            .toList();
    return new Block.Table(
        String.format(
            Locale.ROOT,
            "Mean squared error of the predicted states (q, p) on %,d test systems, over"
                + " trajectories as long as those trained on: mean over seeds, with the 95 %%"
                + " confidence interval by Student's t. Beside the epochs done are those of the"
                + " paper's study, the root of 10⁷ over the number of systems. The weights are"
                + " those of the epoch with the smallest validation error; the test set chooses"
                + " nothing.",
            groups().getFirst().first().config().nTest()),
        List.of(
            "network",
            "systems to learn from",
            "epochs",
            "paper's epochs",
            "seeds",
            "test MSE",
            "95 % interval"),
        rows,
        1);
  }

  private Block.Table settings() {
    var rows =
        networks.entrySet().stream()
            .map(network -> {
              DynamicsRun run = network.getValue().getFirst().first();
              return List.of(
                  network.getKey(),
                  options(run.config().netCfg()),
                  String.valueOf(run.config().lr()),
                  String.format(Locale.ROOT, "%,d", run.config().bs()),
                  String.format(Locale.ROOT, "%,d", run.result().parameters()));
            })
            .toList();
    return new Block.Table(
        "The networks: options, learning rate at the beginning, systems of a minibatch (all, where"
            + " there are fewer to learn from), and trained parameters.",
        List.of("network", "options", "learning rate", "minibatch", "parameters"),
        rows,
        2);
  }

  private static String options(Map<String, Object> netCfg) {
    return netCfg.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(", "));
  }

  private static int size(Replicates<DynamicsRun> group) {
    return group.first().config().nTrain();
  }

  private static String mse(Replicates<DynamicsRun> group) {
    return Numbers.significant(group.testError().mean(), 3);
  }
}
