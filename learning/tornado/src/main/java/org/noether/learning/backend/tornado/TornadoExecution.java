package org.noether.learning.backend.tornado;

import java.util.Arrays;
import java.util.List;
import org.noether.learning.backend.BoundExecution;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;
import org.noether.learning.tensor.Tensor;

/**
 * Launches a program's kernels. The intermediate numbers of all executions share one memory,
 * because one runs at a time.
 */
final class TornadoExecution extends BoundExecution<TornadoBuffer> {
  private final Program program;
  private final int bases;

  /** What the device holds at the bases. */
  private int[] stored = new int[0];

  TornadoExecution(Program program, int threads) {
    super(program.schedule().subgraph(), threads, program.backend(), TornadoBuffer.class);
    this.program = program;
    Device device = program.backend().device();
    int size = program.indices().size();
    bases = device.takeInts(size);
    int first = bases;
    Program.cleaner().register(this, () -> device.giveBackInts(first, size));
  }

  @Override
  protected void compute() {
    Device device = program.backend().device();
    Transfers transfers = program.backend().transfers();
    synchronized (device) {
      int[] wanted = integers(device.arena(program.arenaSize()));
      if (!Arrays.equals(wanted, stored)) {
        transfers.putInts(bases, wanted);
        stored = wanted;
      }
      transfers.flush();
      run(device, transfers);
    }
  }

  private void run(Device device, Transfers transfers) {
    List<Launch> launches = program.launches();
    transfers.putInts(Device.EVEN_ROW, new int[] {program.rows(), program.rows(), bases});
    for (int i = 0; i < launches.size(); i++) {
      launch(device, launches.get(i), i);
    }
  }

  /**
   * Launches a kernel and waits for its end.
   *
   * @param number the number of the launch in its program
   * @throws IllegalStateException if it fails; the message names the op and the shape
   */
  static void launch(Device device, Launch launch, int number) {
    try {
      // Whether the number of groups is even tells the kernel which place to read.
      launch.kernel().launch(launch.groups() + ((launch.groups() ^ number) & 1));
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          "%s cannot run on %s: %s".formatted(launch.what(), device.tornado().getDescription(), e),
          e);
    }
  }

  /** Returns the places of the slots, and the indices. */
  private int[] integers(int arena) {
    Schedule schedule = program.schedule();
    int[] integers = new int[program.indices().size()];
    integers[Storage.ARENA] = arena;
    for (int i = 0; i < schedule.inputs().size(); i++) {
      integers[1 + i] = place(input(schedule.inputs().get(i)));
    }
    List<Tensor> outputs = schedule.subgraph().outputs();
    for (int k = 0; k < outputs.size(); k++) {
      integers[schedule.outputSlot(k)] = place(output(k));
    }
    program.indices().store(this::indices, integers);
    return integers;
  }

  private static int place(Binding<TornadoBuffer> binding) {
    return binding.buffer().place() + binding.offset();
  }
}
