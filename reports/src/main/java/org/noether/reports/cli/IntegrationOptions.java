package org.noether.reports.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.registry.Spelling;
import org.noether.simulation.trajectory.GenerateRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that control how systems are integrated. */
final class IntegrationOptions {
  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points of each trajectory (default: that of the system, such as 500).")
  private @Nullable Integer points;

  @Option(
      names = "--dt",
      paramLabel = "T",
      description = "Time between points (default: that of the system, such as 0.01).")
  private @Nullable Double dt;

  @Option(
      names = "--time",
      paramLabel = "T",
      description = "Time of the last point, instead of --points or --dt.")
  private @Nullable Double time;

  @Option(
      names = "--integrator",
      paramLabel = "NAME",
      converter = IntegratorConverter.class,
      completionCandidates = Names.class,
      description =
          "threeEighths, dop853, leapfrog, yoshida4, implicitMidpoint or gauss4 (default: that of"
              + " the system, such as threeEighths for springs).")
  private @Nullable Integrators integrator;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "Relative and absolute tolerance of dop853 (default: 1e-12).")
  private @Nullable Double tolerance;

  @Option(
      names = "--max-drift",
      paramLabel = "X",
      description =
          "Draw a system again whose energy changes by more than this part of itself (default:"
              + " never).")
  private @Nullable Double maxDrift;

  /** The request with these options. */
  GenerateRequest apply(GenerateRequest defaults) {
    GenerateRequest request = defaults;
    if (points != null) {
      request = request.withPoints(points);
    }
    if (dt != null) {
      request = request.withDt(dt);
    }
    if (time != null) {
      request = withTime(request, time);
    }
    if (integrator != null) {
      request = request.withIntegrator(integrator);
    }
    if (tolerance != null) {
      request = request.withTolerance(tolerance);
    }
    return maxDrift == null ? request : request.withMaxDrift(maxDrift);
  }

  private GenerateRequest withTime(GenerateRequest request, double time) {
    if (points != null && dt != null) {
      throw new IllegalArgumentException("--time follows from --points and --dt; give two of them");
    }
    if (dt == null) {
      return request.withDt(time / request.points());
    }
    long steps = Math.round(time / dt);
    if (Math.abs(steps * dt - time) > 1e-9 * time) {
      throw new IllegalArgumentException(
          "--time %s is not a multiple of --dt %s".formatted(time, dt));
    }
    return request.withPoints(Math.toIntExact(steps));
  }

  /** The names of integrators. */
  static final class Names implements Iterable<String> {
    private static final List<String> ALL =
        Arrays.stream(Integrators.values()).map(Integrators::id).toList();

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  /** Reads an integrator's name. */
  static final class IntegratorConverter implements ITypeConverter<Integrators> {
    @Override
    public Integrators convert(String name) {
      List<String> known = Names.ALL;
      if (Spelling.known(name, known).isEmpty()) {
        throw new TypeConversionException(
            "unknown integrator '%s'; known: %s%s"
                .formatted(name, String.join(", ", known), Spelling.suggestion(name, known)));
      }
      return Integrators.of(name);
    }
  }
}
