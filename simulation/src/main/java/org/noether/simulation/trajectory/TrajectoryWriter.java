package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.trajectory.TrajectoryGenerator.WrittenFile;

/** Computes trajectories and writes them to their places in an HDF5 file, block by block. */
final class TrajectoryWriter {
  /** Trajectories are written together up to about this size. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final TrajectoryPart part;
  private final GenerateRequest request;
  private final TrajectorySource source;
  private final double[] times;
  private final int block;
  private double[] energyDrifts = {};

  private TrajectoryWriter(TrajectoryPart part) {
    this.part = part;
    request = part.request();
    source = new TrajectorySource(request);
    times = request.times();
    block = block(request.points() * request.stateLength() * Double.BYTES);
  }

  static WrittenFile write(TrajectoryPart part, Path out, int threads, ProgressListener progress)
      throws IOException {
    var writer = new TrajectoryWriter(part);
    AtomicFiles.replace(out, file -> writer.fill(file, threads, progress));
    return writer.written(Files.size(out));
  }

  private WrittenFile written(long bytes) {
    int worst = 0;
    int drifting = 0;
    for (int i = 0; i < energyDrifts.length; i++) {
      worst = energyDrifts[i] > energyDrifts[worst] ? i : worst;
      drifting += energyDrifts[i] > TrajectoryGenerator.NOTEWORTHY_DRIFT ? 1 : 0;
    }
    return new WrittenFile(bytes, energyDrifts[worst], drifting, part.first() + worst);
  }

  /** How many trajectories make up whole disk blocks. */
  private static int block(int trajectoryBytes) {
    int shared = Math.min(Integer.lowestOneBit(trajectoryBytes), UncachedChannel.ALIGNMENT);
    int whole = UncachedChannel.ALIGNMENT / shared;
    return whole * Math.max(1, BLOCK_BYTES / (whole * trajectoryBytes));
  }

  private void fill(Path file, int threads, ProgressListener progress) throws IOException {
    requireSpace(file);
    energyDrifts = new double[part.systems()];
    var layout = TrajectoryLayout.write(file, part, written(0));
    try (var uncached = UncachedChannel.open(file);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Parallel.forBlocks(
          part.systems(), block, threads, () -> new Worker(uncached, channel, layout), progress);
    }
    TrajectoryLayout.write(file, part, written(0));
  }

  private void requireSpace(Path file) throws IOException {
    long perSystem =
        (long) request.points() * (request.stateLength() + 1) + request.parameterLength();
    long needed = perSystem * Double.BYTES * part.systems();
    long free = Files.getFileStore(file).getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "%d systems need %d MB and the disk has %d MB free; free some space, choose another folder or ask for fewer systems"
              .formatted(part.systems(), needed >> 20, free >> 20));
    }
  }

  private final class Worker implements Parallel.Work {
    private final UncachedChannel uncached;
    private final FileChannel channel;
    private final TrajectoryLayout layout;
    private final double[] states = new double[request.points() * request.stateLength()];
    private final SystemIntegrator integrator = new SystemIntegrator(request, source);
    private final double[] invariants = new double[2 * request.invariantNames().size()];
    private final ByteBuffer stateBytes =
        UncachedChannel.buffer(block * states.length * Double.BYTES);
    private final ByteBuffer timeBytes = buffer(times.length);
    private final ByteBuffer parameterBytes = buffer(request.parameterLength());
    private final ByteBuffer driftBytes = buffer(1);
    private final ByteBuffer invariantBytes = buffer(invariants.length);

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
      driftBytes.clear();
      invariantBytes.clear();
      for (int i = from; i < to; i++) {
        int system = part.first() + i;
        var problem = integrator.integrate(system, times.length, states);
        put(stateBytes, states);
        put(parameterBytes, problem.system().parameters());
        energyDrifts[i] = integrator.energyDrift(system, problem, states);
        if (request.recordsInvariants()) {
          integrator.invariants(problem, states, invariants);
          put(driftBytes, energyDrifts[i]);
          put(invariantBytes, invariants);
        }
      }
      uncached.write(
          stateBytes.flip(),
          layout.zs().dataAddress() + (long) from * states.length * Double.BYTES);
      writeRows(timeBytes, layout.ts().dataAddress(), times.length, from, to);
      writeRows(parameterBytes, layout.sysP().dataAddress(), request.parameterLength(), from, to);
      if (request.recordsInvariants()) {
        writeRows(driftBytes, layout.drifts().orElseThrow().dataAddress(), 1, from, to);
        writeRows(
            invariantBytes,
            layout.invariants().orElseThrow().dataAddress(),
            invariants.length,
            from,
            to);
      }
    }

    private void writeRows(ByteBuffer rows, long address, int rowLength, int from, int to)
        throws IOException {
      int rowBytes = rowLength * Double.BYTES;
      var content = rows.slice(0, (to - from) * rowBytes);
      for (long at = address + (long) from * rowBytes; content.hasRemaining(); ) {
        at += channel.write(content, at);
      }
    }

    private ByteBuffer buffer(int rowLength) {
      return ByteBuffer.allocateDirect(block * rowLength * Double.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer target, double... values) {
      target.asDoubleBuffer().put(values);
      target.position(target.position() + values.length * Double.BYTES);
    }
  }
}
