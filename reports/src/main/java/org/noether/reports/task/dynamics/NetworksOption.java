package org.noether.reports.task.dynamics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.reports.task.Comparison.Selection;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Option;

/** The option that names the networks to compare. */
final class NetworksOption {
  /** What else a command offers if its runs are too many. */
  static final String NAME = "--networks";

  @Option(
      names = NAME,
      paramLabel = "NAME,...",
      converter = PaperNetworks.Converter.class,
      description = "Networks (default: all that suit the system, as --help lists them).")
  private @Nullable PaperNetworks networks;

  /** Takes the option. */
  NetworksOption() {
    this(null);
  }

  /** Creates an option with networks given; null for those that suit. */
  NetworksOption(@Nullable PaperNetworks networks) {
    this.networks = networks;
  }

  /** The networks given, or else those that suit a kind of systems. */
  PaperNetworks of(SystemKind system) {
    return networks == null ? PaperNetworks.of(system) : networks;
  }

  /** The option if it was given. */
  List<String> given() {
    return networks == null ? List.of() : List.of(NAME, networks.toString());
  }

  /** The option as one by which less can be compared. */
  static Selection<DynamicsConfig> selection() {
    return new Selection<>(NAME, run -> PaperNetworks.name(run.config()));
  }
}
