package org.noether.simulation.symmetry;

import java.util.Comparator;

/**
 * A product of two elements of a state, or one element alone.
 *
 * @param first index of an element
 * @param second index of the other, at least {@code first}; {@link #NONE} if there is none
 */
record Monomial(int first, int second) implements Comparable<Monomial> {
  static final int NONE = -1;

  /** Linear ones come first. */
  private static final Comparator<Monomial> ORDER =
      Comparator.comparing(Monomial::isQuadratic)
          .thenComparingInt(Monomial::first)
          .thenComparingInt(Monomial::second);

  static Monomial of(int a) {
    return new Monomial(a, NONE);
  }

  static Monomial of(int a, int b) {
    return new Monomial(Math.min(a, b), Math.max(a, b));
  }

  boolean isQuadratic() {
    return second != NONE;
  }

  /** The product of the elements that this names. */
  double of(double[] z) {
    return isQuadratic() ? z[first] * z[second] : z[first];
  }

  /** The rate of change of {@link #of(double[])} where z changes at rate {@code zDot}. */
  double rate(double[] z, double[] zDot) {
    return isQuadratic() ? zDot[first] * z[second] + z[first] * zDot[second] : zDot[first];
  }

  @Override
  public int compareTo(Monomial other) {
    return ORDER.compare(this, other);
  }
}
