package org.noether.simulation.io;

import java.io.IOException;

/**
 * A {@link java.util.function.Consumer} that may fail with an {@link IOException}.
 *
 * @param <T> what is consumed
 */
@FunctionalInterface
public interface IOConsumer<T> {
  /**
   * Uses {@code value}.
   *
   * @throws IOException if reading or writing fails
   */
  void accept(T value) throws IOException;
}
