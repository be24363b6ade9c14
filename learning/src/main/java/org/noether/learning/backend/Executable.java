package org.noether.learning.backend;

/** A compiled graph. Safe for use by several threads, each with an {@link Execution} of its own. */
public interface Executable {

  /** Returns a new way to run this, with working memory of its own. */
  Execution newExecution();

  /** Returns the bytes of working memory that each execution owns. */
  long workingBytes();
}
