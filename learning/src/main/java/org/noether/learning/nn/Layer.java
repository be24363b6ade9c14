package org.noether.learning.nn;

import java.util.List;

/** A network, or a part of one, that owns parameters or buffers. */
public interface Layer {
  /** Returns the sublayers, in the order in which the reference registers them. */
  default List<? extends Layer> layers() {
    return List.of();
  }

  /** Returns the parameters, in the order in which the reference registers them. */
  default List<Parameter> parameters() {
    return layers().stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** Returns the buffers, in the order in which the reference registers them. */
  default List<NamedBuffer> buffers() {
    return layers().stream().flatMap(layer -> layer.buffers().stream()).toList();
  }

  /**
   * Returns those buffers that are chosen before a program runs, and that programs neither read nor
   * change.
   */
  default List<NamedBuffer> chosen() {
    return List.of();
  }
}
