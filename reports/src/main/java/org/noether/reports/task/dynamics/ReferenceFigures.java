package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.noether.reports.table.Block;
import org.noether.simulation.trajectory.SystemKind;

/**
 * Errors measured by running the reference implementation of the paper (PyTorch, two CPU cores), as
 * a table shows them: each with a mark that leads to its setting. The paper itself gives no numbers
 * for springs in its text or tables, only curves.
 */
final class ReferenceFigures {
  private static final List<Measured> SPRINGS =
      List.of(
          new Measured(
              "FC",
              Map.of("k", 256),
              "0.0154",
              "FC, k=256, 3,000 training systems, 100 epochs, test MSE over 2,000 systems"),
          new Measured(
              "HLieResNet",
              Map.of("group", SpringsNetworks.T2),
              "6.0×10⁻⁴",
              "HLieResNet T(2), k=64, 3,000 training systems, validation MSE after 23 of 36"
                  + " epochs"));

  private final List<Measured> shown = new ArrayList<>();

  /**
   * An error.
   *
   * @param network the network
   * @param netCfg the options that a run must have to be compared with it
   * @param value the error as a table shows it
   * @param setting the setting it was measured at
   */
  private record Measured(
      String network, Map<String, Object> netCfg, String value, String setting) {}

  /** The cell beside a run: the error with its mark, or nothing. */
  String cell(DynamicsRun run) {
    Optional<Measured> measured =
        SPRINGS.stream()
            .filter(_ -> run.config().data().system().equals(SystemKind.SPRINGS.id()))
            .filter(m -> m.network().equals(run.config().network()))
            .filter(m -> run.config().netCfg().entrySet().containsAll(m.netCfg().entrySet()))
            .findFirst();
    measured.filter(m -> !shown.contains(m)).ifPresent(shown::add);
    return measured.map(m -> m.value() + " " + mark(m)).orElse("");
  }

  /** The settings of the errors shown, if there are any. */
  Optional<Block> paragraph() {
    String settings =
        shown.stream().map(m -> mark(m) + " " + m.setting()).collect(Collectors.joining("; "));
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Paragraph(
                "Reference figures were measured by running the paper's own program (PyTorch, two"
                    + " CPU cores), each at the setting given here, which can differ from that of"
                    + " the runs above: "
                    + settings
                    + ". The paper shows its results for springs as curves, without numbers."));
  }

  private String mark(Measured measured) {
    return "[" + (char) ('a' + shown.indexOf(measured)) + "]";
  }
}
