package org.noether.simulation.trajectory;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.noether.simulation.system.Invariant;

/** Computes consecutive trajectories of a part, in the bytes of a file; one thread's. */
final class TrajectoryBuffers {
  /** Trajectories are written together up to about this size. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final TrajectoryPart part;
  private final GenerateRequest request;
  private final SystemIntegrator integrator;
  private final ConservedQuantities quantities;
  private final List<String> invariantNames;
  private final double[][] states;
  final ByteBuffer stateBytes;
  final ByteBuffer times;
  final ByteBuffer parameters;
  final ByteBuffer drifts;
  final ByteBuffer invariants;

  /**
   * Makes room.
   *
   * @param memory where, until it is closed
   */
  TrajectoryBuffers(TrajectoryPart part, Arena memory) {
    this.part = part;
    request = part.request();
    integrator = new SystemIntegrator(request, new TrajectorySource(request));
    quantities = ConservedQuantities.of(request);
    invariantNames = request.invariantNames();
    int length = request.points() * request.stateLength();
    states = new double[SystemIntegrator.together(request)][length];
    int block = block(request);
    stateBytes = UncachedChannel.buffer(memory, block * length * Double.BYTES);
    times = buffer(memory, block * request.points());
    parameters = buffer(memory, block * request.parameterLength());
    drifts = buffer(memory, block);
    invariants = buffer(memory, block * 2 * invariantNames.size());
    double[] grid = request.times();
    for (int row = 0; row < block; row++) {
      put(times, grid);
    }
  }

  /** How many trajectories make up whole disk blocks. */
  static int block(GenerateRequest request) {
    int trajectoryBytes = request.points() * request.stateLength() * Double.BYTES;
    int shared = Math.min(Integer.lowestOneBit(trajectoryBytes), UncachedChannel.ALIGNMENT);
    int whole = UncachedChannel.ALIGNMENT / shared;
    return whole * Math.max(1, BLOCK_BYTES / (whole * trajectoryBytes));
  }

  /**
   * Replaces the content by systems {@code from} to {@code to} (exclusive) of the part.
   *
   * @param energyDrifts receives the drift of system {@code i} at {@code i - base}
   */
  void compute(int from, int to, double[] energyDrifts, int base) {
    clear();
    for (int next = from; next < to; next += states.length) {
      append(next, room(next, Math.min(states.length, to - next)), energyDrifts, base);
    }
  }

  /** Where the states of consecutive systems of the part go. */
  private double[][] room(int from, int count) {
    for (int i = 0; i < count; i++) {
      int bodies = request.bodies(part.first() + from + i);
      int length = request.points() * request.stateLength(bodies);
      states[i] = states[i].length == length ? states[i] : new double[length];
    }
    return Arrays.copyOf(states, count);
  }

  private void append(int from, double[][] room, double[] energyDrifts, int base) {
    int first = part.first() + from;
    var problems = integrator.integrate(first, room);
    boolean recorded = request.recordsInvariants();
    var followed = integrator.follow(recorded ? quantities::of : _ -> List.of(), problems, room);
    for (int i = 0; i < room.length; i++) {
      var problem = problems.get(i);
      double drift = integrator.energyDrift(first + i, problem, room[i], followed, i);
      energyDrifts[from + i - base] = drift;
      var padding = new BodyPadding(request.bodies(first + i), request.bodies());
      put(stateBytes, padding.pad(room[i], request.spaceDimension()));
      int columns = request.kind().parameterNames().size();
      put(parameters, padding.pad(problem.system().parameters(), columns));
      if (recorded) {
        put(drifts, drift);
        List<String> names = quantities.of(problem.system()).stream().map(Invariant::name).toList();
        put(invariants, quantitiesOf(names, followed.starts(i)));
        put(invariants, quantitiesOf(names, followed.changes(i)));
      }
    }
  }

  /**
   * Without the energy that the drift is computed from, in the order of the file: NaN where a
   * system has no such quantity.
   */
  private double[] quantitiesOf(List<String> names, double[] followed) {
    if (names.equals(invariantNames)) {
      return Arrays.copyOfRange(followed, 1, followed.length);
    }
    return invariantNames.stream()
        .mapToInt(names::indexOf)
        .mapToDouble(place -> place < 0 ? Double.NaN : followed[1 + place])
        .toArray();
  }

  /** Replaces the content by what was computed elsewhere. */
  void load(TrajectoryBlock computed) {
    clear();
    stateBytes.put(computed.states());
    parameters.put(computed.parameters());
    if (request.recordsInvariants()) {
      put(drifts, computed.energyDrifts());
      invariants.put(computed.invariants());
    }
  }

  private void clear() {
    stateBytes.clear();
    parameters.clear();
    drifts.clear();
    invariants.clear();
  }

  /** The content, to travel to where it is written. */
  TrajectoryBlock block(int from, double[] energyDrifts) {
    return new TrajectoryBlock(
        from, bytes(stateBytes), bytes(parameters), energyDrifts, bytes(invariants));
  }

  private static byte[] bytes(ByteBuffer filled) {
    var bytes = new byte[filled.position()];
    filled.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer buffer(Arena memory, int numbers) {
    return memory
        .allocate((long) numbers * Double.BYTES)
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(ByteBuffer target, double... values) {
    target.asDoubleBuffer().put(values);
    target.position(target.position() + values.length * Double.BYTES);
  }
}
