package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Assigns offsets in one arena so that values that are live at the same time do not overlap. A
 * value is live from the first instruction that uses it to the last.
 */
public final class MemoryPlan {
  /** Offsets are multiples of 16 elements, a cache line in single precision. */
  private static final int ALIGNMENT = 16;

  /** In order of first use. */
  private final Set<Storage> storages = new LinkedHashSet<>();

  private int instructions;

  /** The free blocks, from start to end. */
  private final TreeMap<Integer, Integer> free = new TreeMap<>();

  private int top;

  /** Adds the next instruction, given the storages it reads and writes. */
  public void add(Stream<Storage> used) {
    used.filter(storage -> storage.slot() == Storage.ARENA)
        .forEach(storage -> {
          storages.add(storage);
          storage.usedAt(instructions);
        });
    instructions++;
  }

  /**
   * Moves a storage to memory outside the arena if a single instruction uses it, among all that
   * were added. Returns whether it was moved.
   *
   * @param slot the slot of that memory
   */
  public boolean moveTemporary(Storage storage, int slot) {
    boolean moves = storage.firstUse() == storage.lastUse() && storages.remove(storage);
    if (moves) {
      storage.moveTo(slot);
    }
    return moves;
  }

  /**
   * Assigns an offset to each storage in the arena and returns the size of the arena.
   *
   * @throws IllegalArgumentException if the arena would exceed 2^31 - 1 elements
   */
  public int place() {
    List<Storage> byLastUse = new ArrayList<>(storages);
    byLastUse.sort(Comparator.comparingInt(Storage::lastUse));
    int ended = 0;
    for (Storage storage : storages) {
      while (byLastUse.get(ended).lastUse() < storage.firstUse()) {
        release(byLastUse.get(ended++));
      }
      storage.place(reserve(rounded(storage)));
    }
    return top;
  }

  private static int rounded(Storage storage) {
    return Math.addExact(storage.size(), ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Reserves the smallest free block that is large enough (best fit), or extends the arena. */
  private int reserve(int size) {
    int best = -1;
    int bestSize = Integer.MAX_VALUE;
    for (Map.Entry<Integer, Integer> block : free.entrySet()) {
      int blockSize = block.getValue() - block.getKey();
      if (blockSize >= size && blockSize < bestSize) {
        best = block.getKey();
        bestSize = blockSize;
      }
    }
    if (best >= 0) {
      free.remove(best);
      if (bestSize > size) {
        free.put(best + size, best + bestSize);
      }
      return best;
    }
    Map.Entry<Integer, Integer> last = free.lastEntry();
    if (last != null && last.getValue() == top) {
      free.remove(last.getKey());
      top = last.getKey();
    }
    int start = top;
    if ((long) start + size > Integer.MAX_VALUE - 1024) {
      throw new IllegalArgumentException(
          "a program needs more than 2^31 numbers of working memory; use smaller batches");
    }
    top = start + size;
    return start;
  }

  private void release(Storage storage) {
    int start = storage.offset();
    int end = start + rounded(storage);
    if (start == end) {
      return;
    }
    Integer next = free.remove(end);
    if (next != null) {
      end = next;
    }
    Map.Entry<Integer, Integer> before = free.lowerEntry(start);
    if (before != null && before.getValue() == start) {
      start = before.getKey();
    }
    free.put(start, end);
  }
}
