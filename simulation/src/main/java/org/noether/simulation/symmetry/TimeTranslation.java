package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Motion in time itself: its J is the energy, which is conserved as H does not depend on time.
 *
 * @param system the system that moves
 */
record TimeTranslation(HamiltonianSystem system) implements Generator {
  @Override
  public String name() {
    return "translation in time";
  }

  @Override
  public String quantity() {
    return "energy";
  }

  @Override
  public String formula() {
    return "H(q, p)";
  }

  @Override
  public <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
    return system.energy(z);
  }
}
