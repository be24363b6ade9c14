package org.noether.simulation.trajectory;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Trajectories of many systems in memory. The arrays are not copied.
 *
 * @param request what the data was made by; its {@code points} are those of the whole trajectories,
 *     also if this holds segments of them
 * @param ts times of each system's points, shape (systems, points)
 * @param zs states of each system, shape (systems, points * stateLength), row-major
 * @param sysP parameters of each system, shape (systems, bodies * parameters), row-major
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

  /** The equations of motion of system {@code i}. */
  public HamiltonianSystem system(int i) {
    return request.kind().system(sysP[i], request.bodies(), request.spaceDimension());
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
    int length = request.stateLength();
    for (int i = 0; i < systems(); i++) {
      int from = source.segmentStart(first + i, segmentLength);
      int to = from + segmentLength;
      segmentTs[i] = Arrays.copyOfRange(ts[i], from, to);
      segmentZs[i] = Arrays.copyOfRange(zs[i], from * length, to * length);
    }
    return new TrajectoryDataset(request, segmentTs, segmentZs, sysP);
  }
}
