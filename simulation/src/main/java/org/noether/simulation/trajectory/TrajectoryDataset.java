package org.noether.simulation.trajectory;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Trajectories of many systems in memory. The arrays are not copied.
 *
 * @param request what the data was made by; its {@code points} are those of the whole trajectories,
 *     also if this holds segments of them
 * @param ts times of each system's points, shape (systems, points)
 * @param zs states of each system, of shape (points, 2 * bodies * dimensions), row-major
 * @param sysP parameters of each system, of shape (bodies, parameters), row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrajectoryDataset(
    GenerateRequest request, double[][] ts, double[][] zs, double[][] sysP) {
  /** Number of systems. */
  public int systems() {
    return zs.length;
  }

  /** Number of points held of each trajectory. */
  public int points() {
    return ts[0].length;
  }

  /** Number of bodies of system {@code i}. */
  public int bodies(int i) {
    return zs[i].length / (points() * request.stateLength(1));
  }

  /** The equations of motion of system {@code i}. */
  public HamiltonianSystem system(int i) {
    return request.kind().system(sysP[i], bodies(i), request.spaceDimension());
  }

  /**
   * Cuts one segment out of every whole trajectory: the same as {@link
   * TrajectoryGenerator#segments} gives for this request, bit for bit.
   *
   * @param segmentLength number of points of a segment
   * @throws IllegalArgumentException if trajectories are shorter
   */
  public TrajectoryDataset segments(int segmentLength) {
    return segments(segmentLength, 0);
  }

  /** The same for trajectories that are part of a data set, from trajectory {@code first} on. */
  TrajectoryDataset segments(int segmentLength, int first) {
    var source = new TrajectorySource(request);
    var segmentTs = new double[systems()][];
    var segmentZs = new double[systems()][];
    for (int i = 0; i < systems(); i++) {
      int length = request.stateLength(bodies(i));
      int from = source.segmentStart(first + i, segmentLength);
      int to = from + segmentLength;
      segmentTs[i] = Arrays.copyOfRange(ts[i], from, to);
      segmentZs[i] = Arrays.copyOfRange(zs[i], from * length, to * length);
    }
    return new TrajectoryDataset(request, segmentTs, segmentZs, sysP);
  }

  /**
   * Cuts every trajectory into all segments that it has room for, each of which then counts as a
   * system.
   */
  TrajectoryDataset allSegments(int segmentLength) {
    int each = points() / segmentLength;
    if (each == 0) {
      throw new IllegalArgumentException(
          "a segment of %d points cannot be cut from trajectories of %d"
              .formatted(segmentLength, points()));
    }
    var segmentTs = new double[systems() * each][];
    var segmentZs = new double[systems() * each][];
    var parameters = new double[systems() * each][];
    for (int k = 0; k < segmentTs.length; k++) {
      int length = request.stateLength(bodies(k / each));
      int from = k % each * segmentLength;
      int to = from + segmentLength;
      segmentTs[k] = Arrays.copyOfRange(ts[k / each], from, to);
      segmentZs[k] = Arrays.copyOfRange(zs[k / each], from * length, to * length);
      parameters[k] = sysP[k / each];
    }
    return new TrajectoryDataset(request, segmentTs, segmentZs, parameters);
  }
}
