package org.noether.simulation.trajectory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
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
 * system; {@code draw(int, RandomGenerator)} draws one with a given number of bodies or other
 * parts, and {@code draw(int, int, RandomGenerator)} one with given numbers of bodies and space
 * dimensions. Without any, the numbers of a record are uniform in [0.5, 1.5), with the number of
 * parts for an {@code int}, and another class has a constructor without parameters or with that
 * number. {@link HamiltonianSystem#initialState} draws where the system starts, and {@link
 * Simulated} tells name and defaults.
 */
public final class ClassKind implements SystemKind {
  private static final double LOWEST = 0.5;
  private static final double HIGHEST = 1.5;
  private static final Class<?>[] NUMBER = {int.class};

  private final Class<? extends HamiltonianSystem> type;
  private final @Nullable Method drawInSpace;
  private final @Nullable Method drawSized;
  private final @Nullable Method draw;
  private final String id;
  private final String description;
  private final SystemDefaults defaults;
  private final HamiltonianSystem example;
  private final Optional<String> sha256;
  private final Simulated about;
  private final int parts;
  private final Map<Integer, ClassKind> sizes = new ConcurrentHashMap<>();

  /**
   * The kind of the systems of a class.
   *
   * @param type the class
   * @param sha256 the digest of its source file or class file, if that is to be told in files
   * @throws IllegalArgumentException if systems cannot be drawn; the message says why
   */
  public ClassKind(Class<? extends HamiltonianSystem> type, Optional<String> sha256) {
    this(type, sha256, about(type).bodies());
  }

  private ClassKind(Class<? extends HamiltonianSystem> type, Optional<String> sha256, int parts) {
    this.type = type;
    this.sha256 = sha256;
    drawInSpace = method(int.class, int.class, RandomGenerator.class);
    drawSized = method(int.class, RandomGenerator.class);
    draw = method(RandomGenerator.class);
    this.parts = parts;
    about = about(type);
    id = about.name().isEmpty() ? type.getSimpleName() : about.name();
    description = about.description().isEmpty() ? id : about.description();
    example = draw(parts, about.dimension(), new SplittableRandom(0));
    if (example.degreesOfFreedom() < 1) {
      throw new IllegalArgumentException(
          "%s has %d degrees of freedom, and needs at least one"
              .formatted(id, example.degreesOfFreedom()));
    }
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

  private static Simulated about(Class<?> type) {
    var given = type.getAnnotation(Simulated.class);
    return given == null ? Unnamed.class.getAnnotation(Simulated.class) : given;
  }

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

  /** The class of the systems. */
  public Class<? extends HamiltonianSystem> type() {
    return type;
  }

  /** The digest of the source file or class file, if files tell it. */
  public Optional<String> sha256() {
    return sha256;
  }

  /**
   * How many degrees of freedom systems have that are no point masses, for a number of parts that
   * they are made of, such as the links of a chain.
   *
   * @throws IllegalArgumentException if there are no such systems
   */
  int degreesOfFreedom(int number) {
    if (!isCounted()) {
      throw new IllegalArgumentException(
          "%s has always %s; for others its class needs a method draw(int, RandomGenerator), or an int in its constructor"
              .formatted(id, size(defaults.spaceDimension())));
    }
    return draw(number, about.dimension(), new SplittableRandom(0)).degreesOfFreedom();
  }

  /** The kind of those systems of this one that have so many degrees of freedom. */
  ClassKind sized(int spaceDimension) {
    return pointMasses() || !isCounted() || spaceDimension == defaults.spaceDimension()
        ? this
        : sizes.computeIfAbsent(spaceDimension, this::ofSize);
  }

  /** The kind of the systems with a number of degrees of freedom. */
  private ClassKind ofSize(int degreesOfFreedom) {
    for (int number = 1; number <= degreesOfFreedom; number++) {
      try {
        int found = degreesOfFreedom(number);
        if (found == degreesOfFreedom) {
          return new ClassKind(type, sha256, number);
        }
        if (found > degreesOfFreedom) {
          break;
        }
      } catch (RuntimeException e) {
        // A class may refuse small numbers.
      }
    }
    throw new IllegalArgumentException("no %s has %s".formatted(id, size(degreesOfFreedom)));
  }

  private static String size(int degreesOfFreedom) {
    return SystemSize.text(false, 1, degreesOfFreedom);
  }

  @Override
  public SystemSampler sampler(int bodies, int spaceDimension) {
    example(bodies, spaceDimension);
    boolean points = pointMasses();
    return random -> {
      var system =
          draw(points ? bodies : parts, points ? spaceDimension : about.dimension(), random);
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

  /** Some system of a size. */
  private HamiltonianSystem example(int bodies, int spaceDimension) {
    boolean same = spaceDimension == defaults.spaceDimension();
    boolean sameBodies = bodies == defaults.bodies();
    boolean drawn = pointMasses() && (drawInSpace != null || (same && (sameBodies || isCounted())));
    if (!drawn && !(same && sameBodies)) {
      String size = SystemSize.text(pointMasses(), defaults.bodies(), defaults.spaceDimension());
      String wanted = SystemSize.text(pointMasses(), bodies, spaceDimension);
      throw new IllegalArgumentException(
          size.equals(wanted)
              ? "%s has %s and counts as one body, not %d".formatted(id, size, bodies)
              : "%s has %s, not %s".formatted(id, size, wanted));
    }
    return same && sameBodies ? example : draw(bodies, spaceDimension, new SplittableRandom(0));
  }

  /** Whether systems are drawn with a number of bodies or other parts. */
  private boolean isCounted() {
    return drawInSpace != null || drawSized != null || (draw == null && takesNumber());
  }

  private boolean takesNumber() {
    var components = RecordParameters.components(type);
    return components.length == 0
        ? !type.isRecord() && hasConstructor(NUMBER) && !hasConstructor()
        : Arrays.stream(components).filter(each -> each.getType() == int.class).count() == 1;
  }

  private boolean hasConstructor(Class<?>... parameters) {
    return Arrays.stream(type.getDeclaredConstructors())
        .anyMatch(each -> Arrays.equals(each.getParameterTypes(), parameters));
  }

  private HamiltonianSystem draw(int bodies, int spaceDimension, RandomGenerator random) {
    if (drawInSpace != null) {
      return call(drawInSpace, bodies, spaceDimension, random);
    }
    if (drawSized != null) {
      return call(drawSized, bodies, random);
    }
    return draw == null ? make(bodies, random) : call(draw, random);
  }

  private HamiltonianSystem make(int number, RandomGenerator random) {
    var components = RecordParameters.components(type);
    boolean plain = components.length == 0 && takesNumber();
    try {
      var types =
          plain
              ? NUMBER
              : Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var numbers =
          plain
              ? new Object[] {number}
              : Arrays.stream(components).map(each -> number(each, number, random)).toArray();
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(numbers);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "%s must be a record, or have a constructor without parameters or with one int, or a static method draw(RandomGenerator)"
              .formatted(type.getSimpleName()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " cannot be made: " + e, e);
    }
  }

  private Object number(RecordComponent component, int number, RandomGenerator random) {
    if (component.getType() == int.class && takesNumber()) {
      return number;
    }
    if (component.getType() != double.class) {
      throw new IllegalArgumentException(
          "%s must have a static method draw(RandomGenerator), because its parameter %s is no double"
              .formatted(type.getSimpleName(), component.getName()));
    }
    return random.nextDouble(LOWEST, HIGHEST);
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
