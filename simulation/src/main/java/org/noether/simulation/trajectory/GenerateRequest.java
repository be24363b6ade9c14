package org.noether.simulation.trajectory;

import java.util.List;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.Invariant;

/**
 * Everything that determines a data set. The grid of times is {@code points} numbers from 0 to
 * {@code points * dt}, both ends included, as in the reference: its spacing is {@code dt * points /
 * (points - 1)}, rounded to single precision.
 *
 * @param kind kind of the systems
 * @param systems number of systems, one trajectory each
 * @param bodies number of bodies of each system
 * @param spaceDimension number of space dimensions
 * @param points number of points of each trajectory
 * @param dt nominal time between points
 * @param integrator integrator
 * @param tolerance tolerance of an adaptive integrator
 * @param maxDrift largest |H(t) - H(0)| / |H(0)| of a system, which is drawn again otherwise;
 *     infinity for no limit
 * @param seed seed of all randomness
 */
public record GenerateRequest(
    SystemKind kind,
    int systems,
    int bodies,
    int spaceDimension,
    int points,
    double dt,
    Integrators integrator,
    double tolerance,
    double maxDrift,
    long seed) {
  private static final int MAX_STATES = (Integer.MAX_VALUE >> 1) / Double.BYTES;

  /** Checks that the request can be met, before any work is done. */
  public GenerateRequest {
    require(systems >= 1, "at least one system is needed, not " + systems);
    require(points >= 2, "a trajectory needs at least two points, not " + points);
    require(
        dt > 0 && dt * points < Float.MAX_VALUE && (float) dt > 0,
        "the time step must be positive and of moderate size, not " + dt);
    require(
        tolerance > 0 && tolerance < 1, "the tolerance must be between 0 and 1, not " + tolerance);
    require(
        tolerance == Integrators.TOLERANCE || integrator.adaptive(),
        "%s takes one step from point to point and knows no tolerance; dop853 does"
            .formatted(integrator.id()));
    require(maxDrift > 0, "the largest drift must be positive, not " + maxDrift);
    kind = kind instanceof ClassKind own ? own.sized(spaceDimension) : kind;
    kind.sampler(bodies, spaceDimension);
    require(
        2L * bodies * spaceDimension * points <= MAX_STATES,
        "a trajectory of %d bodies in %d dimensions at %d points is too large; ask for fewer"
            .formatted(bodies, spaceDimension, points));
  }

  /** The defaults of a kind; for springs and gravitating bodies those of the paper. */
  public static GenerateRequest of(SystemKind kind, int systems, long seed) {
    SystemDefaults defaults = kind.defaults();
    return new GenerateRequest(
        kind,
        systems,
        defaults.bodies(),
        defaults.spaceDimension(),
        defaults.points(),
        defaults.dt(),
        defaults.integrator(),
        Integrators.TOLERANCE,
        Double.POSITIVE_INFINITY,
        seed);
  }

  /** The same with another number of systems; those in both are the same. */
  public GenerateRequest withSystems(int systems) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another number of bodies. */
  public GenerateRequest withBodies(int bodies) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /**
   * The same with another number of bodies, or of systems that are no point masses, of the parts
   * that they are made of.
   */
  public GenerateRequest withParts(int parts) {
    return kind instanceof ClassKind own && !kind.pointMasses()
        ? withSpaceDimension(own.degreesOfFreedom(parts))
        : withBodies(parts);
  }

  /**
   * The same with another number of space dimensions, or of systems that are no point masses, of
   * degrees of freedom.
   */
  public GenerateRequest withSpaceDimension(int spaceDimension) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another integrator. */
  public GenerateRequest withIntegrator(Integrators integrator) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another number of points. */
  public GenerateRequest withPoints(int points) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another time between points. */
  public GenerateRequest withDt(double dt) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another tolerance. */
  public GenerateRequest withTolerance(double tolerance) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** The same with another limit of the energy drift. */
  public GenerateRequest withMaxDrift(double maxDrift) {
    return new GenerateRequest(
        kind, systems, bodies, spaceDimension, points, dt, integrator, tolerance, maxDrift, seed);
  }

  /** Whether the energy drift is limited. */
  public boolean limitsDrift() {
    return maxDrift < Double.POSITIVE_INFINITY;
  }

  /**
   * Whether files hold each system's energy drift and invariants. Those of the paper's kinds do so
   * only if the drift is limited: others stay as they were.
   */
  boolean recordsInvariants() {
    return limitsDrift() || !(kind instanceof Springs || kind instanceof GravitatingBodies);
  }

  /** The names of the invariants that files hold. */
  List<String> invariantNames() {
    return recordsInvariants()
        ? ConservedQuantities.of(this).of(new TrajectorySource(this).problem(0).system()).stream()
            .map(Invariant::name)
            .toList()
        : List.of();
  }

  /** Length of a state (q, p). */
  public int stateLength() {
    return 2 * bodies * spaceDimension;
  }

  /** Number of parameters of a system, over all its bodies. */
  public int parameterLength() {
    return bodies * kind.parameterNames().size();
  }

  /**
   * The grid of times: {@code points} from 0 to {@code points * dt}, both ends included, with the
   * bits of the reference's, which PyTorch's {@code linspace} computes in single precision from
   * both ends, with fused multiply-add.
   */
  public double[] times() {
    float end = (float) (points * dt);
    float spacing = end / (points - 1);
    var times = new double[points];
    for (int i = 0; i < points; i++) {
      times[i] = i < points / 2 ? spacing * i : Math.fma(-spacing, points - 1 - i, end);
    }
    return times;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
