package org.noether.simulation.system;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.CalculusFieldElement;

/** The components of linear and angular momentum as functions of the state. */
final class Momenta {
  private static final String AXES = "xyz";

  private Momenta() {}

  /** The plane of rotations from axis {@code a} towards axis {@code b}. */
  record Plane(int a, int b) {}

  /** The planes of a space, in the order of {@link PointMassSystem#angularMomentum}. */
  static List<Plane> planes(int dimension) {
    if (dimension == 3) {
      return List.of(new Plane(1, 2), new Plane(2, 0), new Plane(0, 1));
    }
    var planes = new ArrayList<Plane>();
    for (int a = 0; a < dimension; a++) {
      for (int b = a + 1; b < dimension; b++) {
        planes.add(new Plane(a, b));
      }
    }
    return planes;
  }

  static Invariant linear(int bodies, int dimension, int axis) {
    return new Invariant("momentum " + axis(axis, dimension), new Linear(bodies, dimension, axis));
  }

  static Invariant angular(int bodies, int dimension, Plane plane) {
    String name =
        switch (dimension) {
          case 2 -> "";
          case 3 -> " " + axis(3 - plane.a() - plane.b(), dimension);
          default -> " %s-%s".formatted(axis(plane.a(), dimension), axis(plane.b(), dimension));
        };
    return new Invariant("angular momentum" + name, new Angular(bodies, dimension, plane));
  }

  static String axis(int axis, int dimension) {
    return dimension > AXES.length() ? "q" + (axis + 1) : AXES.substring(axis, axis + 1);
  }

  private record Linear(int bodies, int dimension, int axis) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T total = z[0].getField().getZero();
      for (int i = 0; i < bodies; i++) {
        total = total.add(z[(bodies + i) * dimension + axis]);
      }
      return total;
    }
  }

  private record Angular(int bodies, int dimension, Plane plane) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int dof = bodies * dimension;
      T total = z[0].getField().getZero();
      for (int i = 0; i < dof; i += dimension) {
        int a = i + plane.a();
        int b = i + plane.b();
        total = total.add(z[a].multiply(z[dof + b]).subtract(z[b].multiply(z[dof + a])));
      }
      return total;
    }
  }
}
