package org.noether.learning.backend;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/** Something that can run graphs. Implementations are found by {@link java.util.ServiceLoader}. */
public interface Backend {

  /** Returns the name a user chooses it by, such as {@code cpu}. */
  String name();

  /** Returns one line about the device and how it computes. */
  String description();

  /** Returns a buffer of zeros in this backend's precision. */
  Buffer allocate(int size);

  /**
   * Compiles what computes the outputs, all from one graph.
   *
   * @throws IllegalArgumentException if the outputs are of several graphs, or indices
   */
  Executable compile(List<Tensor> outputs);
}
