package org.noether.simulation.trajectory;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.Version;

/**
 * The structure of a trajectory file, in which the places of the numbers are left free.
 *
 * @param zs the states
 * @param ts the times
 * @param sysP the parameters
 * @param drifts the energy drift of each system, if recorded
 * @param invariants value and change of each system's invariants, if recorded
 */
record TrajectoryLayout(
    ReservedDataset zs,
    ReservedDataset ts,
    ReservedDataset sysP,
    Optional<ReservedDataset> drifts,
    Optional<ReservedDataset> invariants) {
  static final String STATES = "zs";
  static final String TIMES = "ts";
  static final String PARAMETERS = "sysP";

  static final String KIND = "system";
  static final String BODIES = "bodies";
  static final String SPACE_DIMENSION = "dimension";
  static final String POINTS = "points";
  static final String DT = "dt";
  static final String INTEGRATOR = "integrator";
  static final String SEED = "seed";

  /** What tells how a data set was made. */
  static final List<String> ATTRIBUTES =
      List.of(KIND, BODIES, SPACE_DIMENSION, POINTS, DT, INTEGRATOR, SEED);

  static final String ENERGY_DRIFT = "energy_drift";
  static final String TOLERANCE = "tolerance";
  static final String MAX_DRIFT = "max_drift";
  static final String PARAMETER_NAMES = "parameter_names";
  static final String POINT_MASSES = "point_masses";
  static final String SOURCE = "source_sha256";

  private static final String UNITS = "units";

  /**
   * Writes the structure to {@code file}. Its layout depends on the request alone, so this may be
   * repeated after the numbers are in place, with the energy drift then known.
   */
  static TrajectoryLayout write(Path file, GenerateRequest request, double energyDrift)
      throws IOException {
    try (var hdf = HdfFile.write(file)) {
      putAttributes(hdf, request, energyDrift);
      return putDatasets(hdf, request);
    } catch (HdfException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
    }
  }

  private static void putAttributes(WritableGroup root, GenerateRequest request, double energyDrift)
      throws IOException {
    root.putAttribute(KIND, request.kind().id());
    root.putAttribute(BODIES, request.bodies());
    root.putAttribute(SPACE_DIMENSION, request.spaceDimension());
    root.putAttribute(POINTS, request.points());
    root.putAttribute(DT, request.dt());
    root.putAttribute(INTEGRATOR, request.integrator().id());
    root.putAttribute(SEED, request.seed());
    root.putAttribute(
        "generator",
        TrajectorySource.ALGORITHM
            + ", for trajectory i seeded by number i of SplittableRandom(seed)");
    root.putAttribute(ENERGY_DRIFT, energyDrift);
    root.putAttribute(
        "energy_drift_meaning", "max |H(t) - H(0)| / |H(0)| over all systems and times");
    if (request.tolerance() != Integrators.TOLERANCE) {
      root.putAttribute(TOLERANCE, request.tolerance());
    }
    if (request.limitsDrift()) {
      root.putAttribute(MAX_DRIFT, request.maxDrift());
    }
    if (request.kind() instanceof ClassKind kind) {
      root.putAttribute(PARAMETER_NAMES, String.join(", ", kind.parameterNames()));
      root.putAttribute(POINT_MASSES, kind.pointMasses() ? 1 : 0);
      if (kind.sourceSha256().isPresent()) {
        root.putAttribute(SOURCE, kind.sourceSha256().get());
      }
    }
    root.putAttribute("version", "Noether " + Version.current());
    root.putAttribute(UNITS, "dimensionless; the gravitational constant is 1");
  }

  private static TrajectoryLayout putDatasets(WritableGroup root, GenerateRequest request) {
    int systems = request.systems();
    int points = request.points();
    var names = request.kind().parameterNames();
    var zs =
        put(
            root,
            new ReservedDataset(STATES, root, systems, points, request.stateLength()),
            "positions: length; momenta: mass length / time",
            "system, time, positions (body, axis) then momenta (body, axis)");
    var ts = put(root, new ReservedDataset(TIMES, root, systems, points), "time", "system, time");
    var sysP =
        put(
            root,
            new ReservedDataset(PARAMETERS, root, systems, request.bodies(), names.size()),
            String.join(", ", names),
            "system, body, parameter");
    if (!request.recordsInvariants()) {
      return new TrajectoryLayout(zs, ts, sysP, Optional.empty(), Optional.empty());
    }
    var drifts =
        put(
            root,
            new ReservedDataset("energy_drifts", root, systems),
            "max |H(t) - H(0)| / |H(0)| over all times",
            "system");
    var invariantNames = request.invariantNames();
    var invariants =
        put(
            root,
            new ReservedDataset("invariants", root, systems, 2, invariantNames.size()),
            String.join(", ", invariantNames),
            "system, value at the beginning and largest change from it, invariant");
    return new TrajectoryLayout(zs, ts, sysP, Optional.of(drifts), Optional.of(invariants));
  }

  private static ReservedDataset put(
      WritableGroup root, ReservedDataset dataset, String units, String axes) {
    dataset.putAttribute(UNITS, units);
    dataset.putAttribute("axes", axes);
    root.putDataset(dataset.getName(), dataset);
    return dataset;
  }
}
