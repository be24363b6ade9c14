package org.noether.simulation.tape;

/** Compiled expressions. Public so that generated classes can implement it. */
public interface Kernel {
  /**
   * Evaluates the expressions.
   *
   * @param x arguments
   * @param c constants
   * @param out receives the values
   * @param work room for intermediate values
   * @param parameter a number that the expressions may contain
   */
  void run(double[] x, double[] c, double[] out, double[] work, double parameter);
}
