package org.noether.simulation.tape;

import org.hipparchus.CalculusFieldElement;

/** A function of several variables over any number type of Hipparchus. */
@FunctionalInterface
public interface Recordable {
  /**
   * The function's value.
   *
   * @param x its arguments
   * @param <T> number type
   */
  <T extends CalculusFieldElement<T>> T value(T[] x);
}
