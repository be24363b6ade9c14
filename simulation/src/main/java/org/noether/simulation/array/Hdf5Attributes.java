package org.noether.simulation.array;

import io.jhdf.api.Attribute;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.Reference;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an HDF5 file says of one of its objects, as far as it can be written again. */
final class Hdf5Attributes {
  /** An attribute is written into its object's header, of which a part has less than 64 KiB. */
  private static final int MAX_BYTES = 1 << 15;

  /** Numbers, texts and arrays of them, by name. */
  final Map<String, Object> writable = new LinkedHashMap<>();

  /** The names of others. */
  final List<String> others = new ArrayList<>();

  Hdf5Attributes(Map<String, Attribute> attributes) {
    attributes.forEach((name, attribute) ->
        value(attribute)
            .ifPresentOrElse(value -> writable.put(name, value), () -> others.add(name)));
  }

  private static Optional<Object> value(Attribute attribute) {
    @Nullable Object value;
    try {
      value = attribute.getData();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    if (attribute.getDataType() instanceof EnumDataType) {
      return value instanceof String name ? truth(name) : Optional.empty();
    }
    return value == null || attribute.getDataType() instanceof Reference
        ? Optional.empty()
        : plain(value).filter(Hdf5Attributes::fits);
  }

  /** What h5py makes of Python's True and False; other enumerations are their names. */
  private static Optional<Object> truth(String name) {
    return Optional.of(
        switch (name) {
          case "TRUE" -> (byte) 1;
          case "FALSE" -> (byte) 0;
          default -> name;
        });
  }

  private static Optional<Object> plain(Object value) {
    return switch (value) {
      case BigInteger unsigned -> Optional.of(number(unsigned));
      case BigInteger[] unsigned ->
          Optional.of(
              Arrays.stream(unsigned).allMatch(number -> number.bitLength() < Long.SIZE)
                  ? Arrays.stream(unsigned).mapToLong(BigInteger::longValue).toArray()
                  : Arrays.stream(unsigned).mapToDouble(BigInteger::doubleValue).toArray());
      case Number number -> Optional.of(number);
      case String text -> Optional.of(text);
      default -> isPlainArray(value) ? Optional.of(value) : Optional.empty();
    };
  }

  /** An unsigned 64-bit integer, which jHDF does not write, as a signed one if it is one. */
  private static Number number(BigInteger unsigned) {
    if (unsigned.bitLength() < Long.SIZE) {
      return unsigned.longValueExact();
    }
    return unsigned.doubleValue();
  }

  private static boolean isPlainArray(Object value) {
    Class<?> type = value.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return value.getClass().isArray()
        && (type == String.class || (type.isPrimitive() && type != boolean.class));
  }

  private static boolean fits(Object value) {
    long bytes = bytes(value);
    return bytes > 0 && bytes <= MAX_BYTES;
  }

  /** The bytes it takes; of texts those of the longest for each, as they are written. */
  private static long bytes(@Nullable Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (value == null || !value.getClass().isArray()) {
      return value == null ? 0 : Long.BYTES;
    }
    int length = Array.getLength(value);
    long largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, bytes(Array.get(value, i)));
    }
    return length * largest;
  }
}
