package org.noether.learning.group;

import java.util.List;

/** The groups known by name. */
public final class Groups {
  /** The weight of the group element in distances unless a user chooses another. */
  public static final double ALPHA = 0.2;

  private static final List<String> KNOWN =
      List.of("T", "Tx", "Ty", "SO2", "RxSO2", "Rx", "SQ", "RxSQ", "SE2", "SO3", "SE3", "Trivial");

  private Groups() {}

  /** Returns the names of all groups. */
  public static List<String> names() {
    return KNOWN;
  }

  /**
   * Returns the group that a user asks for.
   *
   * @throws IllegalArgumentException if the name is unknown or the arguments are not the group's
   */
  public static LieGroup create(GroupSpec spec) {
    return switch (spec.name()) {
      case "T" -> new Translations(dimension(spec));
      case "Tx" -> alongAxis(spec, 0);
      case "Ty" -> alongAxis(spec, 1);
      case "SO2" -> new Rotations(alpha(spec));
      case "RxSO2" -> new RotationsAndScalings(alpha(spec));
      case "Rx" -> new Scalings(alpha(spec));
      case "SQ" -> new Squeezes(alpha(spec));
      case "RxSQ" -> new SqueezesAndScalings(alpha(spec));
      case "SE2" -> new PlaneMotions(alpha(spec));
      case "SO3" -> new SpaceRotations(alpha(spec));
      case "SE3" -> new SpaceMotions(alpha(spec));
      case "Trivial" -> new Trivial(dimension(spec));
      default ->
          throw new IllegalArgumentException(
              "no group '"
                  + spec.name()
                  + "'; known: "
                  + String.join(", ", KNOWN)
                  + Spelling.suggestion(spec.name(), KNOWN));
    };
  }

  private static LieGroup alongAxis(GroupSpec spec, int axis) {
    if (dimension(spec) != 2) {
      throw new IllegalArgumentException(
          spec + ": acts on the plane only, as " + spec.name() + "(2)");
    }
    return new AxisTranslations(axis);
  }

  private static double alpha(GroupSpec spec) {
    if (spec.args().isEmpty()) {
      return ALPHA;
    }
    if (spec.args().size() == 1
        && spec.args().getFirst() instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        spec
            + ": takes no argument, or one from 0 to 1, the weight of the group element in"
            + " distances, as in "
            + spec.name()
            + "(.2)");
  }

  private static int dimension(GroupSpec spec) {
    if (spec.args().size() == 1
        && spec.args().getFirst() instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        spec + ": takes one argument, the dimension of space, as in " + spec.name() + "(2)");
  }
}
