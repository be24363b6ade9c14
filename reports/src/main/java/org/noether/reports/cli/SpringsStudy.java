package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.TrainConfig;

/** Which networks {@code reproduce springs} compares. */
final class SpringsStudy {
  private static final GroupSpec T2 = new GroupSpec("T", List.of(2));
  private static final Map<String, Object> PERCEPTRON = Map.of("k", 256, "num_layers", 4);

  /** The paper's settings, from the commands in its repository. */
  private static final List<Entry> PAPER =
      List.of(
          new Entry("FC", PERCEPTRON, 1e-2, 100, 1),
          new Entry("HFC", PERCEPTRON, 1e-2, 100, 1),
          new Entry("HLieResNet", Map.of("group", T2, "k", 384, "num_layers", 4), 1e-3, 100, 1));

  /** The same with a narrower HLieResNet, which learns in minutes. */
  private static final List<Entry> BUDGETED =
      List.of(
          new Entry("FC", PERCEPTRON, 1e-2, 100, 2),
          new Entry("HFC", PERCEPTRON, 1e-2, 100, 3),
          new Entry("HLieResNet", Map.of("group", T2, "k", 32, "num_layers", 4), 3e-3, 100, 9));

  private SpringsStudy() {}

  /**
   * One network.
   *
   * @param network its name
   * @param netCfg its options
   * @param lr learning rate
   * @param epochs epochs, at most
   * @param share its share of a budget, relative to the others'
   */
  private record Entry(
      String network, Map<String, Object> netCfg, double lr, int epochs, int share) {}

  /**
   * A run to be made.
   *
   * @param name the name of its folder
   * @param config what is trained
   * @param share its share of a budget, relative to the others'
   */
  record Planned(String name, TrainConfig config, int share) {}

  /**
   * The runs of the study, seed by seed.
   *
   * @param seeds how many seeds
   * @param full whether at the paper's settings
   */
  static List<Planned> plan(int seeds, boolean full) {
    var planned = new ArrayList<Planned>();
    for (long seed = 0; seed < seeds; seed++) {
      for (Entry entry : full ? PAPER : BUDGETED) {
        TrainConfig defaults = TrainConfig.defaults(entry.network());
        planned.add(
            new Planned(
                entry.network() + "-seed" + seed,
                new TrainConfig(
                    entry.network(),
                    entry.netCfg(),
                    defaults.data(),
                    defaults.nTrain(),
                    defaults.nVal(),
                    defaults.nTest(),
                    entry.lr(),
                    defaults.bs(),
                    entry.epochs(),
                    seed,
                    defaults.backend()),
                entry.share()));
      }
    }
    return planned;
  }
}
