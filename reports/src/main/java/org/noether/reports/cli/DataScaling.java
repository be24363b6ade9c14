package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.reports.table.DataEfficiency;

/**
 * The runs of {@code study springs}: each network on each size of training set, with several seeds.
 *
 * @param networks what is trained
 * @param sizes on how many systems
 * @param seeds how often
 * @param data where the systems come from
 * @param full whether at the paper's settings
 */
record DataScaling(
    List<SpringsNetwork> networks, List<Integer> sizes, int seeds, DataSource data, boolean full) {
  /** Learning from a system takes about as long as validating this many. */
  private static final int VALIDATED_PER_LEARNED = 3;

  /** Compiling a network takes about as long as learning once from this many systems. */
  private static final int COMPILING = 5000;

  /** The systems that are needed in all. */
  long systems() {
    return sizes.stream()
        .mapToLong(
            n -> (long) n + DataEfficiency.validation(n) + DynamicsConfig.defaults("FC").nTest())
        .max()
        .orElseThrow();
  }

  /** The runs: seed by seed, sizes rising, so that early runs tell something of every network. */
  List<Planned<DynamicsConfig>> plan() {
    var plan = new ArrayList<Planned<DynamicsConfig>>();
    for (long seed = 0; seed < seeds; seed++) {
      for (int size : sizes) {
        for (SpringsNetwork network : networks) {
          plan.add(planned(network, size, seed));
        }
      }
    }
    return plan;
  }

  private Planned<DynamicsConfig> planned(SpringsNetwork network, int size, long seed) {
    DynamicsConfig defaults = DynamicsConfig.defaults(network.network());
    var config =
        new DynamicsConfig(
            network.network(),
            network.netCfg(full),
            data,
            size,
            DataEfficiency.validation(size),
            defaults.nTest(),
            network.settings(full).studyLr(),
            defaults.bs(),
            DataEfficiency.epochs(size),
            seed,
            defaults.backend());
    return new Planned<>(
        "%s-n%d-seed%d".formatted(network.folder(), size, seed),
        config,
        network.share() * work(config));
  }

  /** The work of a run, in systems to learn from. */
  private static double work(DynamicsConfig config) {
    double forward = (double) config.numEpochs() * config.nVal() + config.nTest();
    return COMPILING
        + (double) config.numEpochs() * config.nTrain()
        + forward / VALIDATED_PER_LEARNED;
  }
}
