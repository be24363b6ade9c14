package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.noether.simulation.registry.Spelling;

/**
 * The arguments of a group, which a {@link GroupFactory} reads. Errors name the group as it was
 * written.
 *
 * @param spec what was written
 * @param parameters the names of the arguments, in order
 */
public record GroupArguments(GroupSpec spec, List<String> parameters) {
  private static final String WEIGHT = "alpha";

  /** More generators than any group has. */
  private static final int MANY = 1_000_000;

  /** Returns arguments in order, of which the last are given by name. */
  static List<Object> inOrder(String group, List<Object> args, Map<String, Object> named) {
    if (named.isEmpty()) {
      return args;
    }
    List<String> names = Groups.parameters(group);
    Set<String> open = new TreeSet<>(named.keySet());
    List<Object> all = new ArrayList<>(args);
    for (String name : names.subList(Math.min(args.size(), names.size()), names.size())) {
      if (open.remove(name)) {
        all.add(named.get(name));
      } else if (!open.isEmpty() && name.equals(WEIGHT)) {
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

  /** Returns the argument {@code alpha}, the weight of the group element in distances. */
  public double alpha() {
    Object given = value(WEIGHT).orElse(Groups.ALPHA);
    if (spec.args().size() <= parameters.size()
        && given instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw wrong(
        "takes no argument, or one from 0 to 1, the weight of the group element in distances, as"
            + " in "
            + spec.name()
            + "(.2)"
            + (parameters.size() > 1 ? ", and then " + parameters.get(1) : ""));
  }

  /** Returns an argument that is a number. */
  public double number(String parameter, double unlessGiven) {
    if (value(parameter).orElse(unlessGiven) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(parameter + " must be a number");
  }

  /** Returns an argument that is True or False. */
  public boolean flag(String parameter, boolean unlessGiven) {
    if (value(parameter).orElse(unlessGiven) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(parameter + " must be True or False");
  }

  /** Returns the only argument, the dimension of space. */
  public int dimension() {
    if (spec.args().size() == 1
        && spec.args().getFirst() instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1) {
      return number.intValue();
    }
    throw wrong("takes one argument, the dimension of space, as in " + spec.name() + "(2)");
  }

  /** Returns the subgroup that two arguments describe, one to which positions can be lifted. */
  LieGroup subgroup() {
    if (spec.args().size() == 2
        && spec.args().get(0) instanceof GroupSpec whole
        && spec.args().get(1) instanceof List<?> chosen
        && chosen.stream().allMatch(k -> k instanceof Long)
        && Groups.create(whole) instanceof MatrixGroup group) {
      if (!LieAlgebra.commutes(group.generators())) {
        throw wrong(
            "positions are lifted to subgroups of groups whose elements commute, such as T(3);"
                + " those of "
                + group.name()
                + " do not");
      }
      return new Subgroup(
          group, chosen.stream().map(k -> Math.clamp(((Number) k).longValue(), -1, MANY)).toList());
    }
    throw wrong(
        "takes a group of matrices and the numbers of some of its generators, from 0 on, as in"
            + " LieSubGroup(T(3),(0,1))");
  }

  /** Refuses arguments beyond the parameters. */
  void demandNoMore() {
    if (spec.args().size() > parameters.size()) {
      throw wrong(
          parameters.isEmpty()
              ? "takes no argument"
              : "takes no more arguments than " + String.join(", ", parameters));
    }
  }

  private Optional<Object> value(String parameter) {
    int at = parameters.indexOf(parameter);
    return at >= 0 && at < spec.args().size() ? Optional.of(spec.args().get(at)) : Optional.empty();
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(spec + ": " + reason);
  }
}
