package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.trajectory.TrajectoryGenerator.WrittenFile;

/** Computes trajectories and writes them to their places in an HDF5 file, block by block. */
final class TrajectoryWriter {
  /** Trajectories are written together up to about this size. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final GenerateRequest request;
  private final TrajectorySource source;
  private final double[] times;
  private final int block;
  private final DoubleAccumulator energyDrift = new DoubleAccumulator(Math::max, 0);

  private TrajectoryWriter(GenerateRequest request) {
    this.request = request;
    source = new TrajectorySource(request);
    times = request.times();
    block = block(request.points() * request.stateLength() * Double.BYTES);
  }

  static WrittenFile write(
      GenerateRequest request, Path out, int threads, ProgressListener progress)
      throws IOException {
    var writer = new TrajectoryWriter(request);
    AtomicFiles.replace(out, file -> writer.fill(file, threads, progress));
    return new WrittenFile(Files.size(out), writer.energyDrift.get());
  }

  /** How many trajectories make up whole disk blocks. */
  private static int block(int trajectoryBytes) {
    int shared = Math.min(Integer.lowestOneBit(trajectoryBytes), UncachedChannel.ALIGNMENT);
    int whole = UncachedChannel.ALIGNMENT / shared;
    return whole * Math.max(1, BLOCK_BYTES / (whole * trajectoryBytes));
  }

  private void fill(Path file, int threads, ProgressListener progress) throws IOException {
    requireSpace(file);
    var layout = TrajectoryLayout.write(file, request, 0);
    try (var uncached = UncachedChannel.open(file);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Parallel.forBlocks(
          request.systems(), block, threads, () -> new Worker(uncached, channel, layout), progress);
    }
    TrajectoryLayout.write(file, request, energyDrift.get());
  }

  private void requireSpace(Path file) throws IOException {
    long perSystem =
        (long) request.points() * (request.stateLength() + 1) + request.parameterLength();
    long needed = perSystem * Double.BYTES * request.systems();
    long free = Files.getFileStore(file).getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "%d systems need %d MB and the disk has %d MB free; free some space, choose another folder or ask for fewer systems"
              .formatted(request.systems(), needed >> 20, free >> 20));
    }
  }

  private final class Worker implements Parallel.Work {
    private final UncachedChannel uncached;
    private final FileChannel channel;
    private final TrajectoryLayout layout;
    private final double[] states = new double[request.points() * request.stateLength()];
    private final double[] state = new double[request.stateLength()];
    private final ByteBuffer stateBytes =
        UncachedChannel.buffer(block * states.length * Double.BYTES);
    private final ByteBuffer timeBytes = buffer(times.length);
    private final ByteBuffer parameterBytes = buffer(request.parameterLength());

    Worker(UncachedChannel uncached, FileChannel channel, TrajectoryLayout layout) {
      this.uncached = uncached;
      this.channel = channel;
      this.layout = layout;
      for (int row = 0; row < block; row++) {
        put(timeBytes, times);
      }
    }

    @Override
    public void run(int from, int to) throws IOException {
      stateBytes.clear();
      parameterBytes.clear();
      for (int i = from; i < to; i++) {
        var problem = source.problem(i);
        request.integrator().integrate(problem.system(), problem.z0(), times, times.length, states);
        put(stateBytes, states);
        put(parameterBytes, problem.system().parameters());
        measureEnergyDrift(problem);
      }
      uncached.write(
          stateBytes.flip(),
          layout.zs().dataAddress() + (long) from * states.length * Double.BYTES);
      writeRows(timeBytes, layout.ts().dataAddress(), times.length, from, to);
      writeRows(parameterBytes, layout.sysP().dataAddress(), request.parameterLength(), from, to);
    }

    private void writeRows(ByteBuffer rows, long address, int rowLength, int from, int to)
        throws IOException {
      int rowBytes = rowLength * Double.BYTES;
      var content = rows.slice(0, (to - from) * rowBytes);
      for (long at = address + (long) from * rowBytes; content.hasRemaining(); ) {
        at += channel.write(content, at);
      }
    }

    private void measureEnergyDrift(InitialValueProblem problem) {
      double start = problem.system().energy(problem.z0());
      double largest = 0;
      for (int at = 0; at < states.length; at += state.length) {
        System.arraycopy(states, at, state, 0, state.length);
        largest = Math.max(largest, Math.abs(problem.system().energy(state) - start));
      }
      if (largest > 0) {
        energyDrift.accumulate(largest / Math.abs(start));
      }
    }

    private ByteBuffer buffer(int rowLength) {
      return ByteBuffer.allocateDirect(block * rowLength * Double.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer target, double[] values) {
      target.asDoubleBuffer().put(values);
      target.position(target.position() + values.length * Double.BYTES);
    }
  }
}
