package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.task.dynamics.SystemKinds;
import org.noether.learning.train.Json;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.symmetry.AffineGenerator;
import org.noether.simulation.symmetry.Coordinates;
import org.noether.simulation.symmetry.Generator;
import tools.jackson.databind.JsonNode;

/** Generators from files of users. */
public final class OwnGenerators {
  private static final String MATRIX = "A";
  private static final String SHIFT = "b";
  private static final String NAME = "name";
  private static final List<String> KEYS = List.of(MATRIX, SHIFT, NAME);

  private OwnGenerators() {}

  /**
   * Reads generators for a system.
   *
   * @param classPath what source files need; empty for nothing
   * @throws IOException if a file cannot be read, or does not suit the system
   */
  public static List<Generator> read(List<Path> files, Coordinates coordinates, String classPath)
      throws IOException {
    var generators = new ArrayList<Generator>();
    for (Path file : files) {
      generators.add(read(file, coordinates, classPath));
    }
    return generators;
  }

  /**
   * Reads a generator for a system: a Java source file with a {@link Generator}, or JSON with the
   * matrix {@code A} and the vector {@code b} of xi(q) = A q + b, and its {@code name}; what is
   * missing is zero.
   *
   * @param classPath what a source file needs; empty for nothing
   * @throws IOException if the file cannot be read, or does not suit the system
   */
  public static Generator read(Path file, Coordinates coordinates, String classPath)
      throws IOException {
    if (SystemKinds.isSource(file.toString())) {
      return UserSystems.generator(file, classPath);
    }
    JsonNode json = Json.parse(file, Json.text(file), JsonNode.class);
    try {
      AffineGenerator generator = affine(file, json);
      generator.demand(coordinates);
      return generator;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static AffineGenerator affine(Path file, JsonNode json) {
    if (!json.isObject() || !(json.has(MATRIX) || json.has(SHIFT))) {
      throw new IllegalArgumentException("a generator is an object with A, b or both");
    }
    json.propertyNames()
        .forEach(key -> {
          if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(
                "there is %s, which is none of %s".formatted(key, String.join(", ", KEYS)));
          }
        });
    double[][] matrix =
        json.has(MATRIX)
            ? elements(json.get(MATRIX)).map(row -> numbers(row)).toArray(double[][]::new)
            : new double[json.get(SHIFT).size()][json.get(SHIFT).size()];
    double[] shift = json.has(SHIFT) ? numbers(json.get(SHIFT)) : new double[matrix.length];
    String name = json.path(NAME).asString(file.getFileName().toString());
    return new AffineGenerator(name, matrix, shift);
  }

  private static double[] numbers(JsonNode array) {
    return elements(array)
        .mapToDouble(number -> {
          if (!number.isNumber()) {
            throw new IllegalArgumentException("A and b hold numbers, not " + number);
          }
          return number.asDouble();
        })
        .toArray();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("A is an array of rows and b an array, not " + array);
    }
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }
}
