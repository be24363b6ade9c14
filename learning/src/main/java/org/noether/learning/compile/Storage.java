package org.noether.learning.compile;

/** A block of memory that holds one value: an input, an output, or a part of the arena. */
public final class Storage {
  /** The slot of the arena; inputs, outputs, and memory of the backend's own follow. */
  public static final int ARENA = 0;

  private final int size;
  private int slot;
  private int offset;
  private int lastWrite = -1;
  private int firstUse = Integer.MAX_VALUE;
  private int lastUse = -1;

  /** Creates a part of the arena, whose offset {@link MemoryPlan} assigns. */
  public Storage(int size) {
    this(size, ARENA);
  }

  Storage(int size, int slot) {
    this.size = size;
    this.slot = slot;
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /** Returns the slot of the memory that contains it. */
  public int slot() {
    return slot;
  }

  /** Returns its offset in the slot. */
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

  /** Returns the position of the last instruction, among those lowered so far, that writes it. */
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
