package org.noether.simulation.trajectory;

import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The computation of consecutive trajectories of a file, to be done by another thread, process or
 * machine.
 *
 * @param firstOfFile the first system of the file
 * @param systemsOfFile how many the file holds
 * @param from where in the file the trajectories begin
 * @param to where they end, exclusive
 * @param file the file to write to; null to return them
 * @param layout the places of the numbers in the file
 */
public record TrajectoryTask(
    int firstOfFile,
    int systemsOfFile,
    int from,
    int to,
    @Nullable String file,
    TrajectoryLayout layout)
    implements Serializable {
  private static final byte[] NONE = {};

  /**
   * Computes the trajectories.
   *
   * @throws IOException if the file cannot be written
   */
  public List<TrajectoryBlock> run(GenerateRequest request) throws IOException {
    var part = new TrajectoryPart(request, firstOfFile, systemsOfFile, true);
    if (file != null) {
      double[] drifts = TrajectoryWriter.fill(Path.of(file), part, layout, from, to);
      return List.of(new TrajectoryBlock(from, NONE, NONE, drifts, NONE));
    }
    var blocks = new ArrayList<TrajectoryBlock>();
    try (var memory = Arena.ofConfined()) {
      var buffers = new TrajectoryBuffers(part, memory);
      int step = TrajectoryBuffers.block(request);
      for (int at = from; at < to; at += step) {
        int end = Math.min(to, at + step);
        var drifts = new double[end - at];
        buffers.compute(at, end, drifts, at);
        blocks.add(buffers.block(at, drifts));
      }
    }
    return blocks;
  }
}
