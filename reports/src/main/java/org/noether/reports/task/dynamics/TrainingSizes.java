package org.noether.reports.task.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Sizes of training sets, as in {@code 10,100,1000}.
 *
 * @param values each once, rising
 */
record TrainingSizes(List<Integer> values) {
  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Reads sizes. */
  static final class Converter implements ITypeConverter<TrainingSizes> {
    @Override
    public TrainingSizes convert(String text) {
      return new TrainingSizes(
          Arrays.stream(text.split(",", -1)).map(Converter::size).distinct().sorted().toList());
    }

    private static int size(String word) {
      try {
        int size = Integer.parseInt(word.strip());
        if (size > 1) {
          return size;
        }
      } catch (NumberFormatException e) {
        // Refused below, as a number that is too small is.
      }
      throw new TypeConversionException(
          "'%s' is not a number of systems of at least 2, as in 10,100,1000"
              .formatted(word.strip()));
    }
  }
}
