package org.noether.simulation.system;

/**
 * A function of the state that the motion of a system conserves (a first integral).
 *
 * @param name what physicists call it, such as {@code energy}
 * @param function its value; a vector is given by its components, one invariant each
 */
public record Invariant(String name, PhaseFunction function) {
  /** The invariant's value at a state. */
  public double value(double[] z) {
    return function.value(z);
  }
}
