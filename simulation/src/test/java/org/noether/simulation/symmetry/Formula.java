package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PhaseFunction;

/** A system that is given by its energy alone. */
record Formula(int degreesOfFreedom, PhaseFunction function) implements HamiltonianSystem {
  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    return function.value(z);
  }
}
