package org.noether.learning.backend;

import java.util.List;
import org.noether.simulation.registry.Registry;

/** The available backends, and the choice of one. */
public final class Backends {
  private static final String DEFAULT = "cpu";

  /** One instance each, because a buffer can only be used by the backend instance that made it. */
  private static final Registry<Backend> KNOWN =
      new Registry<>(Backend.class, "no backend", Backend::name, List.of());

  private Backends() {}

  /** A backend and the reason for choosing it. */
  public record Choice(Backend backend, String reason) {}

  /** Returns all available backends. */
  public static List<Backend> available() {
    return KNOWN.all();
  }

  /** Returns the default backend, {@code cpu}. */
  public static Choice choose() {
    return new Choice(choose(DEFAULT).backend(), "the default: single precision on the processor");
  }

  /**
   * Returns the backend of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the available ones
   */
  public static Choice choose(String name) {
    return new Choice(KNOWN.get(name), "selected by name");
  }
}
