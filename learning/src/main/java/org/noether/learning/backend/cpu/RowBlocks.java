package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.noether.learning.compile.MemoryPlan;
import org.noether.learning.compile.Storage;

/**
 * Tasks over the same rows that run block by block of rows, so that what one writes is still in the
 * cache when the next one reads it. Of a value that nothing else reads, a worker keeps one block,
 * in memory of its own, so that it never leaves the cache.
 */
final class RowBlocks {
  /** A value of which a worker keeps a block: the distance of its rows, and where the block is. */
  private record Temporary(int slot, int stride, int at) {}

  private final List<PlannedTask> planned;
  private final int rows;
  private final int block;
  private final List<Temporary> temporaries = new ArrayList<>();
  private int size;

  RowBlocks(List<PlannedTask> planned, TaskLimits limits) {
    this.planned = planned;
    rows = planned.getFirst().rows();
    block = rowsOfBlock(planned, limits);
  }

  /** Returns whether blocks can be divided among workers as each of the tasks demands. */
  static boolean fit(List<PlannedTask> planned, TaskLimits limits) {
    int part = rowsOfPart(planned, rowsOfBlock(planned, limits));
    return planned.stream().allMatch(each -> part % each.rowsPerPart() == 0);
  }

  private static int rowsOfBlock(List<PlannedTask> planned, TaskLimits limits) {
    int widest = 1;
    int length = 1;
    for (PlannedTask each : planned) {
      length = Math.max(length, each.rowsPerUnit());
      for (int stride : each.byRow().values()) {
        widest = Math.max(widest, stride);
      }
    }
    return Math.max(
        length, Integer.highestOneBit(Math.max(limits.blockRows(), limits.blockSize() / widest)));
  }

  private static int rowsOfPart(List<PlannedTask> planned, int block) {
    int most = planned.stream().mapToInt(PlannedTask::rowsPerPart).max().orElseThrow();
    return Math.ceilDiv(most, block) * block;
  }

  Stream<Storage> storages() {
    return planned.stream().flatMap(PlannedTask::storages);
  }

  /**
   * Takes the values that nothing else uses out of the arena.
   *
   * @param slots the number of slots that are taken; a value's slot is one of the next
   */
  void moveTemporaries(MemoryPlan memory, int slots) {
    Map<Storage, Integer> byRow = new HashMap<>();
    planned.forEach(each -> byRow.putAll(each.byRow()));
    planned.forEach(each -> each.whole().forEach(byRow::remove));
    byRow.forEach((storage, stride) -> {
      int slot = slots + temporaries.size();
      if (stride * rows == storage.size() && memory.moveTemporary(storage, slot)) {
        temporaries.add(new Temporary(slot, stride, size));
        size += Math.ceilDiv(block * stride, Task.CACHE_LINE) * Task.CACHE_LINE;
      }
    });
  }

  /** Returns the number of values of which a worker keeps a block. */
  int temporaries() {
    return temporaries.size();
  }

  /** Returns the number of elements of those blocks. */
  int size() {
    return size;
  }

  /** Returns the task, once all memory has its place; its units are blocks. */
  Task task() {
    List<Task> tasks = planned.stream().map(each -> each.byRows().get()).toList();
    return new Task(
        Math.ceilDiv(rows, block),
        rowsOfPart(planned, block) / block,
        tasks.stream().mapToDouble(Task::nanos).sum(),
        (memory, from, to) -> {
          for (int first = from * block; first < Math.min(rows, to * block); first += block) {
            int end = Math.min(rows, first + block);
            for (Temporary each : temporaries) {
              memory.moveBlock(each.slot(), each.at() - first * each.stride());
            }
            for (int i = 0; i < tasks.size(); i++) {
              PlannedTask each = planned.get(i);
              tasks.get(i).action().run(memory, each.unit(first), each.unit(end));
            }
          }
        });
  }
}
