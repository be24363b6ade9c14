package org.noether.simulation.trajectory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.Count;
import org.noether.simulation.system.Invariant;

/**
 * Everything that determines a data set. The grid of times is {@code points} numbers from 0 to
 * {@code points * dt}, both ends included, as in the reference: its spacing is {@code dt * points /
 * (points - 1)}, rounded to single precision.
 *
 * @param kind kind of the systems
 * @param systems number of systems, one trajectory each
 * @param sizes numbers of bodies, dealt to the systems in turn: one number if all systems have as
 *     many
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
    List<Integer> sizes,
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
    require(!sizes.isEmpty(), "a number of bodies is needed");
    var distinct = new TreeSet<>(sizes);
    sizes = distinct.size() == 1 ? List.copyOf(distinct) : List.copyOf(sizes);
    require(
        distinct.size() == 1 || kind.pointMasses(),
        kind.id() + " is not made of bodies in space, so all systems have one size");
    for (int bodies : distinct) {
      kind.sampler(bodies, spaceDimension);
    }
    require(
        2L * distinct.last() * spaceDimension * points <= MAX_STATES,
        "a trajectory of %d bodies in %d dimensions at %d points is too large; ask for fewer"
            .formatted(distinct.last(), spaceDimension, points));
  }

  /** The defaults of a kind; for springs and gravitating bodies those of the paper. */
  public static GenerateRequest of(SystemKind kind, int systems, long seed) {
    SystemDefaults defaults = kind.defaults();
    return new GenerateRequest(
        kind,
        systems,
        List.of(defaults.bodies()),
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
    return with(copy -> copy.systems = systems);
  }

  /** The same with another number of bodies, the same for all systems. */
  public GenerateRequest withBodies(int bodies) {
    return withSizes(List.of(bodies));
  }

  /** The same with other numbers of bodies, dealt to the systems in turn. */
  public GenerateRequest withSizes(List<Integer> sizes) {
    return with(copy -> copy.sizes = sizes);
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
    return with(copy -> copy.spaceDimension = spaceDimension);
  }

  /** The same with another integrator. */
  public GenerateRequest withIntegrator(Integrators integrator) {
    return with(copy -> copy.integrator = integrator);
  }

  /** The same with another number of points. */
  public GenerateRequest withPoints(int points) {
    return with(copy -> copy.points = points);
  }

  /** The same with another time between points. */
  public GenerateRequest withDt(double dt) {
    return with(copy -> copy.dt = dt);
  }

  /** The same with another tolerance. */
  public GenerateRequest withTolerance(double tolerance) {
    return with(copy -> copy.tolerance = tolerance);
  }

  /** The same with another limit of the energy drift. */
  public GenerateRequest withMaxDrift(double maxDrift) {
    return with(copy -> copy.maxDrift = maxDrift);
  }

  private GenerateRequest with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return new GenerateRequest(
        kind,
        copy.systems,
        copy.sizes,
        copy.spaceDimension,
        copy.points,
        copy.dt,
        copy.integrator,
        copy.tolerance,
        copy.maxDrift,
        seed);
  }

  /** What a copy may have otherwise. */
  private static final class Copy {
    private int systems;
    private List<Integer> sizes;
    private int spaceDimension;
    private int points;
    private double dt;
    private Integrators integrator;
    private double tolerance;
    private double maxDrift;

    Copy(GenerateRequest request) {
      systems = request.systems;
      sizes = request.sizes;
      spaceDimension = request.spaceDimension;
      points = request.points;
      dt = request.dt;
      integrator = request.integrator;
      tolerance = request.tolerance;
      maxDrift = request.maxDrift;
    }
  }

  /** The number of bodies of the largest systems. */
  public int bodies() {
    return Collections.max(sizes);
  }

  /** The number of bodies of a system. */
  public int bodies(int system) {
    return sizes.get(system % sizes.size());
  }

  /** The numbers of bodies, rising, for people: {@code 3, 4, 6}. */
  public String bodiesText() {
    return sizes.stream()
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** How large the systems are, for people. */
  public String sizeText() {
    return mixed()
        ? "%s bodies in %s".formatted(bodiesText(), Count.of(spaceDimension, "dimension"))
        : SystemSize.text(kind.pointMasses(), bodies(), spaceDimension);
  }

  /** Whether systems differ in their number of bodies. */
  public boolean mixed() {
    return sizes.size() > 1;
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

  /** The names of the invariants that files hold: of any of the systems. */
  List<String> invariantNames() {
    if (!recordsInvariants()) {
      return List.of();
    }
    var quantities = ConservedQuantities.of(this);
    var source = new TrajectorySource(this);
    var names = new ArrayList<String>();
    for (int i = 0; i < sizes.size(); i++) {
      quantities.of(source.problem(i).system()).stream()
          .map(Invariant::name)
          .filter(name -> !mixed() || !names.contains(name))
          .forEach(names::add);
    }
    return List.copyOf(names);
  }

  /** Length of a state (q, p) of the largest systems. */
  public int stateLength() {
    return stateLength(bodies());
  }

  /** Length of a state (q, p) of a number of bodies. */
  public int stateLength(int bodies) {
    return 2 * bodies * spaceDimension;
  }

  /** Number of parameters of the largest systems, over all their bodies. */
  public int parameterLength() {
    return bodies() * kind.parameterNames().size();
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
