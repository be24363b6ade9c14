package org.noether.simulation.array;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;

/** A number, or numbers in arrays of arrays of equal lengths, as jHDF takes them. */
final class Nested {
  private Nested() {}

  /** The lengths of the axes. */
  static int[] shape(Object values) {
    var shape = new ArrayList<Integer>();
    for (Object inner = values; inner.getClass().isArray(); inner = Array.get(inner, 0)) {
      shape.add(Array.getLength(inner));
      if (inner.getClass().getComponentType().isPrimitive()) {
        break;
      }
    }
    return shape.stream().mapToInt(i -> i).toArray();
  }

  /** The primitive type of the numbers. */
  static Class<?> type(Object values) {
    Class<?> type = values.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return MethodType.methodType(type).unwrap().returnType();
  }

  /** The size of all numbers. */
  static long bytes(Object values) {
    Class<?> type = type(values);
    long bytes = type == double.class || type == long.class ? Double.BYTES : Float.BYTES;
    for (int length : shape(values)) {
      bytes *= length;
    }
    return bytes;
  }

  /**
   * The numbers of an array in a file, in the type they have there if that is single precision or a
   * 32-bit integer, else as doubles.
   */
  static Object read(NumericArray array) throws IOException {
    int[] shape = array.shape();
    if (shape.length == 0) {
      return Array.get(typed(array.values(), array.type()), 0);
    }
    double[][] rows = array.rows(shape.length - 1);
    Object[] typed =
        Arrays.stream(rows).map(row -> typed(row, array.type())).toArray(Object[]::new);
    if (shape.length == 1) {
      return typed[0];
    }
    return nested(typed, shape, 0, 0);
  }

  private static Object typed(double[] row, String type) {
    return switch (type) {
      case "float32" -> {
        var floats = new float[row.length];
        for (int i = 0; i < row.length; i++) {
          floats[i] = (float) row[i];
        }
        yield floats;
      }
      case "int32" -> Arrays.stream(row).mapToInt(value -> (int) value).toArray();
      default -> row;
    };
  }

  private static Object nested(Object[] rows, int[] shape, int axis, int first) {
    if (axis == shape.length - 1) {
      return rows[first];
    }
    int each = 1;
    for (int i = axis + 1; i < shape.length - 1; i++) {
      each *= shape[i];
    }
    Object[] inner = new Object[shape[axis]];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = nested(rows, shape, axis + 1, first + i * each);
    }
    Object array = Array.newInstance(inner[0].getClass(), inner.length);
    for (int i = 0; i < inner.length; i++) {
      Array.set(array, i, inner[i]);
    }
    return array;
  }
}
