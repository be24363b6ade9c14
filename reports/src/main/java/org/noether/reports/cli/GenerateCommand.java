package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.plot.FigurePainter;
import org.noether.reports.plot.Theme;
import org.noether.reports.task.dynamics.ClassPathOption;
import org.noether.reports.task.dynamics.TrajectoryFigures;
import org.noether.simulation.array.ArrayCopy;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.io.Count;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.ProgressListener;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;
import org.noether.simulation.trajectory.TrajectoryShards;
import org.noether.simulation.trajectory.TrajectoryWorkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code noether generate}. */
@Command(
    name = "generate",
    description = "Simulate systems drawn at random and write an HDF5 file.",
    subcommands = GenerateImagesCommand.class,
    commandListHeading = "%nOther data:%n",
    footer =
        """
        SYSTEM is one of the above, a Java source file with a class that implements
        HamiltonianSystem, or with --class-path the name of such a class. It runs with your rights.

        The file holds ts (systems, points), zs (systems, points, 2 bodies dim; positions, then
        momenta) and sysP (systems, bodies, parameters). Where systems differ in their number of
        bodies, these have room for the largest, NaN for what is missing, and bodies (systems) tells
        the numbers. One seed gives the same bytes on every machine.

        Examples:
          noether generate springs --systems 10000
          noether generate springs --systems 1000000 --shards 8
          noether generate springs --systems 500 --bodies 4 --dim 3 --seed 7 --out four.h5
          noether generate springs --systems 1000 --bodies 3,4,6 --out mixed.h5
          noether generate nbody --systems 100 --integrator dop853 --tolerance 1e-10
          noether generate double-pendulum --systems 100 --time 10 --points 1000 --max-drift 1e-6\
        """)
