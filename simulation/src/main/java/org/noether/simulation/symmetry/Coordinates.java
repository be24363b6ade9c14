package org.noether.simulation.symmetry;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PointMassSystem;

/**
 * What the coordinates of a system stand for.
 *
 * @param degreesOfFreedom number of positions
 * @param dimension number of space dimensions; 0 if the positions are not those of bodies in space
 * @param masses masses of the bodies; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Coordinates(int degreesOfFreedom, int dimension, double[] masses) {
  private static final String[] AXES = {"x", "y", "z"};

  /** The coordinates of a system. */
  public static Coordinates of(HamiltonianSystem system) {
    if (!(system instanceof PointMassSystem bodies)) {
      return new Coordinates(system.degreesOfFreedom(), 0, new double[0]);
    }
    var masses = new double[bodies.bodies()];
    Arrays.setAll(masses, bodies::mass);
    return new Coordinates(system.degreesOfFreedom(), bodies.spaceDimension(), masses);
  }

  /** Whether positions are those of bodies in space. */
  public boolean ofBodies() {
    return dimension > 0;
  }

  /** Number of bodies. */
  public int bodies() {
    return masses.length;
  }

  /** Name of an axis of space. */
  public String axis(int a) {
    return dimension <= AXES.length ? AXES[a] : String.valueOf(a + 1);
  }

  /** Name of element {@code i} of a state, such as {@code x2}, {@code px2} or {@code q2}. */
  public String name(int i) {
    boolean momentum = i >= degreesOfFreedom;
    int at = momentum ? i - degreesOfFreedom : i;
    if (dimension < 2 || dimension > AXES.length) {
      return (momentum ? "p" : "q") + (at + 1);
    }
    return (momentum ? "p" : "") + AXES[at % dimension] + (at / dimension + 1);
  }
}
