package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.noether.simulation.registry.Spelling;

/**
 * A group as a user writes it, such as {@code T(2)}, {@code SO2(.1)} or {@code
 * LieSubGroup(T(3),(0,1))}. A {@link GroupFactory} reads its arguments; errors name the group as it
 * was written.
 *
 * @param name the group's name, in any case
 * @param args the arguments in order, each a {@link Number}, a {@link Boolean}, a list of numbers
 *     or a {@link GroupSpec}
 */
public record GroupSpec(String name, List<Object> args) {
  private static final String WEIGHT = "alpha";

  /** Gives the name its usual case, and copies the arguments, {@link #typed}. */
  public GroupSpec {
    name = Groups.canonical(name);
    args = args.stream().map(GroupSpec::typed).toList();
  }

  /**
   * Returns a value in the types that options hold, wherever it was read: whole numbers are longs,
   * also in lists.
   */
  public static Object typed(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(GroupSpec::typed).toList();
    }
    return value instanceof Integer whole ? Long.valueOf(whole) : value;
  }

  /**
   * Returns a group whose last arguments are given by their names, as in {@code SE3(alpha=.2)}.
   *
   * @throws IllegalArgumentException if the group has no argument of a name, or an argument is
   *     given twice or missing
   */
  public static GroupSpec of(String name, List<Object> args, Map<String, Object> named) {
    if (named.isEmpty()) {
      return new GroupSpec(name, args);
    }
    List<String> known = Groups.parameters(name);
    Set<String> open = new TreeSet<>(named.keySet());
    List<Object> all = new ArrayList<>(args);
    for (String each : known.subList(Math.min(args.size(), known.size()), known.size())) {
      if (open.remove(each)) {
        all.add(named.get(each));
      } else if (!open.isEmpty() && each.equals(WEIGHT)) {
        all.add(Groups.ALPHA);
      } else {
        break;
      }
    }
    if (!open.isEmpty()) {
      String wrong = open.iterator().next();
      String taken =
          known.isEmpty()
              ? ""
              : "; it takes " + String.join(", ", known) + Spelling.suggestion(wrong, known);
      throw new IllegalArgumentException(
          known.contains(wrong)
              ? name + ": " + wrong + " is given twice, or what comes before it is missing"
              : name + " takes no argument '" + wrong + "'" + taken);
    }
    return new GroupSpec(name, all);
  }

  /** Returns the argument {@code alpha}, the weight of the group element in distances. */
  public double alpha() {
    List<String> parameters = Groups.parameters(name);
    if (args.size() <= parameters.size()
        && value(WEIGHT, Groups.ALPHA) instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw wrong(
        ("takes no argument, or one from 0 to 1, the weight of the group element in distances,"
                + " as in %s(.2)%s")
            .formatted(name, parameters.size() > 1 ? ", and then " + parameters.get(1) : ""));
  }

  /** Returns an argument that is a number. */
  public double number(String parameter, double unlessGiven) {
    if (value(parameter, unlessGiven) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(parameter + " must be a number");
  }

  /** Returns an argument that is True or False. */
  public boolean flag(String parameter, boolean unlessGiven) {
    if (value(parameter, unlessGiven) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(parameter + " must be True or False");
  }

  /** Returns the only argument, the dimension of space. */
  public int dimension() {
    if (args.size() == 1
        && args.getFirst() instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1) {
      return number.intValue();
    }
    throw wrong("takes one argument, the dimension of space, as in " + name + "(2)");
  }

  /** Returns the subgroup that the two arguments describe; positions can be lifted to it. */
  LieGroup subgroup() {
    if (args.size() == 2
        && args.get(0) instanceof GroupSpec whole
        && args.get(1) instanceof List<?> chosen
        && chosen.stream().allMatch(k -> k instanceof Long)
        && Groups.create(whole) instanceof MatrixGroup group) {
      if (!group.commutes()) {
        throw wrong(
            ("positions are lifted to subgroups of groups whose elements commute, such as T(3);"
                    + " those of %s do not")
                .formatted(group.name()));
      }
      return new Subgroup(
          group, chosen.stream().map(k -> Math.clamp((Long) k, -1, Integer.MAX_VALUE)).toList());
    }
    throw wrong(
        "takes a group of matrices and the numbers of some of its generators, from 0 on, as in"
            + " LieSubGroup(T(3),(0,1))");
  }

  /** Refuses arguments beyond the group's parameters. */
  void demandNoMore() {
    List<String> parameters = Groups.parameters(name);
    if (args.size() > parameters.size()) {
      throw wrong(
          parameters.isEmpty()
              ? "takes no argument"
              : "takes no more arguments than " + String.join(", ", parameters));
    }
  }

  private Object value(String parameter, Object unlessGiven) {
    int at = Groups.parameters(name).indexOf(parameter);
    return at >= 0 && at < args.size() ? args.get(at) : unlessGiven;
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(this + ": " + reason);
  }

  /** Returns the group as a user writes it. */
  @Override
  public String toString() {
    return name + args.stream().map(GroupSpec::text).collect(Collectors.joining(",", "(", ")"));
  }

  private static String text(Object argument) {
    return switch (argument) {
      case Boolean truth -> truth ? "True" : "False";
      case List<?> list ->
          list.stream().map(GroupSpec::text).collect(Collectors.joining(",", "[", "]"));
      default -> argument.toString();
    };
  }
}
