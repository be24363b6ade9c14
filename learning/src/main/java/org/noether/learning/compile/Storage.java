package org.noether.learning.compile;

/** A stretch of memory that holds one value: an input, an output, or a part of the arena. */
public final class Storage {
  /** The slot of the arena; inputs and outputs follow. */
  public static final int ARENA = 0;

  private final int size;
  private int slot;
  private int offset;
  private int lastWrite = -1;
  private int firstUse = Integer.MAX_VALUE;
  private int lastUse = -1;

  /** Creates a part of the arena, which {@link MemoryPlan} gives a place. */
  public Storage(int size) {
    this(size, ARENA);
  }

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
    lastWrite = Math.max(lastWrite, position);
  }

  /** Returns the position of the last instruction that writes it, as far as nodes are lowered. */
  int lastWrite() {
    return lastWrite;
  }

  void usedAt(int instruction) {
    firstUse = Math.min(firstUse, instruction);
    lastUse = Math.max(lastUse, instruction);
  }

  int firstUse() {
    return firstUse;
  }

  int lastUse() {
    return lastUse;
  }
}
