package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A linear space of generators that is searched for symmetries. */
public enum Family {
  /** xi = A q + b with the same A and b for every body: what moves space itself. */
  ALIKE("q -> A q + b, alike for all bodies"),

  /** xi = A q + b with any A and b, which may mix bodies. */
  POINT("q -> A q + b"),

  /**
   * The same with a change of gauge: J = p . (A q + b) + f(q) with f of degree two, where H need
   * not be left unchanged by xi alone, as in a magnetic field.
   */
  GAUGE("q -> A q + b with a change of gauge f(q)"),

  /** Affine canonical maps of phase space: J is any polynomial of degree two in q and p. */
  PHASE_SPACE("(q, p) -> A (q, p) + b, canonical");

  private final String description;

  Family(String description) {
    this.description = description;
  }

  /** How its generators act. */
  public String description() {
    return description;
  }

  /** A basis, each element a polynomial J; no monomial is in two of them. */
  List<SortedMap<Monomial, Double>> basis(Coordinates coordinates) {
    int dof = coordinates.degreesOfFreedom();
    var basis = new ArrayList<SortedMap<Monomial, Double>>();
    switch (this) {
      case ALIKE -> addAlike(basis, coordinates);
      case POINT -> addPoint(basis, dof);
      case GAUGE -> {
        addPoint(basis, dof);
        addAll(basis, 0, dof);
      }
      case PHASE_SPACE -> addAll(basis, 0, 2 * dof);
    }
    return basis;
  }

  /** Number of elements of {@link #basis}. */
  public long size(Coordinates coordinates) {
    long n = coordinates.degreesOfFreedom();
    long d = coordinates.dimension();
    return switch (this) {
      case ALIKE -> d * d + d;
      case POINT -> n * n + n;
      case GAUGE -> n * n + n + n + n * (n + 1) / 2;
      case PHASE_SPACE -> 2 * n + n * (2 * n + 1);
    };
  }

  private static void addAlike(List<SortedMap<Monomial, Double>> basis, Coordinates coordinates) {
    int dof = coordinates.degreesOfFreedom();
    int d = coordinates.dimension();
    for (int a = 0; a < d; a++) {
      var shift = new TreeMap<Monomial, Double>();
      for (int i = a; i < dof; i += d) {
        shift.put(Monomial.of(dof + i), 1.0);
      }
      basis.add(shift);
    }
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        var map = new TreeMap<Monomial, Double>();
        for (int i = 0; i < dof; i += d) {
          map.put(Monomial.of(i + b, dof + i + a), 1.0);
        }
        basis.add(map);
      }
    }
  }

  private static void addPoint(List<SortedMap<Monomial, Double>> basis, int dof) {
    for (int i = 0; i < dof; i++) {
      basis.add(term(Monomial.of(dof + i)));
    }
    for (int i = 0; i < dof; i++) {
      for (int j = 0; j < dof; j++) {
        basis.add(term(Monomial.of(j, dof + i)));
      }
    }
  }

  private static void addAll(List<SortedMap<Monomial, Double>> basis, int from, int to) {
    for (int a = from; a < to; a++) {
      basis.add(term(Monomial.of(a)));
    }
    for (int a = from; a < to; a++) {
      for (int b = a; b < to; b++) {
        basis.add(term(Monomial.of(a, b)));
      }
    }
  }

  private static SortedMap<Monomial, Double> term(Monomial monomial) {
    return new TreeMap<>(Map.of(monomial, 1.0));
  }
}
