package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a null space into generators with names. */
final class Recognition {
  private final Coordinates coordinates;
  private final List<SortedMap<Monomial, Double>> basis;
  private final double[] scales;
  private final KnownGenerators known;

  /**
   * Prepares for a search.
   *
   * @param basis the polynomials J that span the generators searched
   * @param scales by what the coefficient of each was multiplied
   */
  Recognition(Coordinates coordinates, List<SortedMap<Monomial, Double>> basis, double[] scales) {
    this.coordinates = coordinates;
    this.basis = basis;
    this.scales = scales;
    known = new KnownGenerators(coordinates);
  }

  /**
   * Generators that span a null space: as many known ones as possible, then sparse ones, with
   * products of conserved quantities of degree one rather than others of degree two.
   */
  List<Generator> name(NullSpace nullSpace) {
    var found = new ArrayList<Quadratic>();
    var span = new ArrayList<double[]>();
    Stream.of(known.translations(), known.rotations(), known.rotationsOfCentreOfMass())
        .flatMap(Collection::stream)
        .forEach(candidate -> add(candidate, nullSpace, span, found));
    var sparse = nullSpace.reduced();
    sparse.stream().filter(this::isLinear).forEach(vector -> describe(vector, span, found));
    products(found).forEach(product -> add(product, nullSpace, span, found));
    sparse.forEach(vector -> describe(vector, span, found));
    return List.copyOf(found);
  }

  private boolean isLinear(double[] vector) {
    return IntStream.range(0, vector.length)
        .allMatch(k -> vector[k] == 0 || !basis.get(k).firstKey().isQuadratic());
  }

  private void describe(double[] vector, List<double[]> span, List<Quadratic> found) {
    if (NullSpace.extend(span, vector)) {
      var terms = polynomial(vector);
      String formula = Polynomials.text(terms, coordinates);
      String does = new Description(coordinates, terms).text();
      found.add(new Quadratic(does, formula, formula, terms, new TreeMap<>()));
    }
  }

  private void add(
      Quadratic candidate, NullSpace nullSpace, List<double[]> span, List<Quadratic> found) {
    coefficients(candidate.terms())
        .filter(vector -> nullSpace.contains(vector) && NullSpace.extend(span, vector))
        .ifPresent(_ -> found.add(candidate));
  }

  /** Products of conserved quantities of degree one are conserved, too. */
  private static List<Quadratic> products(List<Quadratic> found) {
    var linear =
        found.stream()
            .filter(j -> j.terms().keySet().stream().noneMatch(Monomial::isQuadratic))
            .toList();
    var products = new ArrayList<Quadratic>();
    for (int i = 0; i < linear.size(); i++) {
      for (int j = i; j < linear.size(); j++) {
        products.add(product(linear.get(i), linear.get(j)));
      }
    }
    return products;
  }

  private static Quadratic product(Quadratic a, Quadratic b) {
    var terms = new TreeMap<Monomial, Double>();
    a.terms()
        .forEach((m, x) ->
            b.terms()
                .forEach(
                    (n, y) -> terms.merge(Monomial.of(m.first(), n.first()), x * y, Double::sum)));
    String quantity = "(%s) (%s)".formatted(a.quantity(), b.quantity());
    return new Quadratic(
        "product of conserved quantities",
        quantity,
        "(%s) (%s)".formatted(a.formula(), b.formula()),
        terms,
        new TreeMap<>());
  }

  /** The scaled coefficients of a polynomial in the basis; empty if it is outside of its span. */
  private Optional<double[]> coefficients(SortedMap<Monomial, Double> polynomial) {
    var vector = new double[basis.size()];
    int used = 0;
    for (int k = 0; k < vector.length; k++) {
      var element = basis.get(k);
      double factor = polynomial.getOrDefault(element.firstKey(), 0.0);
      vector[k] = factor * scales[k];
      for (Monomial monomial : element.keySet()) {
        if (polynomial.getOrDefault(monomial, 0.0) != factor) {
          return Optional.empty();
        }
        used += polynomial.containsKey(monomial) ? 1 : 0;
      }
    }
    return used == polynomial.size() ? Optional.of(vector) : Optional.empty();
  }

  /** The polynomial with given scaled coefficients, of which the largest becomes 1. */
  private SortedMap<Monomial, Double> polynomial(double[] vector) {
    var terms = new TreeMap<Monomial, Double>();
    double largest = 0;
    for (int k = 0; k < vector.length; k++) {
      double factor = vector[k] / scales[k];
      largest = Math.max(largest, Math.abs(factor));
      if (factor != 0) {
        basis.get(k).keySet().forEach(monomial -> terms.put(monomial, factor));
      }
    }
    // Momenta of translations are positive, and angular momenta begin with a positive term.
    Monomial leading = terms.firstKey().isQuadratic() ? terms.firstKey() : terms.lastKey();
    double unit = largest * Math.signum(terms.getOrDefault(leading, 1.0));
    terms.replaceAll((_, factor) -> factor / unit);
    return terms;
  }
}
