package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Scaling of space with time, q -> e^s q, p -> e^-s p, t -> e^2s t: a symmetry of free motion and
 * of potentials that fall as 1 / r^2, with J = q . p - 2 t H.
 *
 * @param system the system that moves
 */
record Dilation(HamiltonianSystem system) implements Generator {
  @Override
  public String name() {
    return "scaling with time";
  }

  @Override
  public String quantity() {
    return "dilation";
  }

  @Override
  public String formula() {
    return "sum q p - 2 t H";
  }

  @Override
  public <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
    int dof = z.length / 2;
    T virial = t.getField().getZero();
    for (int i = 0; i < dof; i++) {
      virial = virial.add(z[i].multiply(z[dof + i]));
    }
    return virial.subtract(t.multiply(system.energy(z)).multiply(2));
  }
}
