package org.noether.learning.compile;

import org.noether.learning.tensor.Ints;

/** How a loop walks through a storage: where it begins, and how far each loop axis steps. */
public record Access(Storage storage, int offset, Ints strides) {
  int stride(int axis) {
    return strides.get(axis);
  }
}
