package org.noether.learning.group;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A group as a user writes it, such as {@code T(2)} or {@code SO2(.1)}.
 *
 * @param name the group's name
 * @param args the arguments in order, each a {@link Number}
 */
public record GroupSpec(String name, List<Object> args) {
  /** Copies the arguments. */
  public GroupSpec {
    args = List.copyOf(args);
  }

  /** Returns the text that a user writes. */
  @Override
  public String toString() {
    return name + args.stream().map(Object::toString).collect(Collectors.joining(",", "(", ")"));
  }
}
