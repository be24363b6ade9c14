package org.noether.reports.console;

import picocli.CommandLine.ITypeConverter;

/** Reads one value of a network's options, such as {@code 6}, {@code True} or {@code T(3)}. */
public final class PythonValue implements ITypeConverter<Object> {
  private static final String KEY = "value";

  @Override
  public Object convert(String text) {
    var dict = new DictConverter().convert("{'" + KEY + "':" + text + "}").values();
    return dict.size() == 1 ? dict.getOrDefault(KEY, text) : text;
  }
}
