package org.noether.reports.task.dynamics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.RunConfig;
import org.noether.simulation.trajectory.SystemKind;

/**
 * A figure measured by running the reference implementation of the paper (PyTorch, two CPU cores).
 * The paper itself gives no numbers for springs in its text or tables, only curves.
 *
 * @param network the network
 * @param netCfg what its configuration must contain for the figure to stand beside it
 * @param cell the figure as a table shows it
 * @param setting the setting it was measured at
 */
record Reference(String network, Map<String, Object> netCfg, String cell, String setting) {
  private static final List<Reference> SPRINGS =
      List.of(
          new Reference(
              "FC",
              Map.of("k", 256),
              "0.0154",
              "FC, k=256, 3,000 training systems, 100 epochs, test MSE over 2,000 systems"),
          new Reference(
              "HLieResNet",
              Map.of("group", new GroupSpec("T", List.of(2))),
              "6.0×10⁻⁴",
              "HLieResNet T(2), k=64, 3,000 training systems, validation MSE after 23 of 36"
                  + " epochs"));

  /** Holds the options as configurations do. */
  Reference {
    netCfg = RunConfig.options(netCfg);
  }

  /** The figure to put beside a run, if there is one. */
  static Optional<Reference> of(DynamicsRun run) {
    return SPRINGS.stream()
        .filter(r -> run.config().data().system().equals(SystemKind.SPRINGS.id()))
        .filter(r -> r.network().equals(run.config().network()))
        .filter(r -> run.config().netCfg().entrySet().containsAll(r.netCfg().entrySet()))
        .findFirst();
  }
}
