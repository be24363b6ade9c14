package org.noether.learning.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The backends that this JVM finds, and the choice among them. */
public final class Backends {
  private static final String DEFAULT = "cpu";

  private Backends() {}

  /** A backend and why it was chosen. */
  public record Choice(Backend backend, String reason) {}

  /** Returns every backend found, by name. */
  public static List<Backend> available() {
    List<Backend> found = new ArrayList<>();
    ServiceLoader.load(Backend.class).forEach(found::add);
    found.sort(Comparator.comparing(Backend::name));
    return found;
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
    List<Backend> available = available();
    for (Backend backend : available) {
      if (backend.name().equals(name)) {
        return new Choice(backend, "asked for by name");
      }
    }
    throw new IllegalArgumentException(
        "no backend '" + name + "'; known: " + available.stream().map(Backend::name).toList());
  }
}
