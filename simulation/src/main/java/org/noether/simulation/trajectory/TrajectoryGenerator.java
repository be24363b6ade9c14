package org.noether.simulation.trajectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.noether.simulation.integrate.Separability;

/** Makes data sets, in parallel; see the package description for an example. */
public final class TrajectoryGenerator {
  /** A relative change of the energy that a user should know of. */
  public static final double NOTEWORTHY_DRIFT = 1e-3;

  private TrajectoryGenerator() {}

  /**
   * A file of trajectories, or several.
   *
   * @param bytes the size
   * @param energyDrift the largest |H(t) - H(0)| / |H(0)| over all systems and points
   * @param drifting how many systems' energies drift by more than {@link #NOTEWORTHY_DRIFT}
   * @param worst the system whose energy drifts most
   */
  public record WrittenFile(long bytes, double energyDrift, int drifting, int worst) {
    WrittenFile withBytes(long size) {
      return new WrittenFile(size, energyDrift, drifting, worst);
    }

    /** Both files as one. */
    WrittenFile and(WrittenFile other) {
      boolean more = other.energyDrift > energyDrift;
      return new WrittenFile(
          bytes + other.bytes,
          more ? other.energyDrift : energyDrift,
          drifting + other.drifting,
          more ? other.worst : worst);
    }
  }

  /**
   * Writes whole trajectories to an HDF5 file, replacing it atomically.
   *
   * @param request what to make
   * @param out the file
   * @param progress receives the number of systems done
   * @throws IOException if the file cannot be written
   */
  public static WrittenFile write(GenerateRequest request, Path out, ProgressListener progress)
      throws IOException {
    return write(request, out, Optional.empty(), progress);
  }

  /**
   * The same, computed elsewhere.
   *
   * @param workers who computes; empty for threads of this process
   */
  public static WrittenFile write(
      GenerateRequest request,
      Path out,
      Optional<TrajectoryWorkers> workers,
      ProgressListener progress)
      throws IOException {
    return write(TrajectoryPart.whole(request), out, workers, progress);
  }

  /**
   * Writes whole trajectories to several HDF5 files and then the manifest that names them, {@link
   * TrajectoryShards}. Files that an interrupted call for the same has left are kept.
   *
   * @param request what to make
   * @param manifest the manifest, beside which the files go
   * @param shards how many files
   * @param replace whether files that are there are replaced whatever they hold
   * @param workers who computes; empty for threads of this process
   * @param progress receives the number of systems done
   * @throws IllegalArgumentException if there are fewer systems than files, or too many files
   * @throws IOException if a file cannot be written, or exists and holds something else
   */
  public static WrittenFile writeShards(
      GenerateRequest request,
      Path manifest,
      int shards,
      boolean replace,
      Optional<TrajectoryWorkers> workers,
      ProgressListener progress)
      throws IOException {
    var files = TrajectoryShards.of(manifest, request, shards);
    return new ShardedGeneration(request, files, replace, workers).write(progress);
  }

  static WrittenFile write(
      TrajectoryPart part, Path out, Optional<TrajectoryWorkers> workers, ProgressListener progress)
      throws IOException {
    demandSuitable(part.request());
    if (workers.isPresent()) {
      return TrajectoryWriter.write(part, out, workers.get(), progress);
    }
    int threads = TrajectoryWriter.PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    return TrajectoryWriter.write(part, out, threads, progress);
  }

  /**
   * Computes whole trajectories in memory.
   *
   * @param request what to make
   * @param progress receives the number of systems done
   */
  public static TrajectoryDataset trajectories(GenerateRequest request, ProgressListener progress) {
    return segments(request, request.points(), progress);
  }

  /**
   * Computes what training needs: of each trajectory one segment of consecutive points, chosen at
   * random among those that begin at a multiple of {@code segmentLength}. Trajectories are
   * integrated to the end of their segment only.
   *
   * @param request what to make
   * @param segmentLength number of points of a segment
   * @param progress receives the number of systems done
   * @throws IllegalArgumentException if trajectories are shorter than a segment
   */
  public static TrajectoryDataset segments(
      GenerateRequest request, int segmentLength, ProgressListener progress) {
    return segments(request, segmentLength, Runtime.getRuntime().availableProcessors(), progress);
  }

  static TrajectoryDataset segments(
      GenerateRequest request, int segmentLength, int threads, ProgressListener progress) {
    demandSuitable(request);
    var source = new TrajectorySource(request);
    var times = request.times();
    var ts = new double[request.systems()][];
    var zs = new double[request.systems()][];
    var sysP = new double[request.systems()][];
    Parallel.Work work =
        (from, to) -> {
          var states = new double[to - from][];
          for (int i = from; i < to; i++) {
            int end = source.segmentStart(i, segmentLength) + segmentLength;
            int length = request.stateLength(request.bodies(i));
            states[i - from] = new double[end * length];
          }
          var problems = new SystemIntegrator(request, source).integrate(from, states);
          for (int i = from; i < to; i++) {
            double[] own = states[i - from];
            int length = request.stateLength(request.bodies(i));
            int end = own.length / length;
            ts[i] = Arrays.copyOfRange(times, end - segmentLength, end);
            zs[i] = Arrays.copyOfRange(own, (end - segmentLength) * length, own.length);
            sysP[i] = problems.get(i - from).system().parameters();
          }
        };
    int block = SystemIntegrator.together(request);
    try {
      Parallel.forBlocks(request.systems(), block, threads, () -> work, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TrajectoryDataset(request, ts, zs, sysP);
  }

  /** Refuses an integrator that does not suit the energy of the systems. */
  private static void demandSuitable(GenerateRequest request) {
    var draws = new TrajectorySource(request).draws(0);
    var one = draws.get();
    Separability.demand(request.integrator(), one.system(), one.z0(), draws.get().z0());
  }
}
