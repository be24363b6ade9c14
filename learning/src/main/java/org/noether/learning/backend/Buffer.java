package org.noether.learning.backend;

/**
 * An array of numbers in the memory of a {@link Backend}, on the host or on a device. Only the
 * backend reads and writes it.
 */
public interface Buffer {
  /** Returns the backend that made the buffer. */
  Backend backend();

  /** Returns the number of elements. */
  int size();

  /**
   * Casts the buffer to the backend's own type.
   *
   * @throws IllegalArgumentException if another backend made it
   */
  default <B extends Buffer> B as(Class<B> kind, Backend owner) {
    if (!backend().equals(owner)) {
      throw new IllegalArgumentException(
          "a buffer of backend '%s' is needed, not of '%s'"
              .formatted(owner.name(), backend().name()));
    }
    return kind.cast(this);
  }
}
