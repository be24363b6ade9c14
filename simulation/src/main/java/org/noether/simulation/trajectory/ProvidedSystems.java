package org.noether.simulation.trajectory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * Classes of systems that files {@code META-INF/services} name. Their constructors may have
 * parameters, which {@link java.util.ServiceLoader} would refuse.
 */
public final class ProvidedSystems {
  private static final String FILE = "META-INF/services/" + HamiltonianSystem.class.getName();

  private ProvidedSystems() {}

  /**
   * The kinds of the systems that a class loader finds.
   *
   * @throws ServiceConfigurationError if a file cannot be read, or a class in it suits no kind
   */
  public static Stream<SystemKind> of(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(FILE)).stream()
          .flatMap(file -> names(file).stream())
          .distinct()
          .map(name -> kind(name, loader));
    } catch (IOException e) {
      throw new ServiceConfigurationError(FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> names(URL file) {
    try (var lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new ServiceConfigurationError(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static SystemKind kind(String name, ClassLoader loader) {
    try {
      var type = Class.forName(name, true, loader).asSubclass(HamiltonianSystem.class);
      return new ClassKind(type, Optional.empty());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new ServiceConfigurationError("%s: %s cannot be used: %s".formatted(FILE, name, e), e);
    }
  }
}
