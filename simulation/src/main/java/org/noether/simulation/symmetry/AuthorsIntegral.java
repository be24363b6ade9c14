package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.Invariant;

/**
 * The flow of a function that the author of a system says is conserved: by Noether's theorem it is
 * a symmetry if that is true.
 *
 * @param integral the function
 */
record AuthorsIntegral(Invariant integral) implements Generator {
  @Override
  public String name() {
    return "flow of integral";
  }

  @Override
  public String quantity() {
    return integral.name();
  }

  @Override
  public String formula() {
    return "as the system's author gives it";
  }

  @Override
  public <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
    return integral.function().value(z);
  }
}
