package org.noether.learning.backend.tornado;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.MemoryPlan;
import org.noether.learning.compile.Schedule;

/** A schedule compiled to launches, whose rows lie on the device one after the other. */
final class Program implements Executable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final TornadoBackend backend;
  private final Schedule schedule;
  private final int arenaSize;
  private final IndexPlan indices;
  private final List<Launch> launches = new ArrayList<>();
  private final int rows;

  Program(TornadoBackend backend, Schedule schedule) {
    this.backend = backend;
    this.schedule = schedule;
    indices = new IndexPlan(schedule.slots());
    Device device = backend.device();
    Launches make = new Launches(device, indices);
    MemoryPlan memory = new MemoryPlan();
    List<Planned> plans = new ArrayList<>();
    for (Instruction instruction : schedule.instructions()) {
      Planned planned = make.plan(instruction);
      plans.add(planned);
      memory.add(Stream.concat(instruction.storages(), planned.scratch().stream()));
    }
    arenaSize = memory.place();
    plans.forEach(planned -> launches.addAll(planned.launches().get()));
    int size = launches.stream().mapToInt(launch -> launch.row().length).sum();
    rows = device.takeInts(size);
    int first = rows;
    CLEANER.register(this, () -> device.giveBackInts(first, size));
    store(size);
  }

  private void store(int size) {
    int[] table = new int[size];
    int at = 0;
    for (Launch launch : launches) {
      int[] row = launch.row();
      System.arraycopy(row, 0, table, at, row.length);
      table[at] = rows + at + row.length;
      at += row.length;
    }
    backend.transfers().putInts(rows, table);
  }

  @Override
  public Execution newExecution(int threads, @Nullable Execution replaced) {
    return new TornadoExecution(this, threads);
  }

  TornadoBackend backend() {
    return backend;
  }

  Schedule schedule() {
    return schedule;
  }

  /** Returns the number of intermediate numbers. */
  int arenaSize() {
    return arenaSize;
  }

  /** Returns which indices an execution stores, and where. */
  IndexPlan indices() {
    return indices;
  }

  List<Launch> launches() {
    return launches;
  }

  /** Returns the place of the first row. */
  int rows() {
    return rows;
  }

  static Cleaner cleaner() {
    return CLEANER;
  }
}
