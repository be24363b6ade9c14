package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.BoundExecution;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;

/** Runs the tasks of a {@link CpuExecutable} in order, each split among the threads of a team. */
final class CpuExecution extends BoundExecution<CpuBackend.Floats> {
  /** From this run on, those whose number is a power of two are watched for refused kernels. */
  private static final int FIRST_WATCHED_RUN = 16;

  private final Schedule schedule;
  private final List<Task> tasks;
  private final Team team;

  /** The number of parts of each task. */
  private final int[] parts;

  private final List<WorkerMemory> workers = new ArrayList<>();

  /** The job of the team; a field, so that a run allocates nothing. */
  private final Team.Job job = this::runPart;

  private int current;

  private long runs;

  /**
   * Creates an execution.
   *
   * @param threads the maximum number of threads that share a task
   * @param arena working memory to reuse if it is large enough
   */
  CpuExecution(CpuExecutable executable, int threads, float[] arena) {
    super(executable.schedule().subgraph(), threads, executable.backend(), CpuBackend.Floats.class);
    this.team = Team.of(threads);
    this.schedule = executable.schedule();
    this.tasks = executable.tasks();
    double minNanos = executable.backend().limits().minNanos();
    this.parts = tasks.stream().mapToInt(task -> task.parts(threads, minNanos)).toArray();
    for (int i = 0; i < threads; i++) {
      workers.add(WorkerMemory.of(this, executable));
    }
    int size = Math.addExact(executable.arenaSize(), WorkerMemory.ALIGNMENT);
    attach(Storage.ARENA, arena.length >= size ? arena : new float[size], WorkerMemory.ALIGNMENT);
  }

  @Override
  protected void compute() {
    for (int i = 0; i < schedule.inputs().size(); i++) {
      attach(1 + i, input(schedule.inputs().get(i)));
    }
    for (int k = 0; k < schedule.subgraph().outputs().size(); k++) {
      attach(schedule.outputSlot(k), output(k));
    }
    runs++;
    if (runs < FIRST_WATCHED_RUN || Long.bitCount(runs) != 1) {
      runTasks();
      return;
    }
    GeneratedKernel.watch();
    try {
      runTasks();
    } finally {
      GeneratedKernel.judge(runs);
    }
  }

  private void runTasks() {
    for (current = 0; current < parts.length; current++) {
      if (parts[current] == 1) {
        runPart(0, 0);
      } else {
        team.run(job, parts[current]);
      }
    }
  }

  private void runPart(int part, int worker) {
    Task task = tasks.get(current);
    int count = parts[current];
    task.action().run(workers.get(worker), task.begin(part, count), task.begin(part + 1, count));
  }

  private void attach(int slot, Binding<CpuBackend.Floats> binding) {
    attach(slot, binding.buffer().values(), binding.offset());
  }

  private void attach(int slot, float[] array, int base) {
    for (WorkerMemory worker : workers) {
      worker.arrays()[slot] = array;
      worker.bases()[slot] = base;
    }
  }

  /** Returns the working memory and gives it up; this execution cannot run again. */
  float[] releaseArena() {
    float[] arena = workers.getFirst().arrays()[Storage.ARENA];
    attach(Storage.ARENA, new float[0], 0);
    return arena;
  }
}
