package org.noether.reports.task.dynamics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.simulation.trajectory.SystemKind;

/**
 * An error measured by running the reference implementation of the paper (PyTorch, two CPU cores).
 * The paper itself gives no numbers for springs in its text or tables, only curves.
 *
 * @param network the network
 * @param netCfg the options that a run must have to be compared with it
 * @param value the error as a table shows it
 * @param setting the setting it was measured at
 */
record ReferenceFigure(String network, Map<String, Object> netCfg, String value, String setting) {
  private static final List<ReferenceFigure> SPRINGS =
      List.of(
          new ReferenceFigure(
              "FC",
              Map.of("k", 256L),
              "0.0154",
              "k=256, 3,000 training systems, 100 epochs, test MSE over 2,000 systems"),
          new ReferenceFigure(
              "HLieResNet",
              Map.of("group", PaperNetworks.T2),
              "6.0×10⁻⁴",
              "T(2), k=64, 3,000 training systems, validation MSE after 23 of 36" + " epochs"));

  /** The figure to put beside a run, if there is one. */
  static Optional<ReferenceFigure> of(DynamicsRun run) {
    return SPRINGS.stream()
        .filter(_ -> concern(run.config().data().system()))
        .filter(figure -> figure.network().equals(run.config().network()))
        .filter(figure -> run.config().netCfg().entrySet().containsAll(figure.netCfg().entrySet()))
        .findFirst();
  }

  /** Whether there are figures for a system. */
  static boolean concern(String system) {
    return system.equals(SystemKind.SPRINGS.id());
  }
}
