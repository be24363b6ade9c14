package org.noether.learning.nn;

import java.util.List;

/** Part of a network that owns parameters or buffers. */
public interface Layer {

  /** Returns the parameters, in the order in which the reference registers them. */
  List<Parameter> parameters();

  /** Returns the buffers, in the order in which the reference registers them. */
  default List<NamedBuffer> buffers() {
    return List.of();
  }
}
