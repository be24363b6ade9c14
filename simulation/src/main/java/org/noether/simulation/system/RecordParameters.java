package org.noether.simulation.system;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The numbers that a record is made of, by which its author names the parameters of a system. */
final class RecordParameters {
  private RecordParameters() {}

  /** The record's numbers and arrays of numbers in their order; none of a class of another kind. */
  static double[] values(HamiltonianSystem system) {
    var components = system.getClass().getRecordComponents();
    return components == null
        ? new double[0]
        : Arrays.stream(components).flatMapToDouble(each -> values(system, each)).toArray();
  }

  private static DoubleStream values(HamiltonianSystem system, RecordComponent component) {
    return switch (read(system, component)) {
      case Number number -> DoubleStream.of(number.doubleValue());
      case double[] numbers -> DoubleStream.of(numbers);
      default ->
          throw new IllegalArgumentException(
              "%s: the parameter %s must be a double, an int or a double[], not %s"
                  .formatted(
                      system.getClass().getName(),
                      component.getName(),
                      component.getType().getSimpleName()));
    };
  }

  private static Object read(HamiltonianSystem system, RecordComponent component) {
    var accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(system);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "%s: the parameter %s cannot be read"
              .formatted(system.getClass().getName(), component.getName()),
          e);
    }
  }
}
