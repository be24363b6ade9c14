package org.noether.learning.group;

import java.util.List;

/** The groups known by name. */
public final class Groups {
  /** The weight of the group element in distances unless a user chooses another. */
  public static final double ALPHA = 0.2;

  private static final List<String> KNOWN =
      List.of(
          "T",
          "Tx",
          "Ty",
          "SO2",
          "RxSO2",
          "Rx",
          "SQ",
          "RxSQ",
          "SE2",
          "SO3",
          "SE3",
          "Trivial",
          "FakeSchGroup",
          "LieSubGroup");

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
      case "T" -> new Translations(GroupArguments.dimension(spec));
      case "Tx" -> alongAxis(spec, 0);
      case "Ty" -> alongAxis(spec, 1);
      case "SO2" -> new Rotations(GroupArguments.alpha(spec));
      case "RxSO2" -> new RotationsAndScalings(GroupArguments.alpha(spec));
      case "Rx" -> new Scalings(GroupArguments.alpha(spec), GroupArguments.flag(spec, false));
      case "SQ" -> new Squeezes(GroupArguments.alpha(spec));
      case "RxSQ" -> new SqueezesAndScalings(GroupArguments.alpha(spec));
      case "SE2" -> new PlaneMotions(GroupArguments.alpha(spec));
      case "SO3" -> new SpaceRotations(GroupArguments.alpha(spec));
      case "SE3" -> new SpaceMotions(GroupArguments.alpha(spec), GroupArguments.flag(spec, true));
      case "Trivial" -> new Trivial(GroupArguments.dimension(spec));
      case "FakeSchGroup" -> distances(spec);
      case "LieSubGroup" -> GroupArguments.subgroup(spec);
      default ->
          throw new IllegalArgumentException(
              "no group '"
                  + spec.name()
                  + "'; known: "
                  + String.join(", ", KNOWN)
                  + Spelling.suggestion(spec.name(), KNOWN));
    };
  }

  private static LieGroup distances(GroupSpec spec) {
    if (!spec.args().isEmpty()) {
      throw new IllegalArgumentException(spec + ": takes no argument");
    }
    return new Distances();
  }

  private static LieGroup alongAxis(GroupSpec spec, int axis) {
    if (GroupArguments.dimension(spec) != 2) {
      throw new IllegalArgumentException(
          spec + ": acts on the plane only, as " + spec.name() + "(2)");
    }
    return new AxisTranslations(axis);
  }
}
