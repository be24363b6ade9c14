package org.noether.learning.group;

import java.util.List;

/**
 * Makes the groups of one name. Implementations that {@code
 * META-INF/services/org.noether.learning.group.GroupFactory} names are available in {@link Groups}
 * beside the built-in ones.
 */
public interface GroupFactory {
  /** Returns the name that users write, such as {@code SE3}. */
  String name();

  /** Returns the names of the arguments, in order. */
  List<String> parameters();

  /**
   * Returns the group with the given arguments.
   *
   * @throws IllegalArgumentException if the arguments are not the group's
   */
  LieGroup create(GroupSpec spec);
}
