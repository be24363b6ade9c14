package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The generators of well-known groups. Those of bodies in space move all bodies together:
 * translations, rotations, scalings q -> e^s q, p -> e^-s p, and Galilean boosts.
 */
public final class KnownGenerators {
  private final Coordinates coordinates;

  /** The generators for some coordinates. */
  public KnownGenerators(Coordinates coordinates) {
    this.coordinates = coordinates;
  }

  /** All of them that the coordinates allow. */
  public List<Generator> all() {
    var all = new ArrayList<Generator>();
    if (coordinates.ofBodies()) {
      all.addAll(translations());
      all.addAll(rotations());
      all.add(scaling());
      all.addAll(boosts());
    } else {
      all.addAll(shifts());
      all.add(scaling());
    }
    return all;
  }

  /** Translations of all bodies along each axis. */
  List<Quadratic> translations() {
    var all = new ArrayList<Quadratic>();
    for (int a = 0; a < coordinates.dimension(); a++) {
      String axis = coordinates.axis(a);
      all.add(
          generator("translation " + axis, "linear momentum " + axis, "sum p" + axis, momenta(a)));
    }
    return all;
  }

  /** Rotations of all bodies about the origin in each plane. */
  List<Quadratic> rotations() {
    var all = new ArrayList<Quadratic>();
    int d = coordinates.dimension();
    for (int a = 0; a < d; a++) {
      for (int b = a + 1; b < d; b++) {
        var terms = new TreeMap<Monomial, Double>();
        for (int i = 0; i < coordinates.bodies(); i++) {
          terms.put(Monomial.of(q(i, a), p(i, b)), 1.0);
          terms.put(Monomial.of(q(i, b), p(i, a)), -1.0);
        }
        String x = coordinates.axis(a);
        String y = coordinates.axis(b);
        all.add(
            generator(
                "rotation " + x + y,
                "angular momentum " + x + y,
                "sum (%s p%s - %s p%s)".formatted(x, y, y, x),
                terms));
      }
    }
    return all;
  }

  /**
   * Shifts of all bodies that turn their centre of mass R about the origin and leave the positions
   * relative to it: they leave H unchanged wherever translations do, as R moves freely then.
   */
  List<Quadratic> rotationsOfCentreOfMass() {
    var all = new ArrayList<Quadratic>();
    int d = coordinates.dimension();
    double total = 0;
    for (double mass : coordinates.masses()) {
      total += mass;
    }
    for (int a = 0; a < d && coordinates.bodies() > 1; a++) {
      for (int b = a + 1; b < d; b++) {
        var terms = new TreeMap<Monomial, Double>();
        for (int i = 0; i < coordinates.bodies(); i++) {
          double share = coordinates.masses()[i] / total;
          for (int j = 0; j < coordinates.bodies(); j++) {
            terms.put(Monomial.of(q(i, a), p(j, b)), share);
            terms.put(Monomial.of(q(i, b), p(j, a)), -share);
          }
        }
        String x = coordinates.axis(a);
        String y = coordinates.axis(b);
        all.add(
            generator(
                "rotation %s%s of the centre of mass".formatted(x, y),
                "angular momentum %s%s of the centre of mass".formatted(x, y),
                "R%s P%s - R%s P%s".formatted(x, y, y, x),
                terms));
      }
    }
    return all;
  }

  private Quadratic scaling() {
    var terms = new TreeMap<Monomial, Double>();
    int dof = coordinates.degreesOfFreedom();
    for (int i = 0; i < dof; i++) {
      terms.put(Monomial.of(i, dof + i), 1.0);
    }
    return generator("scaling", "virial", "sum q p", terms);
  }

  /** Galilean boosts: q moves at the rate t and p at the rate m. */
  private List<Quadratic> boosts() {
    var all = new ArrayList<Quadratic>();
    for (int a = 0; a < coordinates.dimension(); a++) {
      var terms = new TreeMap<Monomial, Double>();
      for (int i = 0; i < coordinates.bodies(); i++) {
        terms.put(Monomial.of(q(i, a)), -coordinates.masses()[i]);
      }
      String axis = coordinates.axis(a);
      all.add(
          new Quadratic(
              "boost " + axis,
              "initial centre of mass " + axis,
              "t sum p%s - sum m %s".formatted(axis, axis),
              terms,
              momenta(a)));
    }
    return all;
  }

  /** Translations of one coordinate that is not a body's. */
  private List<Quadratic> shifts() {
    var all = new ArrayList<Quadratic>();
    int dof = coordinates.degreesOfFreedom();
    var together = new TreeMap<Monomial, Double>();
    for (int i = 0; i < dof; i++) {
      var terms = new TreeMap<Monomial, Double>();
      terms.put(Monomial.of(dof + i), 1.0);
      together.putAll(terms);
      String momentum = coordinates.name(dof + i);
      all.add(generator("translation " + coordinates.name(i), momentum, momentum, terms));
    }
    if (dof > 1) {
      all.add(generator("translation of all q", "total momentum", "sum p", together));
    }
    return all;
  }

  private SortedMap<Monomial, Double> momenta(int axis) {
    var terms = new TreeMap<Monomial, Double>();
    for (int i = 0; i < coordinates.bodies(); i++) {
      terms.put(Monomial.of(p(i, axis)), 1.0);
    }
    return terms;
  }

  private static Quadratic generator(
      String name, String quantity, String formula, SortedMap<Monomial, Double> terms) {
    return new Quadratic(name, quantity, formula, terms, new TreeMap<>());
  }

  private int q(int body, int axis) {
    return body * coordinates.dimension() + axis;
  }

  private int p(int body, int axis) {
    return coordinates.degreesOfFreedom() + q(body, axis);
  }
}
