package org.noether.simulation.trajectory;

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
        ? count(bodies, "body", "bodies")
            + " in "
            + count(spaceDimension, "dimension", "dimensions")
        : count(spaceDimension, "degree of freedom", "degrees of freedom");
  }

  private static String count(int number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
