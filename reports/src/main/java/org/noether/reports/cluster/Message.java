package org.noether.reports.cluster;

import java.io.Serializable;

/** What a task that fills a folder tells who started it. */
sealed interface Message extends Serializable {
  /** Asks for the names and sizes of the folder's files, to be answered by a {@link Names}. */
  record List() implements Message {}

  /** Files by their names, with slashes between folders. */
  record Names(java.util.TreeMap<String, Long> sizes) implements Serializable {}

  /** Asks for bytes of a file, to be answered by a {@code byte[]}. */
  record Read(String file, long from) implements Message {}

  /**
   * Gives bytes of a file.
   *
   * @param last whether the file ends after them, and may replace the former one
   */
  record Write(String file, long from, byte[] bytes, boolean last) implements Message {}

  /** Gives a line for people. */
  record Line(String text) implements Message {}

  /** Says how much is done, and is answered by whether to stop. */
  record Done(double part) implements Message {}
}
