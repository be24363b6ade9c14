package org.noether.simulation.system;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bodies in space with the kinetic energy sum p_i^2 / 2 m_i. Coordinates and momenta have the shape
 * (bodies, dimension), row-major.
 */
public interface PointMassSystem extends HamiltonianSystem {
  /** Number n of point masses. */
  int bodies();

  /** Number d of space dimensions. */
  int spaceDimension();

  /** Mass of body {@code i}. */
  double mass(int i);

  /** What an axis of space is called: x, y, z, or q1 and so on in more than three dimensions. */
  default String axisName(int axis) {
    return Momenta.axis(axis, spaceDimension());
  }

  /** Number of degrees of freedom, n * d. */
  @Override
  default int degreesOfFreedom() {
    return bodies() * spaceDimension();
  }

  /** Total momentum, sum p_i: one component per space dimension. */
  default double[] linearMomentum(double[] z) {
    int d = spaceDimension();
    var total = new double[d];
    for (int i = degreesOfFreedom(); i < z.length; i++) {
      total[i % d] += z[i];
    }
    return total;
  }

  /**
   * Total angular momentum about the origin: for each plane of axes a and b the sum over bodies of
   * q_a p_b - q_b p_a. In three dimensions the planes are yz, zx and xy, so that these are the
   * components x, y and z of sum q_i x p_i; in others a &lt; b, in lexicographic order. In one
   * dimension there is none.
   */
  default double[] angularMomentum(double[] z) {
    int d = spaceDimension();
    int dof = degreesOfFreedom();
    var planes = Momenta.planes(d);
    var total = new double[planes.size()];
    for (int i = 0; i < dof; i += d) {
      for (int k = 0; k < total.length; k++) {
        int a = i + planes.get(k).a();
        int b = i + planes.get(k).b();
        total[k] += z[a] * z[dof + b] - z[b] * z[dof + a];
      }
    }
    return total;
  }

  /** The components of {@link #linearMomentum}, for systems that conserve it. */
  default List<Invariant> linearMomentumIntegrals() {
    return IntStream.range(0, spaceDimension())
        .mapToObj(axis -> Momenta.linear(bodies(), spaceDimension(), axis))
        .toList();
  }

  /** The components of {@link #angularMomentum}, for systems that conserve it. */
  default List<Invariant> angularMomentumIntegrals() {
    return Momenta.planes(spaceDimension()).stream()
        .map(plane -> Momenta.angular(bodies(), spaceDimension(), plane))
        .toList();
  }

  /** Linear and angular momentum, for systems without outer forces. */
  default List<Invariant> momentumIntegrals() {
    return Stream.of(linearMomentumIntegrals(), angularMomentumIntegrals())
        .flatMap(List::stream)
        .toList();
  }
}
