package org.noether.learning.backend;

import java.util.List;
import org.noether.simulation.registry.Registry;

/** The backends that this JVM finds, and the choice among them. */
public final class Backends {
  private static final String DEFAULT = "cpu";

  /** One of each: a buffer can only be used by the backend that made it. */
  private static final Registry<Backend> KNOWN =
      new Registry<>(Backend.class, "no backend", Backend::name, List.of());

  private Backends() {}

  /** A backend and why it was chosen. */
  public record Choice(Backend backend, String reason) {}

  /** Returns every backend found, by name. */
  public static List<Backend> available() {
    return KNOWN.all();
  }

  /** Returns the default backend, {@code cpu}, and says so. */
  public static Choice choose() {
    return new Choice(choose(DEFAULT).backend(), "the default: single precision on the processor");
  }

  /**
   * Returns the backend of that name.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static Choice choose(String name) {
    return new Choice(KNOWN.get(name), "asked for by name");
  }
}
