package org.noether.learning.backend.cpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.backend.Bindings;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.compile.CompiledProgram;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/** Runs a {@link CpuProgram} in an arena of its own, task after task, each split among a team. */
final class CpuExecution implements Execution {
  /** The first number of an array lies 16 bytes into it; this many more reach a cache line. */
  private static final int ALIGNMENT = 12;

  private final CpuProgram program;
  private final CompiledProgram compiled;
  private final Bindings<Buffer.F32> bindings;
  private final float[][] memory;
  private final int[] bases;
  private final Team team;

  /** By task. */
  private final int[] parts;

  /** By member of the team. */
  private final float[][] scratch;

  private final int[][] arguments;
  private final Map<Tensor, int[]> indices = new HashMap<>();
  private final List<Tensor> indexInputs;

  /** What the team does; a field, so that a run allocates nothing. */
  private final Team.Job job = this::runPart;

  private int current;

  /**
   * Creates an execution.
   *
   * @param threads how many threads share a task, at most
   * @param leastNanos how long a part should take at least; tasks shorter than two are not split
   * @param arena working memory to use if there is enough of it
   */
  CpuExecution(CpuProgram program, int threads, double leastNanos, float[] arena) {
    this.team = Team.of(threads);
    this.program = program;
    this.compiled = program.compiled();
    this.bindings = new Bindings<>(compiled.program(), Buffer.F32.class);
    this.memory = new float[compiled.slots()][];
    this.bases = new int[compiled.slots()];
    this.parts = program.tasks().stream().mapToInt(t -> t.parts(threads, leastNanos)).toArray();
    this.scratch = new float[threads][program.scratchSize()];
    this.arguments = new int[threads][threads > 1 ? program.argumentsSize() : 0];
    int size = Math.addExact(compiled.arenaSize(), ALIGNMENT);
    memory[Storage.ARENA] = arena.length >= size ? arena : new float[size];
    bases[Storage.ARENA] = ALIGNMENT;
    indexInputs =
        compiled.program().boundLeaves().stream()
            .filter(leaf -> leaf.op() instanceof Op.IndexInput)
            .toList();
    for (Tensor node : compiled.program().nodes()) {
      if (node.op() instanceof Op.IndexConstant(Ints known)) {
        indices.put(node, known.toArray());
      }
    }
  }

  @Override
  public void bind(String input, Buffer buffer, int offset) {
    bindings.bind(input, buffer, offset);
  }

  @Override
  public void bindIndices(String input, int[] numbers) {
    bindings.bindIndices(input, numbers);
  }

  @Override
  public void bindOutput(int output, Buffer buffer, int offset) {
    bindings.bindOutput(output, buffer, offset);
  }

  @Override
  public void run() {
    for (int i = 0; i < compiled.inputs().size(); i++) {
      place(1 + i, bindings.input(compiled.inputs().get(i)));
    }
    for (int k = 0; k < compiled.program().outputs().size(); k++) {
      place(compiled.outputSlot(k), bindings.output(k));
    }
    for (Tensor leaf : indexInputs) {
      indices.put(leaf, bindings.indices(leaf));
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
    Task task = program.tasks().get(current);
    int count = parts[current];
    task.action().run(this, member, task.begin(part, count), task.begin(part + 1, count));
  }

  private void place(int slot, Bindings.Place<Buffer.F32> place) {
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

  int[] indices(Tensor node) {
    int[] known = indices.get(node);
    if (known == null) {
      throw new IllegalStateException(node + " has no indices");
    }
    return known;
  }
}
