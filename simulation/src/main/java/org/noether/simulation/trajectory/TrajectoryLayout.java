package org.noether.simulation.trajectory;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import org.noether.simulation.io.Version;

/**
 * The structure of a trajectory file, in which the places of the numbers are left free.
 *
 * @param zs the states
 * @param ts the times
 * @param sysP the parameters
 */
record TrajectoryLayout(ReservedDataset zs, ReservedDataset ts, ReservedDataset sysP) {
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
  static final String ENERGY_DRIFT = "energy_drift";

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
    root.putAttribute("version", "Noether " + Version.current());
    root.putAttribute(UNITS, "dimensionless; the gravitational constant is 1");
  }

  private static TrajectoryLayout putDatasets(WritableGroup root, GenerateRequest request) {
    int systems = request.systems();
    int points = request.points();
    var names = request.kind().parameterNames();
    return new TrajectoryLayout(
        put(
            root,
            new ReservedDataset(STATES, root, systems, points, request.stateLength()),
            "positions: length; momenta: mass length / time",
            "system, time, positions (body, axis) then momenta (body, axis)"),
        put(root, new ReservedDataset(TIMES, root, systems, points), "time", "system, time"),
        put(
            root,
            new ReservedDataset(PARAMETERS, root, systems, request.bodies(), names.size()),
            String.join(", ", names),
            "system, body, parameter"));
  }

  private static ReservedDataset put(
      WritableGroup root, ReservedDataset dataset, String units, String axes) {
    dataset.putAttribute(UNITS, units);
    dataset.putAttribute("axes", axes);
    root.putDataset(dataset.getName(), dataset);
    return dataset;
  }
}
