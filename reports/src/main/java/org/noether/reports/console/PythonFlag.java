package org.noether.reports.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code True} and {@code False}, in Python's spelling or any other. */
public final class PythonFlag implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new TypeConversionException("'" + text + "' is neither True nor False");
  }
}
