package org.noether.simulation.registry;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one type that users select by name: the built-in ones, and those that other jars on
 * the class path provide for {@link ServiceLoader} in {@code META-INF/services}.
 *
 * @param <T> the type
 */
public final class Registry<T> {
  private final Class<T> type;
  private final String unknown;
  private final Function<? super T, String> name;
  private final List<T> builtIn;
  private final Supplier<? extends Stream<? extends T>> others;
  private @Nullable Map<String, T> byName;

  /**
   * Makes a registry, which loads providers on its first use.
   *
   * @param type the type that providers implement
   * @param unknown what precedes an unknown name in error messages, such as {@code no group}
   * @param name returns an object's name
   * @param builtIn the built-in objects
   */
  public Registry(
      Class<T> type, String unknown, Function<? super T, String> name, List<? extends T> builtIn) {
    this(type, unknown, name, builtIn, Stream::empty);
  }

  /**
   * Makes a registry with a second source of objects besides providers.
   *
   * @param type the type that providers implement
   * @param unknown what precedes an unknown name in error messages, such as {@code no group}
   * @param name returns an object's name
   * @param builtIn the built-in objects
   * @param others finds more objects, on first use
   */
  public Registry(
      Class<T> type,
      String unknown,
      Function<? super T, String> name,
      List<? extends T> builtIn,
      Supplier<? extends Stream<? extends T>> others) {
    this.type = type;
    this.others = others;
    this.unknown = unknown;
    this.name = name;
    this.builtIn = List.copyOf(builtIn);
  }

  /**
   * Returns the object with the given name, in any case if only one object has it.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known names
   * @throws ServiceConfigurationError if a provider fails, or two objects have the same name
   */
  public T get(String wanted) {
    T found = byName().get(canonical(wanted));
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

  /** Returns the name that differs in case only; an unknown or ambiguous name as it is. */
  public String canonical(String wanted) {
    return Spelling.known(wanted, byName().keySet()).orElse(wanted);
  }

  /** Returns all names: those of the built-in objects, then those of others, sorted. */
  public List<String> names() {
    return List.copyOf(byName().keySet());
  }

  /** Returns all objects, in the order of {@link #names()}. */
  public List<T> all() {
    return List.copyOf(byName().values());
  }

  private synchronized Map<String, T> byName() {
    if (byName == null) {
      var found = new LinkedHashMap<String, T>();
      Stream.concat(builtIn.stream(), provided().stream()).forEach(each -> add(found, each));
      byName = found;
    }
    return byName;
  }

  private List<T> provided() {
    try {
      return Stream.concat(
              StreamSupport.stream(ServiceLoader.load(type).spliterator(), false), others.get())
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
