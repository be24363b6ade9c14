package org.noether.learning.backend;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Java was started without its incubator module of vectors. No stack trace is printed, so that a
 * program that does not catch it ends with the line that says what to do.
 */
public final class MissingVectorApiException extends IllegalStateException {
  private static final String MODULE = "jdk.incubator.vector";

  private MissingVectorApiException() {
    super("Noether computes with the Vector API: start java with --add-modules " + MODULE);
  }

  @Override
  public void printStackTrace(PrintStream out) {
    out.println(this);
  }

  @Override
  public void printStackTrace(PrintWriter out) {
    out.println(this);
  }

  /**
   * Checks that the module is there.
   *
   * @throws MissingVectorApiException if it is not
   */
  public static void check() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new MissingVectorApiException();
    }
  }
}
