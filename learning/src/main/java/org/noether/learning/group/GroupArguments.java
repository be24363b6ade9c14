package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What groups known by name take as arguments, and how these are read. */
final class GroupArguments {
  private static final List<String> DIMENSION = List.of("k");
  private static final List<String> WEIGHT = List.of("alpha");

  /** More generators than any group has. */
  private static final int MANY = 1_000_000;

  private GroupArguments() {}

  /** Returns the names of a group's arguments, in order; none for a name that no group has. */
  private static List<String> names(String group) {
    return switch (group) {
      case "T", "Tx", "Ty" -> DIMENSION;
      case "Trivial" -> List.of("dim");
      case "SO2", "RxSO2", "SQ", "RxSQ", "SE2", "SO3" -> WEIGHT;
      case "Rx" -> List.of("alpha", "reference");
      case "SE3" -> List.of("alpha", "per_point");
      case "LieSubGroup" -> List.of("liegroup", "generators");
      default -> List.of();
    };
  }

  /** Returns arguments in order, of which the last are given by name. */
  static List<Object> inOrder(String group, List<Object> args, Map<String, Object> named) {
    List<String> names = names(group);
    Set<String> open = new TreeSet<>(named.keySet());
    List<Object> all = new ArrayList<>(args);
    for (String name : names.subList(Math.min(args.size(), names.size()), names.size())) {
      if (open.remove(name)) {
        all.add(named.get(name));
      } else if (!open.isEmpty() && name.equals("alpha")) {
        all.add(Groups.ALPHA);
      } else {
        break;
      }
    }
    if (!open.isEmpty()) {
      String name = open.iterator().next();
      throw new IllegalArgumentException(
          names.contains(name)
              ? group + ": " + name + " is given twice, or what comes before it is missing"
              : group + " takes no argument '" + name + "'" + taken(names, name));
    }
    return all;
  }

  private static String taken(List<String> names, String name) {
    return names.isEmpty()
        ? ""
        : "; it takes " + String.join(", ", names) + Spelling.suggestion(name, names);
  }

  /** Returns the first argument, the weight of the group element in distances. */
  static double alpha(GroupSpec spec) {
    int most = names(spec.name()).size();
    if (spec.args().isEmpty()) {
      return Groups.ALPHA;
    }
    if (spec.args().size() <= most
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
            + "(.2)"
            + (most > 1 ? ", and then " + names(spec.name()).get(1) + ", True or False" : ""));
  }

  /** Returns the second argument, True or False. */
  static boolean flag(GroupSpec spec, boolean unlessGiven) {
    if (spec.args().size() < 2) {
      return unlessGiven;
    }
    if (spec.args().get(1) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(
        spec + ": " + names(spec.name()).get(1) + " must be True or False");
  }

  /** Returns the only argument, the dimension of space. */
  static int dimension(GroupSpec spec) {
    if (spec.args().size() == 1
        && spec.args().getFirst() instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        spec + ": takes one argument, the dimension of space, as in " + spec.name() + "(2)");
  }

  /** Returns the subgroup that two arguments describe, one to which positions can be lifted. */
  static LieGroup subgroup(GroupSpec spec) {
    if (spec.args().size() == 2
        && spec.args().get(0) instanceof GroupSpec whole
        && spec.args().get(1) instanceof List<?> chosen
        && chosen.stream().allMatch(k -> k instanceof Long || k instanceof Integer)
        && Groups.create(whole) instanceof MatrixGroup group) {
      if (!LieAlgebra.commutes(group.generators())) {
        throw new IllegalArgumentException(
            spec
                + ": positions are lifted to subgroups of groups whose elements commute, such as"
                + " T(3); those of "
                + group.name()
                + " do not");
      }
      return new Subgroup(
          group, chosen.stream().map(k -> Math.clamp(((Number) k).longValue(), -1, MANY)).toList());
    }
    throw new IllegalArgumentException(
        spec
            + ": takes a group of matrices and the numbers of some of its generators, from 0 on, as"
            + " in LieSubGroup(T(3),(0,1))");
  }
}
