package org.noether.simulation.trajectory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.RecordParameters;
import org.noether.simulation.system.Simulated;
import org.noether.simulation.system.SystemSampler;

/**
 * The systems of one class. A static method {@code draw(RandomGenerator)} of the class draws a
 * system; {@code draw(int, RandomGenerator)} draws one with a given number of bodies, and {@code
 * draw(int, int, RandomGenerator)} one with given numbers of bodies and space dimensions. Without
 * any, the numbers of a record are uniform in [0.5, 1.5), and another class has a constructor
 * without parameters. {@link HamiltonianSystem#initialState} draws where the system starts, and
 * {@link Simulated} tells name and defaults.
 */
public final class ClassKind implements SystemKind {
  private static final double LOWEST = 0.5;
  private static final double HIGHEST = 1.5;

  private final Class<? extends HamiltonianSystem> type;
  private final @Nullable Method drawInSpace;
  private final @Nullable Method drawSized;
  private final @Nullable Method draw;
  private final String id;
  private final String description;
  private final SystemDefaults defaults;
  private final HamiltonianSystem example;
  private final Optional<String> sourceSha256;

  /**
   * The kind of the systems of a class.
   *
   * @param type the class
   * @param sourceSha256 the digest of its source file, if that is known
   * @throws IllegalArgumentException if systems cannot be drawn; the message says why
   */
  public ClassKind(Class<? extends HamiltonianSystem> type, Optional<String> sourceSha256) {
    this.type = type;
    this.sourceSha256 = sourceSha256;
    drawInSpace = method(int.class, int.class, RandomGenerator.class);
    drawSized = method(int.class, RandomGenerator.class);
    draw = method(RandomGenerator.class);
    var given = type.getAnnotation(Simulated.class);
    var about = given == null ? Unnamed.class.getAnnotation(Simulated.class) : given;
    id = about.name().isEmpty() ? type.getSimpleName() : about.name();
    description = about.description().isEmpty() ? id : about.description();
    example = draw(about.bodies(), about.dimension(), new SplittableRandom(0));
    var points = example instanceof PointMassSystem masses ? masses : null;
    defaults =
        new SystemDefaults(
            points == null ? 1 : points.bodies(),
            points == null ? example.degreesOfFreedom() : points.spaceDimension(),
            about.points(),
            about.dt(),
            Integrators.of(about.integrator()));
  }

  /** A class with the annotation's defaults. */
  @Simulated
  private static final class Unnamed {}

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean pointMasses() {
    return example instanceof PointMassSystem;
  }

  @Override
  public SystemDefaults defaults() {
    return defaults;
  }

  @Override
  public List<String> parameterNames() {
    return RecordParameters.names(example);
  }

  /** The digest of the source file, if that is known. */
  public Optional<String> sourceSha256() {
    return sourceSha256;
  }

  @Override
  public SystemSampler sampler(int bodies, int spaceDimension) {
    example(bodies, spaceDimension);
    return random -> {
      var system = draw(bodies, spaceDimension, random);
      var z0 = system.initialState(random);
      if (z0.length != 2 * bodies * spaceDimension) {
        throw new IllegalArgumentException(
            "a state of %s drawn has %d numbers, not %d"
                .formatted(id, z0.length, 2 * bodies * spaceDimension));
      }
      return new InitialValueProblem(system, z0);
    };
  }

  @Override
  public HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension) {
    return RecordParameters.with(example(bodies, spaceDimension), parameters);
  }

  private static String count(int number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  /** Some system of a size. */
  private HamiltonianSystem example(int bodies, int spaceDimension) {
    boolean same = spaceDimension == defaults.spaceDimension();
    boolean sameBodies = bodies == defaults.bodies();
    if (drawInSpace == null && !(same && (sameBodies || drawSized != null))) {
      throw new IllegalArgumentException(
          "%s has %s in %s, not %d in %d"
              .formatted(
                  id,
                  count(defaults.bodies(), "body", "bodies"),
                  count(defaults.spaceDimension(), "dimension", "dimensions"),
                  bodies,
                  spaceDimension));
    }
    return same && sameBodies ? example : draw(bodies, spaceDimension, new SplittableRandom(0));
  }

  private HamiltonianSystem draw(int bodies, int spaceDimension, RandomGenerator random) {
    if (drawInSpace != null) {
      return call(drawInSpace, bodies, spaceDimension, random);
    }
    if (drawSized != null) {
      return call(drawSized, bodies, random);
    }
    return draw == null ? make(random) : call(draw, random);
  }

  private HamiltonianSystem make(RandomGenerator random) {
    var components = RecordParameters.components(type);
    try {
      var types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
      var numbers =
          Arrays.stream(components)
              .map(c -> {
                if (c.getType() != double.class) {
                  throw new IllegalArgumentException(
                      "%s must have a static method draw(RandomGenerator), because its parameter %s is no double"
                          .formatted(type.getSimpleName(), c.getName()));
                }
                return (Object) random.nextDouble(LOWEST, HIGHEST);
              })
              .toArray();
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(numbers);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "%s must be a record, or have a constructor without parameters or a static method draw(RandomGenerator)"
              .formatted(type.getSimpleName()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " cannot be made: " + e, e);
    }
  }

  private @Nullable Method method(Class<?>... parameters) {
    try {
      var method = type.getDeclaredMethod("draw", parameters);
      if (!Modifier.isStatic(method.getModifiers())
          || !type.isAssignableFrom(method.getReturnType())) {
        throw new IllegalArgumentException(
            "draw in %s must be static and return %s"
                .formatted(type.getSimpleName(), type.getSimpleName()));
      }
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private HamiltonianSystem call(Method method, Object... arguments) {
    try {
      return type.cast(method.invoke(null, arguments));
    } catch (InvocationTargetException e) {
      throw thrown(e);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " cannot be drawn: " + e, e);
    }
  }

  private static RuntimeException thrown(InvocationTargetException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error failure -> throw failure;
      case null, default -> new IllegalArgumentException(e.getCause());
    };
  }
}
