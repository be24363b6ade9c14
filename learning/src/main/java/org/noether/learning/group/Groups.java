package org.noether.learning.group;

import java.util.List;

/** The groups known by name. */
public final class Groups {
  /** The weight of the group element in distances unless a user chooses another. */
  public static final double ALPHA = 0.2;

  private static final List<String> KNOWN = List.of("T", "Trivial");

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
