package org.noether.learning.task.dynamics;

/**
 * How many samples one program computes at a time. The results' bits depend on it, so it follows
 * from the batch size alone, never from the machine.
 */
final class ChunkSize {
  /**
   * Keeps the intermediate values of a chunk moderate: they grow with its size, while the time of a
   * step was the same from 5 to 40 (benchmarks/NOTES.md).
   */
  private static final int LARGEST = 10;

  /** Chunks of a large batch: enough for several threads to share them out evenly. */
  private static final int CHUNKS = 20;

  private ChunkSize() {}

  /** Returns the samples of a chunk, for batches of that size. */
  static int of(int batchSize) {
    return Math.clamp(Math.ceilDiv(batchSize, CHUNKS), 1, LARGEST);
  }
}
