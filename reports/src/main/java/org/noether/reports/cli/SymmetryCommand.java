package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.noether.reports.task.Examination;
import org.noether.reports.task.dynamics.ClassPathOption;
import org.noether.reports.task.dynamics.OwnGenerators;
import org.noether.reports.task.dynamics.SymmetryOutput;
import org.noether.reports.task.dynamics.SymmetryText;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.symmetry.Coordinates;
import org.noether.simulation.symmetry.SymmetryAnalysis;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code noether symmetry}. */
@Command(
    name = "symmetry",
    description =
        """
        Find the continuous symmetries of a Hamiltonian system, and what they conserve.

        By Noether's theorem each one-parameter group of maps that leaves the energy H unchanged
        conserves a quantity J: translations the linear momentum, rotations the angular momentum.
        A group is known by its generator xi(q), the velocity it gives to the positions q; momenta
        move so that the map is canonical, and J = p . xi(q).

        The command tests generators of well-known groups at random states of one system and
        prints by how much they change H: zero to round-off, or by how much they fail, relative to
        the largest change possible for such a generator and such an H. For each symmetry it prints
        J, and how far J drifts along an integrated trajectory.

        Then it searches for all symmetries xi(q) = A q + b, with or without a change of gauge, and
        for all affine canonical maps of phase space. Each random state gives a linear equation for
        the unknown numbers; the symmetries are the null space. Singular values show how clearly
        zeros differ from the others.

        Of a trained network it prints how far what was learned has the symmetries of space, beside
        the true system, and beside networks with initial weights: what those have as well, a
        network has by construction.\
        """,
    footer =
        """
        Examples:
          noether symmetry springs
          noether symmetry Pendulum.java
          noether symmetry nbody --bodies 3 --dim 2 --seed 7
          noether symmetry springs --bodies 3 --json
          noether symmetry runs/springs-HFC-1\
        """)
final class SymmetryCommand extends LeafCommand {
  @Parameters(
      paramLabel = "SYSTEM|RUN",
      completionCandidates = GenerateCommand.Systems.class,
      description =
          "${COMPLETION-CANDIDATES}; a Java source file with a class that implements"
              + " HamiltonianSystem; or the folder of a run.")
  private String subject = "";

  @Mixin private ClassPathOption classes = new ClassPathOption();

  @Option(
      names = "--bodies",
      paramLabel = "N",
      description = "Bodies of the system (default: that of generate).")
  private @Nullable Integer bodies;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Dimensions of space (default: those of generate).")
  private @Nullable Integer dim;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100",
      description = {
        "Random states to test generators at (default: ${DEFAULT-VALUE}); searches use at least",
        "twice as many as they have unknowns."
      })
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the system and the states (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--integrator",
      paramLabel = "NAME",
      converter = IntegrationOptions.IntegratorConverter.class,
      completionCandidates = IntegrationOptions.Names.class,
      description = "Integrator of the trajectory that J is followed along (default: generate's).")
  private @Nullable Integrators integrator;

  @Option(
      names = "--generator",
      paramLabel = "FILE",
      description = {
        "Test the generator in this file as well: JSON with A and b of xi(q) = A q + b,",
        "or a Java source file with a Generator; may be given more than once."
      })
  private List<Path> generators = List.of();

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Mixin private CsvOption csv = new CsvOption();

  @Override
  public Integer call() throws IOException {
    csv.demandFree();
    if (samples < 1) {
      throw new ParameterException(line(), "--samples must be positive, not " + samples);
    }
    if (!SystemKind.KNOWN.names().contains(subject) && Files.isDirectory(Path.of(subject))) {
      testNetwork(Path.of(subject));
      return 0;
    }
    SystemKind system = UserSystems.find(subject, classes.path());
    SymmetryOutput found;
    try {
      found = analyse(request(system));
    } catch (RuntimeException e) {
      throw new IOException(UserSystems.explain(e).orElseThrow(() -> e), e);
    }
    csv.write(SymmetryText.table(found));
    if (json) {
      JsonOption.print(out(), found);
    } else {
      SymmetryText.print(found, out());
    }
    return 0;
  }

  private SymmetryOutput analyse(GenerateRequest request) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var sampler = request.kind().sampler(request.bodies(), request.spaceDimension());
    InitialValueProblem problem = sampler.sample(random);
    var own = OwnGenerators.read(generators, Coordinates.of(problem.system()), classes.path());
    var analysis =
        SymmetryAnalysis.of(
            problem,
            () -> sampler.sample(random).z0(),
            request.times(),
            request.integrator(),
            samples,
            own,
            random);
    return SymmetryOutput.of(request, analysis);
  }

  private void testNetwork(Path run) throws IOException {
    if (bodies != null || dim != null || integrator != null) {
      throw new ParameterException(
          line(), "--bodies, --dim and --integrator are for systems, not for the run " + run);
    }
    var how = new Examination(generators, samples, seed, json);
    csv.write(Tasks.of(run, classes.path()).symmetry(run, how, out()));
  }

  private GenerateRequest request(SystemKind system) {
    GenerateRequest request = GenerateRequest.of(system, 1, seed);
    request = bodies == null ? request : request.withParts(bodies);
    request = dim == null ? request : request.withSpaceDimension(dim);
    return integrator == null ? request : request.withIntegrator(integrator);
  }
}
