package org.noether.simulation.tape;

/**
 * Compiled expressions of rows, whose elements are independent of each other. Public so that
 * generated classes can implement it.
 */
public interface LaneKernel {
  /**
   * Evaluates the expressions. Where {@link Trigonometry} leaves an argument to other methods, the
   * values that depend on it are NaN.
   *
   * @param x a row for each argument
   * @param c a row for each constant
   * @param out receives a row for each value
   * @param work rows for intermediate values
   * @param xFrom where the rows of {@code x} begin
   * @param outFrom where the rows of {@code out} begin
   * @param lanes number of elements of a row
   * @param parameter a number that the expressions may contain
   */
  void run(
      double[][] x,
      double[][] c,
      double[][] out,
      double[][] work,
      int[] xFrom,
      int[] outFrom,
      int lanes,
      double parameter);
}
