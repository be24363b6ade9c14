package org.noether.learning.group;

import java.util.List;

/**
 * Makes the groups of one name. An implementation that {@code
 * META-INF/services/org.noether.learning.group.GroupFactory} names is known beside those of {@link
 * Groups}.
 */
public interface GroupFactory {

  /** Returns the name that users write, such as {@code SE3}. */
  String name();

  /** Returns the names of the arguments, in order. */
  List<String> parameters();

  /**
   * Returns the group.
   *
   * @throws IllegalArgumentException if the arguments are not the group's
   */
  LieGroup create(GroupArguments arguments);
}
