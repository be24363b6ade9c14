package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** What a command printed and returned. */
record Outcome(int code, String out, String err) {
  /** Runs a command. */
  static Outcome of(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** Runs a command line, whose words are between spaces, with a folder for each {@code @}. */
  static Outcome in(Path folder, String command) {
    return of(command.replace("@", folder + "/").split(" "));
  }

  /** Demands that the command did not fail. */
  Outcome succeeded() {
    assertThat(code).as(err).isZero();
    return this;
  }
}
