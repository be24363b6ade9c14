package org.noether.learning.backend;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The backends that this JVM finds, and the choice among them. */
public final class Backends {
  private static final String DEFAULT = "cpu";

  /** One of each: a buffer can only be used by the backend that made it. */
  private static final List<Backend> AVAILABLE =
      ServiceLoader.load(Backend.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Backend::name))
          .toList();

  private Backends() {}

  /** A backend and why it was chosen. */
  public record Choice(Backend backend, String reason) {}

  /** Returns every backend found, by name. */
  public static List<Backend> available() {
    return AVAILABLE;
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
    for (Backend backend : AVAILABLE) {
      if (backend.name().equals(name)) {
        return new Choice(backend, "asked for by name");
      }
    }
    throw new IllegalArgumentException(
        "no backend '" + name + "'; known: " + AVAILABLE.stream().map(Backend::name).toList());
  }
}
