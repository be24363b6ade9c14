package org.noether.simulation.trajectory;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Trajectories of many systems in memory. The arrays are not copied.
 *
 * @param request what the data was made by; its {@code points} are those of the whole trajectories,
 *     also if this holds chunks of them
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
    return request.kind().system(sysP[i], request.spaceDimension());
  }

  /**
   * Cuts one chunk out of every whole trajectory: the same as {@link TrajectoryGenerator#chunks}
   * gives for this request, bit for bit.
   *
   * @param chunkLength number of points of a chunk
   * @throws IllegalArgumentException if trajectories are shorter
   */
  public TrajectoryDataset chunks(int chunkLength) {
    var source = new TrajectorySource(request);
    var chunkTs = new double[systems()][];
    var chunkZs = new double[systems()][];
    int length = request.stateLength();
    for (int i = 0; i < systems(); i++) {
      int from = source.chunkStart(i, chunkLength);
      int to = from + chunkLength;
      chunkTs[i] = Arrays.copyOfRange(ts[i], from, to);
      chunkZs[i] = Arrays.copyOfRange(zs[i], from * length, to * length);
    }
    return new TrajectoryDataset(request, chunkTs, chunkZs, sysP);
  }
}
