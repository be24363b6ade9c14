package org.noether.learning.backend.cpu;

import java.util.List;
import org.noether.learning.backend.BoundExecution;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;

/** Runs a {@link CpuExecutable} in an arena, task after task, each split among a team. */
final class CpuExecution extends BoundExecution<CpuBackend.Floats> {
  /** The first number of an array lies 16 bytes into it; this many more reach a cache line. */
  private static final int ALIGNMENT = 12;

  private final Schedule schedule;
  private final List<Task> tasks;
  private final float[][] memory;
  private final int[] bases;
  private final Team team;

  /** By task. */
  private final int[] parts;

  /** By member of the team. */
  private final float[][] scratch;

  private final int[][] arguments;

  /** What the team does; a field, so that a run allocates nothing. */
  private final Team.Job job = this::runPart;

  private int current;

  /**
   * Creates an execution.
   *
   * @param threads how many threads share a task, at most
   * @param arena working memory to use if there is enough of it
   */
  CpuExecution(CpuExecutable executable, int threads, float[] arena) {
    super(executable.schedule().subgraph(), threads, executable.backend(), CpuBackend.Floats.class);
    this.team = Team.of(threads);
    this.schedule = executable.schedule();
    this.tasks = executable.tasks();
    this.memory = new float[schedule.slots()][];
    this.bases = new int[schedule.slots()];
    double leastNanos = executable.backend().leastNanos();
    this.parts = tasks.stream().mapToInt(task -> task.parts(threads, leastNanos)).toArray();
    this.scratch = new float[threads][executable.scratchSize()];
    this.arguments = new int[threads][threads > 1 ? executable.argumentsSize() : 0];
    int size = Math.addExact(executable.arenaSize(), ALIGNMENT);
    memory[Storage.ARENA] = arena.length >= size ? arena : new float[size];
    bases[Storage.ARENA] = ALIGNMENT;
  }

  @Override
  protected void compute() {
    for (int i = 0; i < schedule.inputs().size(); i++) {
      place(1 + i, input(schedule.inputs().get(i)));
    }
    for (int k = 0; k < schedule.subgraph().outputs().size(); k++) {
      place(schedule.outputSlot(k), output(k));
    }
    for (current = 0; current < parts.length; current++) {
      if (parts[current] == 1) {
        runPart(0, 0);
      } else {
        team.run(job, parts[current]);
      }
    }
  }

  private void runPart(int part, int member) {
    Task task = tasks.get(current);
    int count = parts[current];
    task.action().run(this, member, task.begin(part, count), task.begin(part + 1, count));
  }

  private void place(int slot, Place<CpuBackend.Floats> place) {
    memory[slot] = place.buffer().values();
    bases[slot] = place.offset();
  }

  /** Returns the working memory, without which this does not run again. */
  float[] giveArena() {
    float[] arena = memory[Storage.ARENA];
    memory[Storage.ARENA] = new float[0];
    return arena;
  }

  float[][] memory() {
    return memory;
  }

  int[] bases() {
    return bases;
  }

  float[] scratch(int member) {
    return scratch[member];
  }

  /** Returns room for the arguments of a part of a loop. */
  int[] arguments(int member) {
    return arguments[member];
  }

  float[] array(Storage storage) {
    return memory[storage.slot()];
  }

  int offset(Storage storage) {
    return bases[storage.slot()] + storage.offset();
  }

  float[] array(View view) {
    return array(view.storage());
  }

  int offset(View view) {
    return offset(view.storage()) + view.offset();
  }
}
