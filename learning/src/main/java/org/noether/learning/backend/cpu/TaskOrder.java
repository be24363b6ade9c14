package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.compile.MemoryPlan;
import org.noether.learning.compile.Storage;

/**
 * The order in which tasks run. Large tasks over the same rows run block by block of rows, so that
 * what one writes is still in the cache when the next one reads it; small tasks between them run
 * before them or after them. The bits are those of one task after the other.
 */
final class TaskOrder {
  /** Blocks of more tasks would not stay in the cache. */
  private static final int MOST_CHAINED = 8;

  /** The results of more tasks would keep memory. */
  private static final int MOST_LATER = 12;

  private final TaskLimits limits;
  private final MemoryPlan memory = new MemoryPlan();
  private final List<Supplier<Task>> placed = new ArrayList<>();
  private final List<RowBlocks> chains = new ArrayList<>();

  /** The latest tasks over the same rows, and those that run after them. */
  private final List<PlannedTask> chain = new ArrayList<>();

  private final List<PlannedTask> later = new ArrayList<>();

  TaskOrder(TaskLimits limits) {
    this.limits = limits;
  }

  /** Returns the number of rows of the latest tasks, or 0 if they do not work row by row. */
  int rows() {
    return chain.isEmpty() ? 0 : chain.getFirst().rows();
  }

  /** Adds a task, which runs after all that it depends on. */
  void add(PlannedTask task) {
    if (!task.hasRowsOf(limits.large())) {
      if (commutes(task)) {
        place(task.storages(), task.alone());
        return;
      }
      later.add(task);
      if (later.size() == MOST_LATER) {
        end();
      }
      return;
    }
    if (!joins(task)) {
      end();
    }
    chain.add(task);
  }

  private boolean joins(PlannedTask task) {
    if (chain.size() == MOST_CHAINED
        || !chain.stream().allMatch(task::followsByRow)
        || !later.stream().allMatch(task::commutesWith)) {
      return false;
    }
    List<PlannedTask> longer = new ArrayList<>(chain);
    longer.add(task);
    return RowBlocks.fit(longer, limits);
  }

  /** Returns whether a task depends on none of the latest ones, and they not on it. */
  private boolean commutes(PlannedTask task) {
    return Stream.concat(chain.stream(), later.stream()).allMatch(task::commutesWith);
  }

  /**
   * Assigns all memory. Returns the size of the arena.
   *
   * @param slots the number of slots that are taken
   */
  int placeMemory(int slots) {
    end();
    for (RowBlocks each : chains) {
      each.moveTemporaries(memory, slots);
    }
    return memory.place();
  }

  /** Returns the most values that a worker has blocks of for itself; each has a slot. */
  int blocks() {
    return chains.stream().mapToInt(RowBlocks::temporaries).max().orElse(0);
  }

  /** Returns the number of elements of memory for such blocks that each worker needs. */
  int blocksSize() {
    return chains.stream().mapToInt(RowBlocks::size).max().orElse(0);
  }

  /** Returns the tasks once all memory has its place. */
  List<Task> tasks() {
    return placed.stream().map(Supplier::get).toList();
  }

  private void end() {
    boolean shares =
        IntStream.range(0, chain.size())
            .anyMatch(i ->
                chain.subList(0, i).stream()
                    .anyMatch(earlier -> chain.get(i).sharesRowsOf(limits.large(), earlier)));
    if (shares) {
      RowBlocks blocks = new RowBlocks(List.copyOf(chain), limits);
      chains.add(blocks);
      place(blocks.storages(), blocks::task);
    } else {
      chain.forEach(task -> place(task.storages(), task.alone()));
    }
    later.forEach(task -> place(task.storages(), task.alone()));
    chain.clear();
    later.clear();
  }

  private void place(Stream<Storage> used, Supplier<Task> task) {
    memory.add(used);
    placed.add(task);
  }
}
