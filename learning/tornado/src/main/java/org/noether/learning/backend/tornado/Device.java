package org.noether.learning.backend.tornado;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * The memory of one device, and the kernels that were compiled for it. Kernels run one at a time;
 * whoever launches several that belong together holds the lock of this object.
 */
final class Device {
  /** Where a launch of an even or an odd number in a program finds the place of its row. */
  static final int EVEN_ROW = 0;

  static final int ODD_ROW = 1;

  /** Where a launch finds the place of the bases of its execution. */
  static final int BASES = 2;

  private static final String OWNER = "memory";
  private static final int INTS = 1 << 26;
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 1024L;

  private final TornadoDevice tornado;
  private final FloatArray numbers;
  private final IntArray ints;
  private final ImmutableTaskGraph owner;
  private final Ranges numberRanges;
  private final Ranges intRanges;
  private final Map<Object, Kernel> kernels = new HashMap<>();
  private int arena;
  private int arenaSize;
  private @Nullable Consumer<TornadoProfilerResult> profile;

  /**
   * Takes half of the device's memory, or the largest array that it allows.
   *
   * @throws UncheckedIOException if the host cannot reserve address space for the arrays
   */
  Device(TornadoDevice tornado) {
    this.tornado = tornado;
    long most = Math.min(tornado.getMaxAllocMemory(), tornado.getMaxGlobalMemory() / 2);
    int size = (int) Math.min(most / Float.BYTES - 1024, LARGEST_ARRAY);
    numbers = FloatArray.fromSegmentShallow(reserve(size));
    ints = IntArray.fromSegmentShallow(reserve(INTS));
    numberRanges = new Ranges(Kernel.GROUP, size);
    intRanges = new Ranges(Kernel.GROUP, INTS);
    arena = takeNumbers(arenaSize);
    owner =
        new TaskGraph(OWNER)
            .task(Kernel.TASK, MemoryKernels::own, new KernelContext(), numbers, ints)
            .persistOnDevice(numbers, ints)
            .snapshot();
    TornadoExecutionPlan plan = new TornadoExecutionPlan(owner);
    plan.withDevice(tornado);
    plan.withGridScheduler(new GridScheduler(Kernel.task(OWNER), Kernel.grid(Kernel.GROUP)));
    plan.execute();
  }

  /**
   * Returns memory of the host that takes room only where it is touched: TornadoVM wants an array
   * on the host for each on the device.
   */
  private static MemorySegment reserve(int elements) {
    try {
      Path file = Files.createTempFile("noether-", ".device");
      try (var channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long bytes = TornadoNativeArray.ARRAY_HEADER + (long) elements * Float.BYTES;
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.global());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "TornadoVM needs a file of %d MiB without contents in %s: %s"
              .formatted(
                  ((long) elements * Float.BYTES) >> 20,
                  System.getProperty("java.io.tmpdir"),
                  e.getMessage()),
          e);
    }
  }

  TornadoDevice tornado() {
    return tornado;
  }

  FloatArray numbers() {
    return numbers;
  }

  IntArray ints() {
    return ints;
  }

  /** Returns the number of kernels that were made. */
  synchronized int kernelCount() {
    return kernels.size();
  }

  /** Has TornadoVM measure each launch. */
  synchronized void profile(Consumer<TornadoProfilerResult> results) {
    profile = results;
    kernels.values().forEach(kernel -> kernel.profile(results));
  }

  // Memory.

  /** Returns the place of {@code size} numbers; the caller gives them back. */
  int takeNumbers(int size) {
    return take(numberRanges, size, "numbers");
  }

  void giveBackNumbers(int start, int size) {
    numberRanges.giveBack(start, size);
  }

  /** Returns the place of {@code size} integers; the caller gives them back. */
  int takeInts(int size) {
    return take(intRanges, size, "integers");
  }

  void giveBackInts(int start, int size) {
    intRanges.giveBack(start, size);
  }

  /** Takes a range, if need be after buffers that nobody refers to any more were given back. */
  private int take(Ranges ranges, int size, String what) {
    OptionalInt start = ranges.take(size);
    for (int wait = 1; start.isEmpty() && wait <= 256; wait *= 2) {
      System.gc();
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      start = ranges.take(size);
    }
    return start.orElseThrow(() ->
        new IllegalStateException(
            "no room for %d %s on %s: %d are free, not in one piece; use smaller batches"
                .formatted(size, what, tornado.getDescription(), ranges.free())));
  }

  /** Returns the place of the intermediate numbers of whichever execution runs. */
  synchronized int arena(int size) {
    if (size > arenaSize) {
      giveBackNumbers(arena, arenaSize);
      arenaSize = 0;
      arena = takeNumbers(size);
      arenaSize = size;
    }
    return arena;
  }

  // Kernels.

  /** Returns the kernel of a key, made at the first request. */
  synchronized Kernel kernel(Object key, String kind, int threads, Consumer<TaskGraph> task) {
    Kernel known = kernels.get(key);
    if (known == null) {
      known = new Kernel(tornado, owner, OWNER, kind + kernels.size(), threads, task);
      kernels.put(key, known);
      if (profile != null) {
        known.profile(profile);
      }
    }
    return known;
  }

  /** Returns the kernel of a program's row whose code is generated. */
  synchronized Kernel generated(Object key, String kind, int threads, Consumer<KernelCode> code) {
    Kernel known = kernels.get(key);
    return known != null ? known : rowKernel(key, kind, threads, KernelCode.kernel(code));
  }

  /** Returns the kernel of a program's row. */
  Kernel rowKernel(
      Object key, String kind, int threads, Task3<KernelContext, FloatArray, IntArray> code) {
    return kernel(
        key,
        kind,
        threads,
        graph ->
            sharing(graph, numbers, ints)
                .task(Kernel.TASK, code, new KernelContext(), numbers, ints)
                .persistOnDevice(numbers, ints));
  }

  /** Lets a graph use arrays of the device. */
  TaskGraph sharing(TaskGraph graph, Object... arrays) {
    return graph.consumeFromDevice(OWNER, arrays);
  }
}
