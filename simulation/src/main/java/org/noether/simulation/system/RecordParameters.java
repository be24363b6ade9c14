package org.noether.simulation.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers that a record is made of, by which its author names the parameters of a system, as
 * the rows of a data set's {@code sysP}.
 *
 * <p>Point masses have one row per body: the mass, then the components other than {@code mass} and
 * {@code masses}; an array has one element per body, a number is the same for all. Other systems
 * have one row with all numbers; arrays are listed element by element. A row without any numbers
 * holds 1.
 */
public final class RecordParameters {
  /** Kept, because each new accessor takes longer to prepare than a trajectory to compute. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          var components = type.getRecordComponents();
          return components == null ? new RecordComponent[0] : components;
        }
      };

  private static final String UNIT = "unit";
  private static final String MASS = "mass";

  private RecordParameters() {}

  /** What the columns are. */
  public static List<String> names(HamiltonianSystem system) {
    var names = new ArrayList<String>();
    boolean points = system instanceof PointMassSystem;
    if (points) {
      names.add(MASS);
    }
    for (RecordComponent component : components(system.getClass())) {
      String name = component.getName();
      if (points && isMass(component)) {
        continue;
      }
      if (!points && read(system, component) instanceof double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
          names.add(name + "[" + i + "]");
        }
      } else {
        names.add(name);
      }
    }
    return names.isEmpty() ? List.of(UNIT) : List.copyOf(names);
  }

  /** The rows. */
  static double[] values(HamiltonianSystem system) {
    var points = system instanceof PointMassSystem masses ? masses : null;
    int rows = points == null ? 1 : points.bodies();
    var values = new ArrayList<Double>();
    for (int row = 0; row < rows; row++) {
      if (points != null) {
        values.add(points.mass(row));
      }
      for (RecordComponent component : components(system.getClass())) {
        if (points == null) {
          Arrays.stream(numbers(system, component)).forEach(values::add);
        } else if (!isMass(component)) {
          double[] numbers = numbers(system, component);
          require(numbers.length == 1 || numbers.length == rows, component, "one number per body");
          values.add(numbers[numbers.length == 1 ? 0 : row]);
        }
      }
    }
    return values.isEmpty()
        ? new double[] {1}
        : values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * A system like another with other parameters.
   *
   * @param like the other system, a record or without parameters
   * @param values rows
   * @throws IllegalArgumentException if the class refuses them
   */
  public static HamiltonianSystem with(HamiltonianSystem like, double[] values) {
    var components = components(like.getClass());
    if (components.length == 0) {
      return like;
    }
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var arguments = new Object[types.length];
    boolean points = like instanceof PointMassSystem;
    int rows = points ? ((PointMassSystem) like).bodies() : 1;
    int columns = values.length / rows;
    int column = points ? 1 : 0;
    for (int i = 0; i < types.length; i++) {
      int length = numbers(like, components[i]).length;
      boolean mass = points && isMass(components[i]);
      int from = mass ? 0 : column;
      int stride = points ? columns : 1;
      var numbers = new double[length];
      Arrays.setAll(numbers, k -> values[from + k * stride]);
      column += mass ? 0 : points ? 1 : length;
      arguments[i] =
          types[i] == double[].class
              ? numbers
              : types[i] == int.class ? (Object) (int) numbers[0] : (Object) numbers[0];
    }
    try {
      var constructor = like.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (HamiltonianSystem) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(like.getClass().getName() + " cannot be made", e);
    }
  }

  /** The components of a record; none of another class. */
  public static RecordComponent[] components(Class<?> type) {
    return COMPONENTS.get(type).clone();
  }

  private static boolean isMass(RecordComponent component) {
    return component.getName().equals(MASS) || component.getName().equals("masses");
  }

  private static double[] numbers(HamiltonianSystem system, RecordComponent component) {
    Object value = read(system, component);
    require(
        value instanceof Double || value instanceof Integer || value instanceof double[],
        component,
        "a double, an int or a double[]");
    return value instanceof double[] numbers
        ? numbers
        : new double[] {((Number) value).doubleValue()};
  }

  private static Object read(HamiltonianSystem system, RecordComponent component) {
    var accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(system);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the parameter %s cannot be read".formatted(component), e);
    }
  }

  private static void require(boolean condition, RecordComponent component, String wanted) {
    if (!condition) {
      throw new IllegalArgumentException(
          "the parameter %s of %s must be %s"
              .formatted(
                  component.getName(), component.getDeclaringRecord().getSimpleName(), wanted));
    }
  }
}
