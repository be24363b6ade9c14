package org.noether.learning.group;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A group as a user writes it, such as {@code T(2)}, {@code SO2(.1)} or {@code
 * LieSubGroup(T(3),(0,1))}.
 *
 * @param name the group's name
 * @param args the arguments in order, each a {@link Number}, a {@link Boolean}, a list of numbers
 *     or a {@link GroupSpec}
 */
public record GroupSpec(String name, List<Object> args) {
  /** Copies the arguments, {@link #typed}. */
  public GroupSpec {
    args = args.stream().map(GroupSpec::typed).toList();
  }

  /**
   * Returns a value as options hold it, whoever read it: whole numbers, also in lists, as longs.
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
    return new GroupSpec(name, GroupArguments.inOrder(name, args, named));
  }

  /** Returns the text that a user writes. */
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
