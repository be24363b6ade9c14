package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.Comparison.Selection;

class SmallerComparisonTest {
  /** The seconds of a run of each network. */
  private static final Map<String, Double> SECONDS = Map.of("HOGN", 20.0, "FC", 2.0, "HFC", 3.0);

  private static final List<Selection<DynamicsConfig>> NETWORKS =
      List.of(new Selection<>("--networks", run -> run.config().network()));

  private static List<PlannedRun<DynamicsConfig>> plan(int seeds) {
    return LongStream.range(0, seeds)
        .boxed()
        .flatMap(seed -> Stream.of("HOGN", "FC", "HFC").map(network -> run(network, seed)))
        .toList();
  }

  private static PlannedRun<DynamicsConfig> run(String network, long seed) {
    DynamicsConfig d = DynamicsConfig.defaults(network);
    return new PlannedRun<>(
        network + "-seed" + seed,
        new DynamicsConfig(
            network,
            d.netCfg(),
            d.data(),
            d.nTrain(),
            d.nVal(),
            d.nTest(),
            d.lr(),
            d.bs(),
            d.numEpochs(),
            seed,
            d.backend()),
        1);
  }

  private static Optional<Cost> cost(List<PlannedRun<DynamicsConfig>> runs) {
    return Optional.of(new Cost(seconds(runs), 0, 0));
  }

  private static double seconds(List<PlannedRun<DynamicsConfig>> runs) {
    return runs.stream().mapToDouble(run -> SECONDS.get(run.config().network())).sum();
  }

  private static List<String> options(int seeds, double budget) {
    return new SmallerComparison<>(
            plan(seeds), SmallerComparisonTest::cost, runs -> seconds(runs) <= budget)
        .options(NETWORKS);
  }

  @Test
  void theCheapestNetworksAreKeptInTheOrderOfTheComparison() {
    assertThat(options(1, 4)).containsExactly("--networks FC");
    assertThat(options(1, 5)).containsExactly("--networks FC,HFC");
  }

  @Test
  void fewerSeedsAreAnotherWay() {
    assertThat(options(3, 60)).containsExactly("--networks FC,HFC", "--seeds 2");
    assertThat(options(3, 12)).containsExactly("--networks FC");
  }

  @Test
  void nothingIsNamedIfNothingFits() {
    assertThat(options(3, 1)).isEmpty();
  }

  @Test
  void partsOfUnknownCostAreLeftOut() {
    var smaller =
        new SmallerComparison<>(
            plan(2),
            runs ->
                runs.stream().anyMatch(run -> run.config().network().equals("FC"))
                    ? Optional.empty()
                    : cost(runs),
            runs -> seconds(runs) <= 30);
    assertThat(smaller.options(NETWORKS)).containsExactly("--networks HFC");
  }
}
