package org.noether.reports.cli;

import java.io.PrintWriter;
import org.noether.learning.train.Json;
import org.noether.simulation.io.Printable;
import picocli.CommandLine.Option;

/** The option by which programs read a command's result. */
final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON, on one line.")
  private boolean given;

  /** Whether the result is printed as JSON, and so no other lines. */
  boolean given() {
    return given;
  }

  /** Prints the result. */
  static void print(PrintWriter out, Object result) {
    out.println(Printable.json(Json.line(result)));
  }
}
