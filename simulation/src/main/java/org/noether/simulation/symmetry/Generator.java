package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;

/**
 * An infinitesimal canonical transformation, given by the function J(z, t) that generates it: along
 * its vector field X = (dJ/dp, -dJ/dq) positions and momenta change at the rate of the group's
 * parameter. J is also the quantity that Noether's theorem says is conserved if X is a symmetry.
 * {@link PointTransformation} is simpler where positions transform by themselves.
 */
public interface Generator {
  /** What it does, such as {@code rotation xy}. */
  String name();

  /** What its conserved quantity is called, such as {@code angular momentum xy}. */
  default String quantity() {
    return "J of " + name();
  }

  /** The conserved quantity as a formula. */
  default String formula() {
    return "J(q, p)";
  }

  /**
   * The function J.
   *
   * @param z state (q, p)
   * @param t time
   * @param <T> number type, by which J is differentiated
   */
  <T extends CalculusFieldElement<T>> T charge(T[] z, T t);
}
