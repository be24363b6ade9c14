package org.noether.simulation.trajectory;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.Version;
import org.noether.simulation.trajectory.TrajectoryGenerator.WrittenFile;

/**
 * The structure of a trajectory file, in which the places of the numbers are left free: where they
 * begin, in bytes from the beginning of the file.
 *
 * @param zs the states
 * @param ts the times
 * @param sysP the parameters
 * @param drifts the energy drift of each system; {@link #ABSENT} if not recorded
 * @param invariants value and change of each system's invariants; {@link #ABSENT} if not recorded
 */
record TrajectoryLayout(long zs, long ts, long sysP, long drifts, long invariants)
    implements Serializable {
  static final long ABSENT = -1;

  static final String STATES = "zs";
  static final String TIMES = "ts";
  static final String PARAMETERS = "sysP";

  /** The dataset of the number of bodies of each system, where systems differ in it. */
  static final String BODY_NUMBERS = "bodies";

  static final String KIND = "system";
  static final String BODIES = "bodies";
  static final String SIZES = "sizes";
  static final String SPACE_DIMENSION = "dimension";
  static final String POINTS = "points";
  static final String DT = "dt";
  static final String INTEGRATOR = "integrator";
  static final String SEED = "seed";

  /** What tells how a data set was made. */
  static final List<String> ATTRIBUTES =
      List.of(KIND, BODIES, SPACE_DIMENSION, POINTS, DT, INTEGRATOR, SEED);

  static final String ENERGY_DRIFT = "energy_drift";
  static final String ALL_SYSTEMS = "all_systems";
  static final String FIRST_SYSTEM = "first_system";
  static final String DRIFTING_SYSTEMS = "drifting_systems";
  static final String WORST_SYSTEM = "worst_system";
  static final String TOLERANCE = "tolerance";
  static final String MAX_DRIFT = "max_drift";
  static final String PARAMETER_NAMES = "parameter_names";
  static final String POINT_MASSES = "point_masses";
  static final String SOURCE = "source_sha256";

  static final String STATE_AXES = "system, time, positions (body, axis) then momenta (body, axis)";

  /** What the axes of padded datasets say more. */
  static final String MISSING_BODIES = "; NaN for bodies that a system lacks";

  private static final String UNITS = "units";

  /**
   * Writes the structure to {@code file}. Its layout depends on the part alone, so this may be
   * repeated after the numbers are in place, with the energy drift then known.
   */
  static TrajectoryLayout write(Path file, TrajectoryPart part, WrittenFile written)
      throws IOException {
    List<ReservedDataset> datasets;
    try (var hdf = HdfFile.write(file)) {
      attributes(part, written).forEach(hdf::putAttribute);
      datasets = putDatasets(hdf, part);
    } catch (HdfException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
    }
    long[] places = new long[5];
    Arrays.setAll(places, i -> i < datasets.size() ? datasets.get(i).dataAddress() : ABSENT);
    return new TrajectoryLayout(places[0], places[1], places[2], places[3], places[4]);
  }

  /** What a file says of its making, in order. */
  static Map<String, Object> attributes(TrajectoryPart part, WrittenFile written)
      throws IOException {
    GenerateRequest request = part.request();
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put(KIND, request.kind().id());
    attributes.put(BODIES, request.bodies());
    attributes.put(SPACE_DIMENSION, request.spaceDimension());
    attributes.put(POINTS, request.points());
    attributes.put(DT, request.dt());
    attributes.put(INTEGRATOR, request.integrator().id());
    attributes.put(SEED, request.seed());
    attributes.put(
        "generator",
        TrajectorySource.ALGORITHM
            + ", for trajectory i seeded by number i of SplittableRandom(seed)");
    attributes.put(ENERGY_DRIFT, written.energyDrift());
    attributes.put("energy_drift_meaning", "max |H(t) - H(0)| / |H(0)| over all systems and times");
    if (!part.alone()) {
      attributes.put(ALL_SYSTEMS, request.systems());
      attributes.put(FIRST_SYSTEM, part.first());
      attributes.put(DRIFTING_SYSTEMS, written.drifting());
      attributes.put(WORST_SYSTEM, written.worst());
    }
    if (request.mixed()) {
      attributes.put(
          SIZES, request.sizes().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (request.tolerance() != Integrators.TOLERANCE) {
      attributes.put(TOLERANCE, request.tolerance());
    }
    if (request.limitsDrift()) {
      attributes.put(MAX_DRIFT, request.maxDrift());
    }
    if (request.kind() instanceof ClassKind kind) {
      attributes.put(PARAMETER_NAMES, String.join(", ", kind.parameterNames()));
      attributes.put(POINT_MASSES, kind.pointMasses() ? 1 : 0);
      kind.sha256().ifPresent(sha256 -> attributes.put(SOURCE, sha256));
    }
    attributes.put("version", "Noether " + Version.current());
    attributes.put(UNITS, "dimensionless; the gravitational constant is 1");
    return attributes;
  }

  private static List<ReservedDataset> putDatasets(WritableGroup root, TrajectoryPart part) {
    GenerateRequest request = part.request();
    int systems = part.systems();
    int points = request.points();
    var names = request.kind().parameterNames();
    String lacking = request.mixed() ? MISSING_BODIES : "";
    var zs =
        put(
            root,
            new ReservedDataset(STATES, root, systems, points, request.stateLength()),
            "positions: length; momenta: mass length / time",
            STATE_AXES + lacking);
    var ts = put(root, new ReservedDataset(TIMES, root, systems, points), "time", "system, time");
    var sysP =
        put(
            root,
            new ReservedDataset(PARAMETERS, root, systems, request.bodies(), names.size()),
            String.join(", ", names),
            "system, body, parameter" + lacking);
    if (request.mixed()) {
      var bodies =
          root.putDataset(
              BODY_NUMBERS,
              IntStream.range(part.first(), part.first() + systems).map(request::bodies).toArray());
      bodies.putAttribute(UNITS, "1");
      bodies.putAttribute("axes", "system");
    }
    if (!request.recordsInvariants()) {
      return List.of(zs, ts, sysP);
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
    return List.of(zs, ts, sysP, drifts, invariants);
  }

  private static ReservedDataset put(
      WritableGroup root, ReservedDataset dataset, String units, String axes) {
    dataset.putAttribute(UNITS, units);
    dataset.putAttribute("axes", axes);
    root.putDataset(dataset.getName(), dataset);
    return dataset;
  }
}
