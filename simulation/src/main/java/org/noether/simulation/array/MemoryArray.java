package org.noether.simulation.array;

import java.util.Arrays;
import org.noether.simulation.io.FormatException;

/** An array that is in memory already, row-major. */
final class MemoryArray extends NumericArray {
  private final double[] numbers;

  MemoryArray(String source, String name, double[] numbers, long... shape) throws FormatException {
    super(source, name, shape);
    if (size() != numbers.length) {
      throw new IllegalArgumentException(
          "%d numbers for the shape %s".formatted(numbers.length, Arrays.toString(shape)));
    }
    this.numbers = numbers;
  }

  @Override
  public String type() {
    return "float64";
  }

  @Override
  void demandStored() {}

  @Override
  void read(Rows rows) {
    rows.put(numbers, 0);
  }
}
