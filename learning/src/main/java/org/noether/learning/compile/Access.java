package org.noether.learning.compile;

import org.noether.learning.tensor.Ints;

/**
 * How a loop addresses a storage: the offset of its first element and the stride of each loop axis.
 */
public record Access(Storage storage, int offset, Ints strides) {
  int stride(int axis) {
    return strides.get(axis);
  }
}
