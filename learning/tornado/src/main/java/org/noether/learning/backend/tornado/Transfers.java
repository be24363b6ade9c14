package org.noether.learning.backend.tornado;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Moves numbers between the host and a device, and within it. What moves goes through arrays of a
 * few sizes, each with kernels of its own, because TornadoVM transfers whole arrays.
 */
final class Transfers {
  /** The smallest array that what moves goes through, and the ratio of two sizes. */
  private static final int SMALLEST = 16;

  private static final int RATIO = 8;
  private static final int LARGEST = SMALLEST * RATIO * RATIO * RATIO * RATIO * RATIO * RATIO;

  /** Arguments of a kernel before the places of the parts of a sum, or of copies. */
  private static final int HEAD = 3;

  private static final int MOST_PLACES = 1024;
  private static final int MOST_COPIES = (MOST_PLACES - 2) / 3;

  private final Device device;
  private final List<Copy> pending = new ArrayList<>();
  private long bytesToDevice;
  private long bytesToHost;

  private record Copy(int from, int to, int count) {}

  private record Key(String kind, int size) {}

  /** A kernel and the arrays on the host that it moves. */
  private record Floats(Kernel kernel, IntArray place, FloatArray staging) {}

  private record Integers(Kernel kernel, IntArray staging) {}

  private final Map<Key, Floats> floats = new HashMap<>();
  private final Map<Key, Integers> integers = new HashMap<>();

  Transfers(Device device) {
    this.device = device;
  }

  /** Returns the bytes that moved from the host to the device. */
  long bytesToDevice() {
    return bytesToDevice;
  }

  /** Returns the bytes that moved from the device to the host. */
  long bytesToHost() {
    return bytesToHost;
  }

  /** Stores integers. */
  void putInts(int to, int[] numbers) {
    int most = LARGEST - 2;
    for (int start = 0; start < numbers.length; start += most) {
      int count = Math.min(most, numbers.length - start);
      Integers mover =
          integers("putInts", sizeFor(count + 2), device.ints(), MemoryKernels::putInts);
      mover.staging().set(0, to + start);
      mover.staging().set(1, count);
      for (int i = 0; i < count; i++) {
        mover.staging().set(2 + i, numbers[start + i]);
      }
      launch(mover, count);
    }
  }

  /** Stores numbers, rounded to single precision. */
  void put(double[] numbers, int to) {
    flush();
    for (int start = 0; start < numbers.length; start += LARGEST) {
      int count = Math.min(LARGEST, numbers.length - start);
      Floats mover = floats("put", sizeFor(count), MemoryKernels::put, false);
      for (int i = 0; i < count; i++) {
        mover.staging().set(i, (float) numbers[start + i]);
      }
      launch(mover, to + start, count);
      bytesToDevice += bytes(mover.staging().getSize());
    }
  }

  /** Returns numbers. */
  double[] get(int from, int size) {
    flush();
    double[] numbers = new double[size];
    for (int start = 0; start < size; start += LARGEST) {
      int count = Math.min(LARGEST, size - start);
      Floats mover = floats("get", sizeFor(count), MemoryKernels::get, true);
      launch(mover, from + start, count);
      bytesToHost += bytes(mover.staging().getSize());
      for (int i = 0; i < count; i++) {
        numbers[start + i] = mover.staging().get(i);
      }
    }
    return numbers;
  }

  /** Sets numbers to one number. */
  void fill(int to, int count, double number) {
    if (count == 0) {
      return;
    }
    flush();
    Floats mover = floats("fill", 1, MemoryKernels::fill, false);
    mover.staging().set(0, (float) number);
    launch(mover, to, count);
    bytesToDevice += bytes(1);
  }

  /** Copies numbers within the device, at the latest before the next use of the device. */
  void copy(int from, int to, int count) {
    if (count == 0) {
      return;
    }
    if (overlap(from, to, count, count)) {
      int between = device.takeNumbers(count);
      copy(from, between, count);
      copy(between, to, count);
      flush();
      device.giveBackNumbers(between, count);
      return;
    }
    boolean depends =
        pending.stream()
            .anyMatch(other ->
                overlap(other.to(), from, other.count(), count)
                    || overlap(other.to(), to, other.count(), count)
                    || overlap(other.from(), to, other.count(), count));
    if (depends || pending.size() == MOST_COPIES) {
      flush();
    }
    pending.add(new Copy(from, to, count));
  }