final class GenerateCommand extends LeafCommand {
  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..1",
      completionCandidates = Systems.class,
      description = "The system: ${COMPLETION-CANDIDATES}.")
  private @Nullable String system;

  @Mixin private ClassPathOption classes = new ClassPathOption();

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
      split = ",",
      description = {
        "Bodies, or parts that its class counts (default: that of the system, such as 6 for"
            + " springs);",
        "several numbers of bodies, such as 3,4,6, are dealt to the systems in turn."
      })
  private @Nullable List<Integer> bodies;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Dimensions of space (default: that of the system, such as 2 for springs).")
  private @Nullable Integer dim;

  @Mixin private IntegrationOptions integration = new IntegrationOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.h5",
      description = "The file to write (default: in datasets, named after all of the above).")
  private @Nullable Path out;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = {
        "Write N files and a manifest, FILE.json, that names them and stands for them all in"
            + " --data;",
        "after an interruption the same command goes on."
      })
  private @Nullable Integer shards;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description =
          "Draw the first systems to this file, PNG or SVG, as well: their motion, and the"
              + " drift of the energy.")
  private @Nullable Path plot;

  @Mixin private CompressOption compress = new CompressOption();

  @Mixin private MasterOption master = new MasterOption();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ForceOption force = new ForceOption();

  private final Interruption interruption;

  private @Nullable GenerateRequest known;

  GenerateCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws IOException {
    GenerateRequest request = request();
    Path file = file(request);
    force.demandFree(file);
    if (plot != null) {
      isSvg(plot);
      force.demandFree(plot, "--plot");
    }
    TrajectoryGenerator.WrittenFile written;
    long bytes;
    try (var progress = ProgressDisplay.begin(err(), "generate", "systems", systems)) {
      written = write(request, file, (done, total) -> progress.advanceTo(done));
      if (plot != null) {
        draw(request, plot);
      }
      bytes = compress(file, written.bytes());
    } catch (CancellationException e) {
      line().getErr().println(stopped());
      return Main.INTERRUPTED;
    } catch (RuntimeException e) {
      throw new IOException(UserSystems.explain(e).orElseThrow(() -> e), e);
    }
    if (json.given()) {
      Object size = request.mixed() ? request.sizes() : request.bodies();
      JsonOption.print(
          out(),
          Map.of(
              "file", file.toString(),
              "system", request.kind().id(),
              "systems", systems,
              "bodies", size,
              "seed", seed,
              "bytes", bytes,
              "energy_drift", written.energyDrift()));
      return 0;
    }
    print(request, file, written, bytes);
    return 0;
  }

  private void print(
      GenerateRequest request, Path file, TrajectoryGenerator.WrittenFile written, long bytes) {
    out()
        .printf(
            Locale.ROOT,
            "%s: %s of %s, %.1f MB, relative energy drift at most %.1e%n",
            file,
            Count.of(systems, "system"),
            request.sizeText(),
            bytes / 1e6,
            written.energyDrift());
    if (written.drifting() > 0) {
      err()
          .printf(
              Locale.ROOT,
              "warning: the energy of %s drifts by more than %.0e, most in system %d; use"
                  + " a smaller --dt, another --integrator, or --max-drift to draw such systems"
                  + " again%n",
              Count.of(written.drifting(), "system"),
              TrajectoryGenerator.NOTEWORTHY_DRIFT,
              written.worst());
    }
  }

  private static void draw(GenerateRequest request, Path plot) throws IOException {
    var figures = TrajectoryFigures.of(request);
    byte[] picture =
        isSvg(plot)
            ? FigurePainter.svg(figures, Theme.LIGHT)
            : FigurePainter.png(figures, Theme.LIGHT);
    AtomicFiles.write(plot, to -> to.write(picture));
  }

  private static boolean isSvg(Path plot) {
    String name = plot.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new IllegalArgumentException(
          "--plot %s: give it a name that ends in .png or .svg".formatted(plot));
    }
    return name.endsWith(".svg");
  }

  /** Compresses the file, or all that a manifest names, and returns their size. */
  private long compress(Path file, long plain) throws IOException {
    if (compress.level().isEmpty()) {
      return plain;
    }
    List<Path> files = List.of(file);
    if (shards != null) {
      var manifest = TrajectoryShards.open(file);
      files = manifest.shards().stream().map(manifest::path).toList();
    }
    long bytes = 0;
    for (Path each : files) {
      ArrayCopy.compress(each, compress.level().getAsInt());
      bytes += Files.size(each);
    }
    return bytes;
  }

  private Path file(GenerateRequest request) {
    if (out == null) {
      return Path.of(
          "datasets", name(request) + (shards == null ? ".h5" : TrajectoryShards.SUFFIX));
    }
    if (shards != null && !TrajectoryShards.isManifest(out)) {
      throw new IllegalArgumentException(
          "--out %s: with --shards it names the manifest, which is JSON; give it a name that ends in %s"
              .formatted(out, TrajectoryShards.SUFFIX));
    }
    return shards == null ? Hdf5Name.demand(out) : out;
  }

  private TrajectoryGenerator.WrittenFile write(
      GenerateRequest request, Path file, ProgressListener progress) throws IOException {
    if (!master.given()) {
      return write(request, file, Optional.empty(), progress);
    }
    StopFlag stop = interruption.stopFlag();
    try (Cluster cluster = master.connect(stop)) {
      MasterOption.demandWholePaths(
          cluster, UserSystems.files(Objects.requireNonNull(system), classes.path()));
      var workers = new GenerateWorkers(cluster, SentCommand.words(this), stop);
      return write(request, file, Optional.of(workers), progress);
    }
  }

  private TrajectoryGenerator.WrittenFile write(
      GenerateRequest request,
      Path file,
      Optional<TrajectoryWorkers> workers,
      ProgressListener progress)
      throws IOException {
    return shards == null
        ? TrajectoryGenerator.write(request, file, workers, progress)
        : TrajectoryGenerator.writeShards(request, file, shards, force.given(), workers, progress);
  }

  private String stopped() {
    return shards == null
        ? "stopped; nothing was written (with --shards, files that are complete are kept)"
        : CommandText.stopped(SentCommand.words(this));
  }

  private SystemKind kind(String wanted) throws IOException {
    try {
      return UserSystems.find(wanted, classes.path());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * What is to be made.
   *
   * @throws IOException if the system is one of a source file that cannot be read or compiled
   */
  GenerateRequest request() throws IOException {
    GenerateRequest made = known;
    if (made == null) {
      if (system == null) {
        throw new ParameterException(line(), "Missing required parameter: 'SYSTEM'");
      }
      made = request(kind(system));
      known = made;
    }
    return made;
  }

  private GenerateRequest request(SystemKind kind) {
    var request = GenerateRequest.of(kind, systems, seed);
    if (bodies != null) {
      request =
          bodies.size() == 1 ? request.withParts(bodies.getFirst()) : request.withSizes(bodies);
    }
    if (dim != null) {
      request = request.withSpaceDimension(dim);
    }
    return integration.apply(request);
  }

  /** Names a file so that different requests do not replace each other's. */
  static String name(GenerateRequest request) {
    var defaults = GenerateRequest.of(request.kind(), request.systems(), request.seed());
    var more = new StringBuilder();
    if (request.points() != defaults.points()) {
      more.append("-points").append(request.points());
    }
    if (request.dt() != defaults.dt()) {
      more.append("-dt").append(request.dt());
    }
    if (request.tolerance() != defaults.tolerance()) {
      more.append("-tolerance").append(request.tolerance());
    }
    if (request.limitsDrift()) {
      more.append("-drift").append(request.maxDrift());
    }
    return "%s-%d-%sx%dd-%s%s-seed%d"
        .formatted(
            request.kind().id(),
            request.systems(),
            request.sizes().stream().map(String::valueOf).collect(Collectors.joining("+")),
            request.spaceDimension(),
            request.integrator().id(),
            more,
            request.seed());
  }

  /** The names of all kinds of systems. */
  static final class Systems implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SystemKind.KNOWN.all().stream().map(SystemKind::id).iterator();
    }
  }
}
