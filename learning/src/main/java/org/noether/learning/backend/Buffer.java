package org.noether.learning.backend;

/**
 * Numbers where a {@link Backend} keeps them, on the host or on a device. It alone reads and writes
 * them.
 */
public interface Buffer {
  /** Returns the backend that made the buffer. */
  Backend backend();

  /** Returns how many numbers the buffer holds. */
  int size();

  /**
   * Returns the buffer as what its backend made it.
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