  private static boolean overlap(int a, int b, int countOfA, int countOfB) {
    return a < b + countOfB && b < a + countOfA;
  }

  /** Does the copies that were put off, which do not depend on each other. */
  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    int longest = pending.stream().mapToInt(Copy::count).max().orElseThrow();
    Integers mover =
        integers("copy", sizeFor(2 + 3 * pending.size()), device.numbers(), MemoryKernels::copy);
    IntArray place = mover.staging();
    place.set(0, pending.size());
    place.set(1, longest);
    for (int i = 0; i < pending.size(); i++) {
      place.set(2 + 3 * i, pending.get(i).from());
      place.set(3 + 3 * i, pending.get(i).to());
      place.set(4 + 3 * i, pending.get(i).count());
    }
    int threads = Math.multiplyExact(longest, pending.size());
    pending.clear();
    launch(mover, threads);
  }

  /** Adds numbers at several places in the order of the places. */
  void sum(int[] parts, int to, int count) {
    if (count == 0) {
      return;
    }
    flush();
    for (int start = 0; start < parts.length; ) {
      // The sum so far is the first part of the next round.
      int carried = start == 0 ? 0 : 1;
      int added = Math.min(parts.length - start, MOST_PLACES - HEAD - carried);
      Integers mover =
          integers("sum", sizeFor(HEAD + carried + added), device.numbers(), MemoryKernels::sum);
      IntArray place = mover.staging();
      place.set(0, to);
      place.set(1, count);
      place.set(2, carried + added);
      place.set(HEAD, to);
      for (int i = 0; i < added; i++) {
        place.set(HEAD + carried + i, parts[start + i]);
      }
      launch(mover, count);
      start += added;
    }
  }

  private void launch(Integers mover, int threads) {
    mover.kernel().launch(groups(threads));
    bytesToDevice += bytes(mover.staging().getSize());
  }

  private void launch(Floats mover, int place, int count) {
    mover.place().set(0, place);
    mover.place().set(1, count);
    mover.kernel().launch(groups(count));
    bytesToDevice += bytes(mover.place().getSize());
  }

  /** Returns the number of work-groups with one thread for each element. */
  static int groups(int threads) {
    return Math.ceilDiv(threads, Kernel.GROUP);
  }

  private static long bytes(int elements) {
    return TornadoNativeArray.ARRAY_HEADER + (long) elements * Float.BYTES;
  }

  private static int sizeFor(int count) {
    int size = SMALLEST;
    while (size < count) {
      size *= RATIO;
    }
    return size;
  }

  private <A> Integers integers(
      String kind, int size, A shared, Task3<KernelContext, A, IntArray> code) {
    return integers.computeIfAbsent(
        new Key(kind, size),
        key -> {
          IntArray staging = new IntArray(size);
          Kernel kernel =
              device.kernel(
                  key,
                  kind,
                  Kernel.GROUP,
                  graph ->
                      device
                          .sharing(graph, shared)
                          .transferToDevice(DataTransferMode.EVERY_EXECUTION, staging)
                          .task(Kernel.TASK, code, new KernelContext(), shared, staging)
                          .persistOnDevice(shared));
          return new Integers(kernel, staging);
        });
  }

  private Floats floats(
      String kind,
      int size,
      Task4<KernelContext, FloatArray, IntArray, FloatArray> code,
      boolean toHost) {
    return floats.computeIfAbsent(
        new Key(kind, size),
        key -> {
          IntArray place = new IntArray(2);
          FloatArray staging = new FloatArray(size);
          FloatArray numbers = device.numbers();
          Object[] inputs = toHost ? new Object[] {place} : new Object[] {place, staging};
          Kernel kernel =
              device.kernel(
                  key,
                  kind,
                  Kernel.GROUP,
                  graph -> {
                    device
                        .sharing(graph, numbers)
                        .transferToDevice(DataTransferMode.EVERY_EXECUTION, inputs)
                        .task(Kernel.TASK, code, new KernelContext(), numbers, place, staging)
                        .persistOnDevice(numbers);
                    if (toHost) {
                      graph.transferToHost(DataTransferMode.EVERY_EXECUTION, staging);
                    }
                  });
          return new Floats(kernel, place, staging);
        });
  }
}
