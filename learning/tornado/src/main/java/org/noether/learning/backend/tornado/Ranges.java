package org.noether.learning.backend.tornado;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The free and used ranges of an array: first fit, with adjacent free ranges merged. */
final class Ranges {
  /** Ranges begin at multiples of this, a cache line of four-byte elements. */
  private static final int ALIGNMENT = 32;

  /** The free ranges, from start to end. */
  private final TreeMap<Integer, Integer> free = new TreeMap<>();

  Ranges(int from, int to) {
    free.put(Math.ceilDiv(from, ALIGNMENT) * ALIGNMENT, to);
  }

  /** Takes a range and returns its start, or nothing if there is no room. */
  synchronized OptionalInt take(int size) {
    OptionalInt found =
        free.entrySet().stream()
            .filter(range -> range.getValue() - range.getKey() >= rounded(size))
            .mapToInt(Map.Entry::getKey)
            .findFirst();
    if (found.isPresent()) {
      int start = found.getAsInt();
      int end = Objects.requireNonNull(free.remove(start));
      if (end - start > rounded(size)) {
        free.put(start + (int) rounded(size), end);
      }
    }
    return found;
  }

  /** Gives back a range that was taken. */
  synchronized void giveBack(int start, int size) {
    int from = start;
    int to = start + (int) rounded(size);
    Integer next = free.remove(to);
    if (next != null) {
      to = next;
    }
    Map.Entry<Integer, Integer> before = free.lowerEntry(from);
    if (before != null && before.getValue() == from) {
      from = before.getKey();
    }
    free.put(from, to);
  }

  /** Returns the number of free elements. */
  synchronized long free() {
    return free.entrySet().stream().mapToLong(range -> range.getValue() - range.getKey()).sum();
  }

  /** Returns a size, at least 1, rounded up to the alignment. */
  private static long rounded(int size) {
    return Math.ceilDiv(Math.max(size, 1L), ALIGNMENT) * ALIGNMENT;
  }
}
