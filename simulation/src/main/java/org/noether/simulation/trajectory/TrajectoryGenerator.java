package org.noether.simulation.trajectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes data sets, in parallel; see the package description for an example. */
public final class TrajectoryGenerator {
  private static final int BLOCK = 16;

  private TrajectoryGenerator() {}

  /**
   * Writes whole trajectories to an HDF5 file, replacing it atomically.
   *
   * @param request what to make
   * @param out the file
   * @param progress is told the number of systems done
   * @throws IOException if the file cannot be written
   */
  public static Written write(GenerateRequest request, Path out, Progress progress)
      throws IOException {
    return TrajectoryWriter.write(request, out, progress);
  }

  /**
   * Computes whole trajectories in memory.
   *
   * @param request what to make
   * @param progress is told the number of systems done
   */
  public static TrajectoryDataset trajectories(GenerateRequest request, Progress progress) {
    return generate(request, (source, i) -> 0, request.points(), availableThreads(), progress);
  }

  /**
   * Computes what training needs: of each trajectory one chunk of consecutive points, chosen at
   * random among those that begin at a multiple of {@code chunkLength}. Trajectories are integrated
   * to the end of their chunk only.
   *
   * @param request what to make
   * @param chunkLength number of points of a chunk
   * @param progress is told the number of systems done
   * @throws IllegalArgumentException if trajectories are shorter than a chunk
   */
  public static TrajectoryDataset chunks(
      GenerateRequest request, int chunkLength, Progress progress) {
    return generate(
        request,
        (source, i) -> source.chunkStart(i, chunkLength),
        chunkLength,
        availableThreads(),
        progress);
  }

  static TrajectoryDataset generate(
      GenerateRequest request, Start start, int points, int threads, Progress progress) {
    var source = new TrajectorySource(request);
    var times = request.times();
    int length = request.stateLength();
    var ts = new double[request.systems()][];
    var zs = new double[request.systems()][];
    var sysP = new double[request.systems()][];
    Parallel.Work work =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int first = start.of(source, i);
            var problem = source.problem(i);
            var states = new double[(first + points) * length];
            request
                .integrator()
                .integrate(problem.system(), problem.z0(), times, first + points, states);
            ts[i] = Arrays.copyOfRange(times, first, first + points);
            zs[i] = Arrays.copyOfRange(states, first * length, states.length);
            sysP[i] = problem.system().parameters();
          }
        };
    try {
      Parallel.forBlocks(request.systems(), BLOCK, threads, () -> work, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TrajectoryDataset(request, ts, zs, sysP);
  }

  static int availableThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Where in a trajectory to begin. */
  @FunctionalInterface
  interface Start {
    int of(TrajectorySource source, int index);
  }
}
