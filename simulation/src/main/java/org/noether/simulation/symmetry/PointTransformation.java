package org.noether.simulation.symmetry;

import java.util.Arrays;
import org.hipparchus.CalculusFieldElement;

/**
 * A generator that moves positions by a vector field xi(q). Its cotangent lift moves momenta by -(d
 * xi / dq)^T p, which is what makes it canonical, and J = p . xi(q) (Arnold, Mathematical Methods
 * of Classical Mechanics, section 20).
 */
public interface PointTransformation extends Generator {
  /**
   * The rate of change of the positions.
   *
   * @param q positions
   * @param <T> number type
   * @return xi(q), as long as q
   */
  <T extends CalculusFieldElement<T>> T[] xi(T[] q);

  @Override
  default String formula() {
    return "p . xi(q)";
  }

  @Override
  default <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
    int dof = z.length / 2;
    T[] xi = xi(Arrays.copyOf(z, dof));
    if (xi.length != dof) {
      throw new IllegalArgumentException(
          "xi of %s has %d components for %d positions".formatted(name(), xi.length, dof));
    }
    T sum = t.getField().getZero();
    for (int i = 0; i < dof; i++) {
      sum = sum.add(z[dof + i].multiply(xi[i]));
    }
    return sum;
  }
}
