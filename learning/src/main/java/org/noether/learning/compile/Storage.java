package org.noether.learning.compile;

/** A stretch of memory that holds one value: an input, an output, or a part of the arena. */
public final class Storage {
  /** The slot of the arena; inputs and outputs follow. */
  public static final int ARENA = 0;

  private final int size;
  private int slot;
  private int offset;
  private int firstWrite = Integer.MAX_VALUE;
  private int lastWrite = -1;
  private int lastUse = -1;

  Storage(int size, int slot) {
    this.size = size;
    this.slot = slot;
  }

  /** Returns how many numbers it holds. */
  public int size() {
    return size;
  }

  /** Returns which memory it is in: {@link #ARENA}, or the slot of an input or output. */
  public int slot() {
    return slot;
  }

  /** Returns where it begins in its slot. */
  public int offset() {
    return offset;
  }

  void moveTo(int newSlot) {
    slot = newSlot;
  }

  void place(int newOffset) {
    offset = newOffset;
  }

  void writtenAt(int position) {
    firstWrite = Math.min(firstWrite, position);
    lastWrite = Math.max(lastWrite, position);
    lastUse = Math.max(lastUse, position);
  }

  void readAt(int position) {
    lastUse = Math.max(lastUse, position);
  }

  int firstWrite() {
    return firstWrite;
  }

  int lastWrite() {
    return lastWrite;
  }

  int lastUse() {
    return lastUse;
  }
}
