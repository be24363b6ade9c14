package org.noether.simulation.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SpringSampler;
import org.noether.simulation.system.SpringSystem;
import org.noether.simulation.system.SystemSampler;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemDefaults;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;

class RegistryTest {
  @TempDir private Path classPath;

  @Test
  void findsWhatComesWithNoetherThenProvidersByName() throws IOException {
    Registry<Supplier<String>> fruit = fruit(Quince.class, Apple.class);

    assertThat(fruit.names()).containsExactly("pear", "apple", "quince");
    assertThat(fruit.all()).hasSize(3).element(1).isInstanceOf(Apple.class);
    assertThat(fruit.get("quince")).isInstanceOf(Quince.class);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnesAndTheNearest() throws IOException {
    Registry<Supplier<String>> fruit = fruit(Apple.class);

    assertThatThrownBy(() -> fruit.get("appel"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no fruit 'appel'; known: pear, apple; did you mean 'apple'?");
  }

  @Test
  void aNameIsOnlyOnesOwn() throws IOException {
    assertThatThrownBy(() -> fruit(OtherPear.class))
        .isInstanceOf(ServiceConfigurationError.class)
        .hasMessageEndingWith("and %s are both called 'pear'", OtherPear.class.getName());
    assertThatThrownBy(() -> fruit(Apple.class, OtherApple.class))
        .isInstanceOf(ServiceConfigurationError.class)
        .hasMessage(
            "%s: %s and %s are both called 'apple'",
            Supplier.class.getName(), Apple.class.getName(), OtherApple.class.getName());
  }

  @Test
  void aProviderThatFailsIsNamedWithItsReason() throws IOException {
    assertThatThrownBy(() -> fruit(Rotten.class))
        .isInstanceOf(ServiceConfigurationError.class)
        .hasMessageContaining(Rotten.class.getName() + " could not be instantiated")
        .hasMessageEndingWith("IllegalStateException: rotten");
    assertThatThrownBy(() -> fruit(Nameless.class))
        .isInstanceOf(ServiceConfigurationError.class)
        .hasMessageEndingWith("Provider %s has no name", Nameless.class.getName());
    assertThatThrownBy(() -> fruit(RegistryTest.class))
        .isInstanceOf(ServiceConfigurationError.class)
        .hasMessageEndingWith("%s not a subtype", RegistryTest.class.getName());
  }

  @Test
  void systemsOfAKindFromOutsideAreGenerated() throws IOException {
    provide(SystemKind.class, Chains.class);
    SystemKind chains =
        withProviders(() -> {
          var known = new Registry<>(SystemKind.class, "unknown system", SystemKind::id, List.of());
          return known.get("chains");
        });

    var request = GenerateRequest.of(chains, 2, 7);
    var data = TrajectoryGenerator.segments(request, 3, (_, _) -> {});

    assertThat(request.points()).isEqualTo(20);
    assertThat(data.zs()).hasDimensions(2, 3 * request.stateLength());
    assertThat(data.system(0)).isInstanceOf(SpringSystem.class);
  }

  /** Makes a registry of a fruit and providers of others, and asks it. */
  private Registry<Supplier<String>> fruit(Class<?>... providers) throws IOException {
    provide(Supplier.class, providers);
    return withProviders(() -> {
      @SuppressWarnings("unchecked")
      var type = (Class<Supplier<String>>) (Class<?>) Supplier.class;
      var fruit =
          new Registry<Supplier<String>>(
              type, "no fruit", Supplier::get, List.<Supplier<String>>of(() -> "pear"));
      assertThat(fruit.names()).startsWith("pear");
      return fruit;
    });
  }

  private void provide(Class<?> type, Class<?>... providers) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(type.getName()),
        Stream.of(providers).map(Class::getName).collect(Collectors.joining("\n")));
  }

  private <R> R withProviders(Supplier<R> action) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var loader = new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  public static final class Apple implements Supplier<String> {
    @Override
    public String get() {
      return "apple";
    }
  }

  public static final class Quince implements Supplier<String> {
    @Override
    public String get() {
      return "quince";
    }
  }

  public static final class OtherPear implements Supplier<String> {
    @Override
    public String get() {
      return "pear";
    }
  }

  public static final class OtherApple implements Supplier<String> {
    @Override
    public String get() {
      return "apple";
    }
  }

  public static final class Rotten implements Supplier<String> {
    public Rotten() {
      throw new IllegalStateException("rotten");
    }

    @Override
    public String get() {
      return "rotten";
    }
  }

  public static final class Nameless implements Supplier<String> {
    @Override
    public String get() {
      throw new UnsupportedOperationException();
    }
  }

  /** Springs under another name. */
  public static final class Chains implements SystemKind {
    @Override
    public String id() {
      return "chains";
    }

    @Override
    public String description() {
      return "beads on a line";
    }

    @Override
    public boolean pointMasses() {
      return true;
    }

    @Override
    public SystemDefaults defaults() {
      return new SystemDefaults(6, 1, 20, 0.01, Integrators.THREE_EIGHTHS);
    }

    @Override
    public List<String> parameterNames() {
      return SPRINGS.parameterNames();
    }

    @Override
    public SystemSampler sampler(int bodies, int spaceDimension) {
      return new SpringSampler(bodies, spaceDimension);
    }

    @Override
    public HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension) {
      return SPRINGS.system(parameters, bodies, spaceDimension);
    }
  }
}
