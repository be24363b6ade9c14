package org.noether.simulation.trajectory;

import org.noether.simulation.io.Count;

/** How large a system is, in words. */
public final class SystemSize {
  private SystemSize() {}

  /**
   * Such as {@code 6 bodies in 2 dimensions}, or for other systems {@code 1 degree of freedom}.
   *
   * @param pointMasses whether the system is made of bodies that have positions in space
   */
  public static String text(boolean pointMasses, int bodies, int spaceDimension) {
    return pointMasses
        ? Count.of(bodies, "body", "bodies") + " in " + Count.of(spaceDimension, "dimension")
        : Count.of(spaceDimension, "degree of freedom", "degrees of freedom");
  }
}
