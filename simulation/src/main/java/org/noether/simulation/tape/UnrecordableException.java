package org.noether.simulation.tape;

/** A function looks at the value of something that depends on its arguments. */
public final class UnrecordableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnrecordableException() {
    super("the function looks at values that depend on its arguments", null, false, false);
  }
}
