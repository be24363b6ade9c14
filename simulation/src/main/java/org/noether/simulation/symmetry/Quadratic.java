package org.noether.simulation.symmetry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.CalculusFieldElement;

/**
 * A generator whose J is a polynomial of degree at most two in z = (q, p), so that z moves by an
 * affine vector field. The point transformations among them, xi(q) = A q + b, have J = p . (A q +
 * b); adding a function f(q) to J changes momenta by -df/dq, a change of gauge.
 *
 * @param name what it does
 * @param quantity name of J
 * @param formula J in words of the coordinates
 * @param terms coefficients of J
 * @param rates coefficients of what is multiplied by t and added to J
 */
record Quadratic(
    String name,
    String quantity,
    String formula,
    SortedMap<Monomial, Double> terms,
    SortedMap<Monomial, Double> rates)
    implements Generator {
  Quadratic {
    terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
    rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
  }

  @Override
  public <T extends CalculusFieldElement<T>> T charge(T[] z, T t) {
    return sum(terms, z, t.getField().getZero())
        .add(sum(rates, z, t.getField().getZero()).multiply(t));
  }

  private static <T extends CalculusFieldElement<T>> T sum(
      Map<Monomial, Double> terms, T[] z, T zero) {
    T sum = zero;
    for (var term : terms.entrySet()) {
      Monomial m = term.getKey();
      T product = m.isQuadratic() ? z[m.first()].multiply(z[m.second()]) : z[m.first()];
      sum = sum.add(product.multiply(term.getValue()));
    }
    return sum;
  }
}
