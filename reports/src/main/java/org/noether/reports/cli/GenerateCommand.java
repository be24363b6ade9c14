package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.ProgressDisplay;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.registry.Spelling;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code noether generate}. */
@Command(
    name = "generate",
    description = "Simulate systems drawn with the paper's distributions and write an HDF5 file.",
    subcommands = GenerateImagesCommand.class,
    commandListHeading = "%nOther data:%n",
    footer =
        """
        The file holds ts (systems, points), zs (systems, points, 2 bodies dim; positions, then
        momenta) and sysP (systems, bodies, parameters). One seed gives the same bytes on every
        machine.

        Examples:
          noether generate springs --systems 10000
          noether generate springs --systems 500 --bodies 4 --dim 3 --seed 7 --out four.h5
          noether generate nbody --systems 100 --integrator dop853\
        """)
final class GenerateCommand extends LeafCommand {
  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..1",
      converter = SystemConverter.class,
      completionCandidates = Systems.class,
      description = "The system: ${COMPLETION-CANDIDATES}.")
  private @Nullable SystemKind system;

  @Option(
      names = "--systems",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many systems, each with one trajectory (default: ${DEFAULT-VALUE}).")
  private int systems;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bodies",
      paramLabel = "N",
      defaultValue = "6",
      description = "Bodies in each system (default: ${DEFAULT-VALUE}).")
  private int bodies;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Dimensions of space (default: those of the paper, such as 2 for springs).")
  private @Nullable Integer dim;

  @Option(
      names = "--integrator",
      paramLabel = "NAME",
      defaultValue = "threeEighths",
      converter = IntegratorConverter.class,
      description = "threeEighths, dop853, leapfrog or yoshida4 (default: ${DEFAULT-VALUE}).")
  private Integrators integrator = Integrators.THREE_EIGHTHS;

  @Option(
      names = "--out",
      paramLabel = "FILE.h5",
      description = "The file to write (default: in datasets, named after all of the above).")
  private @Nullable Path out;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  @Override
  public Integer call() throws IOException {
    if (system == null) {
      throw new ParameterException(line(), "Missing required parameter: 'SYSTEM'");
    }
    GenerateRequest request =
        GenerateRequest.of(system, systems, seed)
            .withBodies(bodies)
            .withSpaceDimension(dim == null ? system.defaults().spaceDimension() : dim)
            .withIntegrator(integrator);
    Path file = out == null ? Path.of("datasets", name(request)) : Hdf5Name.demand(out);
    force.demandFree(file);
    TrajectoryGenerator.WrittenFile written;
    try (var progress = ProgressDisplay.begin(err(), "generate", "systems", systems)) {
      written = TrajectoryGenerator.write(request, file, (done, total) -> progress.advanceTo(done));
    }
    if (json.given()) {
      JsonOption.print(
          out(),
          Map.of(
              "file", file.toString(),
              "system", system.id(),
              "systems", systems,
              "bodies", bodies,
              "seed", seed,
              "bytes", written.bytes(),
              "energy_drift", written.energyDrift()));
      return 0;
    }
    out()
        .printf(
            Locale.ROOT,
            "%s: %,d systems of %d bodies, %.1f MB, relative energy drift at most %.1e%n",
            file,
            systems,
            bodies,
            written.bytes() / 1e6,
            written.energyDrift());
    return 0;
  }

  /** Names a file so that different requests do not replace each other's. */
  static String name(GenerateRequest request) {
    return "%s-%d-%dx%dd-%s-seed%d.h5"
        .formatted(
            request.kind().id(),
            request.systems(),
            request.bodies(),
            request.spaceDimension(),
            request.integrator().id(),
            request.seed());
  }

  /** The names of all kinds of systems. */
  static final class Systems implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SystemKind.KNOWN.all().stream().map(SystemKind::id).iterator();
    }
  }

  /** Reads the name of a kind of systems. */
  static final class SystemConverter implements ITypeConverter<SystemKind> {
    @Override
    public SystemKind convert(String name) {
      try {
        return SystemKind.KNOWN.get(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads an integrator's name. */
  static final class IntegratorConverter implements ITypeConverter<Integrators> {
    @Override
    public Integrators convert(String name) {
      List<String> known = Arrays.stream(Integrators.values()).map(Integrators::id).toList();
      if (Spelling.known(name, known).isEmpty()) {
        throw new TypeConversionException(
            "unknown integrator '%s'; known: %s%s"
                .formatted(name, String.join(", ", known), Spelling.suggestion(name, known)));
      }
      return Integrators.of(name);
    }
  }
}
