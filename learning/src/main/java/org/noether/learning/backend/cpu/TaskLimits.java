package org.noether.learning.backend.cpu;

/**
 * From where on it pays to split tasks. Results do not depend on it.
 *
 * @param minNanos the minimum time of a part that a thread computes; see benchmarks/NOTES.md
 * @param large the size of values that the cache does not hold from one task to the next: tasks
 *     that share them run block by block of rows, and what is read when as many numbers have been
 *     computed since may be computed again
 * @param blockSize the size of a block of the widest rows
 * @param blockRows the minimum number of rows of a block: products with fewer would read their
 *     right factor for little
 */
record TaskLimits(double minNanos, int large, int blockSize, int blockRows) {
  static final TaskLimits USUAL = new TaskLimits(10_000, 1 << 18, 1 << 13, 64);
}
