package org.noether.reports.cli;

import java.util.List;
import java.util.stream.LongStream;
import org.noether.learning.task.dynamics.DynamicsConfig;

/** The runs that {@code reproduce springs} compares. */
final class SpringsComparison {
  private static final int EPOCHS = 100;

  private SpringsComparison() {}

  /**
   * The runs, seed by seed.
   *
   * @param seeds how many seeds
   * @param full whether at the paper's settings, those of the commands in its repository
   */
  static List<Planned<DynamicsConfig>> plan(int seeds, boolean full) {
    return LongStream.range(0, seeds)
        .boxed()
        .flatMap(
            seed -> SpringsNetwork.COMPARED.stream().map(network -> planned(network, seed, full)))
        .toList();
  }

  private static Planned<DynamicsConfig> planned(SpringsNetwork network, long seed, boolean full) {
    DynamicsConfig defaults = DynamicsConfig.defaults(network.network());
    return new Planned<>(
        network.folder() + "-seed" + seed,
        new DynamicsConfig(
            network.network(),
            network.netCfg(full),
            defaults.data(),
            defaults.nTrain(),
            defaults.nVal(),
            defaults.nTest(),
            network.settings(full).lr(),
            defaults.bs(),
            EPOCHS,
            seed,
            defaults.backend()),
        network.share());
  }
}
