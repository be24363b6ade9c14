package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.trajectory.TrajectoryNames;
import picocli.CommandLine.Option;

/** The options that tell what the arrays of {@code --data} are called. */
public final class NameOptions {
  private static final String NONE = "none";

  @Option(
      names = "--states",
      paramLabel = "NAME",
      split = ",",
      description = {
        "In --data: the states, or positions and momenta as Q,P;",
        "their shape tells the layout (default: zs).",
        "Of H5MD: a group of particles, as particles/NAME."
      })
  private @Nullable List<String> states;

  @Option(names = "--times", paramLabel = "NAME", description = "In --data: times (default: ts).")
  private @Nullable String times;

  @Option(
      names = "--parameters",
      paramLabel = "NAME",
      description = {
        "In --data: the bodies' parameters, such as masses (default: sysP);",
        "none if all masses are 1."
      })
  private @Nullable String parameters;

  @Option(
      names = "--bodies",
      paramLabel = "N",
      description = "Bodies of a system of --data, where no shape tells.")
  private @Nullable Integer bodies;

  @Option(
      names = "--bodies-of",
      paramLabel = "NAME",
      description = {
        "In --data: the number of bodies of each system, where they differ in it;",
        "NaN stands for bodies that are missing (default: bodies)."
      })
  private @Nullable String sizes;

  /** What the options name, if any was given. */
  public Optional<TrajectoryNames> names() {
    if (Stream.of(states, times, parameters, bodies, sizes).allMatch(Objects::isNull)) {
      return Optional.empty();
    }
    TrajectoryNames usual = TrajectoryNames.DEFAULT;
    return Optional.of(
        new TrajectoryNames(
            states == null ? usual.states() : states,
            times == null ? usual.times() : times,
            parameters == null
                ? usual.parameters()
                : Optional.of(parameters).filter(name -> !name.equals(NONE)),
            Optional.ofNullable(bodies),
            Optional.ofNullable(sizes)));
  }

  /** The options that name the same. */
  static List<String> arguments(TrajectoryNames names) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--states", String.join(",", names.states())));
    arguments.addAll(List.of("--times", names.times()));
    arguments.addAll(List.of("--parameters", names.parameters().orElse(NONE)));
    names.bodies().ifPresent(n -> arguments.addAll(List.of("--bodies", n.toString())));
    names.sizes().ifPresent(name -> arguments.addAll(List.of("--bodies-of", name)));
    return arguments;
  }
}
