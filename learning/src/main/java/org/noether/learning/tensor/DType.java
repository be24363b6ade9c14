package org.noether.learning.tensor;

/** What the elements of a tensor are. */
public enum DType {
  /** Real numbers, in the precision of the backend that runs the graph. */
  REAL,
  /** Non-negative integers that number rows, points or edges. */
  INDEX
}
