package org.noether.reports.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Python-style option values, such as {@code {'group':T(2),'k':384}}.
 *
 * <p>A dict becomes a {@code Map<String, Object>} in the order written, a list or tuple a {@code
 * List}, and numbers, strings and truth values become {@link Long}, {@link Double}, {@link String}
 * and {@link Boolean}; {@code None} is {@code null}. A constructor call becomes a {@link Call},
 * which is data: nothing is ever evaluated except the division of two numbers ({@code 1/2}).
 */
public final class PythonLiteral {
  /** The longest text that is read, in characters. */
  public static final int MAX_LENGTH = 16_384;

  /** The deepest nesting of brackets that is read. */
  public static final int MAX_DEPTH = 32;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private PythonLiteral() {}

  /**
   * A constructor call, such as {@code SE2(.2)} or {@code T(k=2)}.
   *
   * @param name the name called
   * @param args positional arguments in order
   * @param kwargs keyword arguments in order
   */
  public record Call(
      String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
    @Override
    public String toString() {
      return print(this);
    }
  }

  /** The text is not a Python literal; says where and why. */
  public static final class SyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int CONTEXT = 30;
    private final int column;

    SyntaxException(String text, int offset, String reason) {
      super("column %d: %s, here: %s".formatted(offset + 1, reason, excerpt(text, offset)));
      this.column = offset + 1;
    }

    /** The column of the mistake, counted from 1. */
    public int column() {
      return column;
    }

    private static String excerpt(String text, int offset) {
      int from = Math.max(0, offset - CONTEXT);
      int to = Math.min(text.length(), offset + CONTEXT);
      String before = (from > 0 ? "..." : "") + text.substring(from, offset);
      String after = text.substring(offset, to) + (to < text.length() ? "..." : "");
      return CONTROL.matcher(before + " >>> " + after).replaceAll(" ").strip();
    }
  }

  /**
   * Reads one literal.
   *
   * @param text what was written
   * @return the value, {@code null} for {@code None}
   * @throws SyntaxException if the text is anything else, too long or too deeply nested
   */
  public static @Nullable Object parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new SyntaxException(
          text, MAX_LENGTH, "longer than %d characters".formatted(MAX_LENGTH));
    }
    return new PythonReader(text).document();
  }

  /**
   * Reads a dict.
   *
   * @param text what was written
   * @return the entries in the order written
   * @throws SyntaxException if the text is not a dict with string keys
   */
  public static Map<String, @Nullable Object> parseDict(String text) {
    if (!text.stripLeading().startsWith("{")) {
      throw new SyntaxException(text, 0, "expected a dict such as {'k':256,'num_layers':4}");
    }
    var entries = new LinkedHashMap<String, @Nullable Object>();
    if (parse(text) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> entries.put((String) Objects.requireNonNull(key), value));
    }
    return entries;
  }

  /**
   * Writes a value so that {@link #parse} reads it back equal; other objects, such as groups, write
   * themselves.
   */
  public static String print(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case String s -> quote(s);
      case List<?> list ->
          list.stream().map(PythonLiteral::print).collect(Collectors.joining(",", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> print(e.getKey()) + ":" + print(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case Call call -> {
        var parts = new ArrayList<String>();
        call.args().forEach(arg -> parts.add(print(arg)));
        call.kwargs().forEach((name, arg) -> parts.add(name + "=" + print(arg)));
        yield call.name() + "(" + String.join(",", parts) + ")";
      }
      default -> value.toString();
    };
  }

  private static String quote(String s) {
    String escaped =
        s.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r");
    return CONTROL
        .matcher("'" + escaped + "'")
        .replaceAll(control -> "\\\\u%04x".formatted((int) control.group().charAt(0)));
  }
}
