package org.noether.learning.compile;

import org.noether.learning.tensor.Ints;

/** How a loop addresses a storage: the offset of the first element, and a stride for each axis. */
public record Access(Storage storage, int offset, Ints strides) {
  int stride(int axis) {
    return strides.get(axis);
  }
}
