package org.noether.simulation.registry;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Things of one type that users ask for by name: those that come with Noether, and those of other
 * jars on the class path, whose {@code META-INF/services} name them for {@link ServiceLoader}.
 *
 * @param <T> the type
 */
public final class Registry<T> {
  private final Class<T> type;
  private final String unknown;
  private final Function<? super T, String> name;
  private final List<T> builtIn;
  private @Nullable Map<String, T> byName;

  /**
   * Makes a registry, which looks for providers when it is first asked.
   *
   * @param type what providers implement
   * @param unknown what precedes an unknown name in error messages, such as {@code no group}
   * @param name tells the name
   * @param builtIn those that come with Noether
   */
  public Registry(
      Class<T> type, String unknown, Function<? super T, String> name, List<? extends T> builtIn) {
    this.type = type;
    this.unknown = unknown;
    this.name = name;
    this.builtIn = List.copyOf(builtIn);
  }

  /**
   * Returns the one with the given name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those known
   * @throws ServiceConfigurationError if a provider fails, or has a name that another has
   */
  public T get(String wanted) {
    T found = byName().get(wanted);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s '%s'; known: %s%s"
              .formatted(
                  unknown,
                  wanted,
                  String.join(", ", names()),
                  Spelling.suggestion(wanted, names())));
    }
    return found;
  }

  /** Returns all names: first those that come with Noether, then others, sorted. */
  public List<String> names() {
    return List.copyOf(byName().keySet());
  }

  /** Returns all, in the order of {@link #names()}. */
  public List<T> all() {
    return List.copyOf(byName().values());
  }

  private synchronized Map<String, T> byName() {
    if (byName == null) {
      var found = new LinkedHashMap<String, T>();
      builtIn.forEach(each -> add(found, each));
      provided().forEach(each -> add(found, each));
      byName = found;
    }
    return byName;
  }

  private List<T> provided() {
    try {
      return StreamSupport.stream(ServiceLoader.load(type).spliterator(), false)
          .sorted(Comparator.comparing(this::nameOf))
          .toList();
    } catch (ServiceConfigurationError e) {
      throw e.getCause() == null
          ? e
          : new ServiceConfigurationError(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private void add(Map<String, T> found, T each) {
    T other = found.putIfAbsent(nameOf(each), each);
    if (other != null) {
      throw new ServiceConfigurationError(
          "%s: %s and %s are both called '%s'"
              .formatted(
                  type.getName(),
                  other.getClass().getName(),
                  each.getClass().getName(),
                  nameOf(each)));
    }
  }

  private String nameOf(T each) {
    try {
      return Objects.requireNonNull(name.apply(each));
    } catch (RuntimeException e) {
      throw new ServiceConfigurationError(
          "%s: Provider %s has no name".formatted(type.getName(), each.getClass().getName()), e);
    }
  }
}
