package org.noether.simulation.trajectory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.trajectory.TrajectoryGenerator.WrittenFile;

/** Writes computed trajectories to their places in an HDF5 file, block by block. */
final class TrajectoryWriter implements Closeable {
  /** While one thread waits for the disk, another computes. */
  static final int PER_PROCESSOR = 2;

  /** What a task computes at least, so that its start costs little. */
  private static final long TASK_BYTES = 4L << 20;

  /** What a task computes at most if it writes to the file itself: some seconds' work. */
  private static final long SHARED_TASK_BYTES = 1L << 30;

  /** Tasks for each slot at least, so that all end at about the same time. */
  private static final int TASKS_PER_SLOT = 4;

  /** How many tasks wait for a slot. */
  private static final int WAITING = 32;

  private final TrajectoryPart part;
  private final TrajectoryLayout layout;
  private final Arena memory = Arena.ofShared();
  private final UncachedChannel uncached;
  private final FileChannel channel;

  private TrajectoryWriter(Path file, TrajectoryPart part, TrajectoryLayout layout)
      throws IOException {
    this.part = part;
    this.layout = layout;
    uncached = UncachedChannel.open(file);
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** Writes a file, computing on threads of this process. */
  static WrittenFile write(TrajectoryPart part, Path out, int threads, ProgressListener progress)
      throws IOException {
    return write(
        part,
        out,
        (file, layout, drifts) -> {
          try (var writer = new TrajectoryWriter(file, part, layout)) {
            int block = TrajectoryBuffers.block(part.request());
            Parallel.forBlocks(
                part.systems(), block, threads, () -> writer.computing(0, drifts), progress);
          }
        });
  }

  /** Writes a file, computing elsewhere. */
  static WrittenFile write(
      TrajectoryPart part, Path out, TrajectoryWorkers workers, ProgressListener progress)
      throws IOException {
    return write(
        part,
        out,
        (file, layout, drifts) -> {
          try (var writer = new TrajectoryWriter(file, part, layout)) {
            Parallel.forBlocks(
                part.systems(),
                taskSize(part, workers),
                workers.slots() + WAITING,
                () ->
                    workers.shareFiles()
                        ? writer.sharing(file, workers, drifts)
                        : writer.receiving(workers, drifts),
                progress);
          }
        });
  }

  private static int taskSize(TrajectoryPart part, TrajectoryWorkers workers) {
    GenerateRequest request = part.request();
    int block = TrajectoryBuffers.block(request);
    long bytes = (long) request.points() * request.stateLength() * Double.BYTES;
    long even = part.systems() / ((long) TASKS_PER_SLOT * workers.slots());
    long least = TASK_BYTES / bytes;
    long most = workers.shareFiles() ? SHARED_TASK_BYTES / bytes : least;
    return block * Math.toIntExact(Math.max(1, Math.clamp(even, least, most) / block));
  }

  /**
   * Writes some trajectories of a file that has its structure already.
   *
   * @return the energy drift of each
   */
  static double[] fill(Path file, TrajectoryPart part, TrajectoryLayout layout, int from, int to)
      throws IOException {
    var drifts = new double[to - from];
    try (var writer = new TrajectoryWriter(file, part, layout)) {
      int block = TrajectoryBuffers.block(part.request());
      Parallel.forBlocks(
          to - from, block, PER_PROCESSOR, () -> writer.computing(from, drifts), (_, _) -> {});
    }
    return drifts;
  }

  @FunctionalInterface
  private interface Filling {
    void fill(Path file, TrajectoryLayout layout, double[] energyDrifts) throws IOException;
  }

  private static WrittenFile write(TrajectoryPart part, Path out, Filling filling)
      throws IOException {
    var summary = new AtomicReference<>(new WrittenFile(0, 0, 0, part.first()));
    AtomicFiles.replace(
        out,
        file -> {
          requireSpace(file, part);
          TrajectoryLayout layout = TrajectoryLayout.write(file, part, summary.get());
          var energyDrifts = new double[part.systems()];
          filling.fill(file, layout, energyDrifts);
          summary.set(summary(part, energyDrifts));
          TrajectoryLayout.write(file, part, summary.get());
        });
    return summary.get().withBytes(Files.size(out));
  }

  private static WrittenFile summary(TrajectoryPart part, double[] energyDrifts) {
    int worst = 0;
    int drifting = 0;
    for (int i = 0; i < energyDrifts.length; i++) {
      worst = energyDrifts[i] > energyDrifts[worst] ? i : worst;
      drifting += energyDrifts[i] > TrajectoryGenerator.NOTEWORTHY_DRIFT ? 1 : 0;
    }
    return new WrittenFile(0, energyDrifts[worst], drifting, part.first() + worst);
  }

  private static void requireSpace(Path file, TrajectoryPart part) throws IOException {
    GenerateRequest request = part.request();
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

  /** A thread that computes what it writes, in blocks from {@code first} on. */
  private Parallel.Work computing(int first, double[] energyDrifts) {
    var buffers = new TrajectoryBuffers(part, memory);
    return (from, to) -> {
      buffers.compute(first + from, first + to, energyDrifts, first);
      write(first + from, first + to, buffers);
    };
  }

  /** A thread that has tasks write to the file. */
  private Parallel.Work sharing(Path file, TrajectoryWorkers workers, double[] energyDrifts) {
    String shared = file.toAbsolutePath().toString();
    return (from, to) -> {
      for (TrajectoryBlock block : workers.run(task(from, to, shared))) {
        keepDrifts(block, energyDrifts);
      }
    };
  }

  /** A thread that writes what a task computes. */
  private Parallel.Work receiving(TrajectoryWorkers workers, double[] energyDrifts) {
    var buffers = new TrajectoryBuffers(part, memory);
    return (from, to) -> {
      for (TrajectoryBlock block : workers.run(task(from, to, null))) {
        keepDrifts(block, energyDrifts);
        buffers.load(block);
        write(block.from(), block.from() + block.energyDrifts().length, buffers);
      }
    };
  }

  private TrajectoryTask task(int from, int to, @Nullable String file) {
    return new TrajectoryTask(part.first(), part.systems(), from, to, file, layout);
  }

  private static void keepDrifts(TrajectoryBlock block, double[] energyDrifts) {
    double[] drifts = block.energyDrifts();
    System.arraycopy(drifts, 0, energyDrifts, block.from(), drifts.length);
  }

  private void write(int from, int to, TrajectoryBuffers content) throws IOException {
    GenerateRequest request = part.request();
    int stateBytes = request.points() * request.stateLength() * Double.BYTES;
    uncached.write(content.stateBytes.flip(), layout.zs() + (long) from * stateBytes);
    writeRows(content.times, layout.ts(), request.points(), from, to);
    writeRows(content.parameters, layout.sysP(), request.parameterLength(), from, to);
    if (request.recordsInvariants()) {
      writeRows(content.drifts, layout.drifts(), 1, from, to);
      int invariants = 2 * request.invariantNames().size();
      writeRows(content.invariants, layout.invariants(), invariants, from, to);
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

  @Override
  public void close() throws IOException {
    try (memory;
        uncached;
        channel) {
      // All are closed, whether or not one fails.
    }
  }
}
