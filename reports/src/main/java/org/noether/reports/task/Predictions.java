package org.noether.reports.task;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What a network predicts for files: a table with a row for each item. */
public interface Predictions {
  /** Prints the table, and what {@link #printSummary} prints. */
  void print(PrintWriter out);

  /** Prints how good the predictions are, where that is known. */
  void printSummary(PrintWriter out);

  /** Writes the table as comma-separated values. */
  void writeCsv(OutputStream out) throws IOException;

  /** The rows as objects for JSON, without what is not known. */
  List<Map<String, Object>> rows();
}
