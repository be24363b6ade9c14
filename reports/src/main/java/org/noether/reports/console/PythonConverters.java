package org.noether.reports.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;
import org.noether.reports.console.PythonLiteral.Call;
import org.noether.reports.console.PythonLiteral.SyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of option values in Python's notation; calls in them are groups. */
public final class PythonConverters {
  private PythonConverters() {}

  /** Reads {@code True} and {@code False}, in Python's spelling or any other. */
  public static final class PythonFlag implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
        return Boolean.valueOf(text);
      }
      throw new TypeConversionException("'" + text + "' is neither True nor False");
    }
  }

  /** Reads one value of a network's options, such as {@code 6}, {@code True} or {@code T(3)}. */
  public static final class PythonValue implements ITypeConverter<Object> {
    private static final String KEY = "value";

    @Override
    public Object convert(String text) {
      var dict = new DictConverter().convert("{'" + KEY + "':" + text + "}").values();
      return dict.size() == 1 ? dict.getOrDefault(KEY, text) : text;
    }
  }

  /** Reads a dict, such as {@code {'group':T(2),'k':384}}. */
  public static final class DictConverter implements ITypeConverter<DictConverter.Dict> {

    /**
     * The dict of one option.
     *
     * @param values its entries; numbers, booleans, strings, lists, maps and {@link GroupSpec}s
     */
    public record Dict(Map<String, Object> values) {
      /** No entries. */
      public static final Dict EMPTY = new Dict(Map.of());
    }

    @Override
    public Dict convert(String text) {
      try {
        return new Dict(dict(PythonLiteral.parseDict(text)));
      } catch (SyntaxException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static Map<String, Object> dict(Map<?, ?> parsed) {
    var values = new LinkedHashMap<String, Object>();
    parsed.forEach((key, value) -> values.put(String.valueOf(key), value(key, value)));
    return values;
  }

  private static Object value(Object key, @Nullable Object parsed) {
    return switch (parsed) {
      case null ->
          throw new TypeConversionException(
              "'" + key + "' is None; leave it out to have the default");
      case Call call -> group(key, call);
      case Map<?, ?> map -> dict(map);
      case List<?> list -> list(key, list);
      default -> parsed;
    };
  }

  private static GroupSpec group(Object key, Call call) {
    try {
      return GroupSpec.of(call.name(), list(key, call.args()), dict(call.kwargs()));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static List<Object> list(Object key, List<?> parsed) {
    return parsed.stream().map(item -> value(key, item)).toList();
  }
}
