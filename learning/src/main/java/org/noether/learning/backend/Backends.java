package org.noether.learning.backend;

import java.util.List;
import org.noether.simulation.registry.Registry;

/**
 * The available backends, and the choice of one. Every method throws {@link
 * MissingVectorApiException} if Java was started without the module of vectors.
 */
public final class Backends {
  private static final String DEFAULT = "cpu";

  /** The backend of a module that is built where an SDK of TornadoVM is. */
  public static final String TORNADO = "tornado";

  private static final String MISSING_TORNADO =
      "the backend 'tornado' needs a TornadoVM SDK: set TORNADOVM_HOME to its folder and start"
          + " ./noether again (docs/gpu.md says how to install one)";

  /** One instance each, because a buffer can only be used by the backend instance that made it. */
  private static final Registry<Backend> KNOWN =
      new Registry<>(Backend.class, "no backend", Backend::name, List.of());

  private Backends() {}

  /** A backend and the reason for choosing it. */
  public record Choice(Backend backend, String reason) {}

  /** Returns all available backends. */
  public static List<Backend> available() {
    return known().all();
  }

  private static Registry<Backend> known() {
    MissingVectorApiException.check();
    return KNOWN;
  }

  /**
   * Returns the devices of all backends that have any to choose.
   *
   * @throws IllegalArgumentException if none can be used; the message says what is missing
   */
  public static List<ComputeDevice> devices() {
    if (!known().names().contains(TORNADO)) {
      throw new IllegalArgumentException(MISSING_TORNADO);
    }
    return available().stream().flatMap(backend -> backend.devices().stream()).toList();
  }

  /** Returns the default backend, {@code cpu}. */
  public static Choice choose() {
    return new Choice(choose(DEFAULT).backend(), "the default: single precision on the processor");
  }

  /**
   * Returns the backend of that name, which may be followed by a colon and the name of one of its
   * devices: {@code cpu}, {@code tornado}, {@code tornado:0:1}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the available ones
   */
  public static Choice choose(String name) {
    int colon = name.indexOf(':');
    String backend = colon < 0 ? name : name.substring(0, colon);
    if (backend.equals(TORNADO) && !known().names().contains(TORNADO)) {
      throw new IllegalArgumentException(MISSING_TORNADO);
    }
    Backend found = known().get(backend);
    return new Choice(colon < 0 ? found : found.on(name.substring(colon + 1)), "selected by name");
  }
}
