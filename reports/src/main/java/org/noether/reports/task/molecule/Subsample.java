package org.noether.reports.task.molecule;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many molecules to learn from: a number, a fraction, or the paper's {@code False}. */
final class Subsample implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    if (text.equalsIgnoreCase("false")) {
      return 0.0;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is neither a number, nor a fraction, nor False".formatted(text));
    }
  }
}
