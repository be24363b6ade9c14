package org.noether.reports.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.PythonLiteral.Call;
import org.noether.reports.console.PythonLiteral.SyntaxException;

/** Recursive descent over one text; see {@link PythonLiteral} for what the values become. */
final class PythonReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?=[0-9.])[0-9]*(\\.[0-9]*)?([eE][+-]?[0-9]*)?");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{4}");

  private final String text;
  private int at;
  private int depth;

  PythonReader(String text) {
    this.text = text;
  }

  @Nullable Object document() {
    Object value = expression();
    if (skipBlanks() < text.length()) {
      throw error("unexpected " + found() + " after the value");
    }
    return value;
  }

  /** A value, or a quotient of numbers. */
  private @Nullable Object expression() {
    int start = skipBlanks();
    Object value = unary();
    while (peek() == '/') {
      if (!(value instanceof Number dividend)) {
        throw error("only numbers can be divided");
      }
      at++;
      int divisorAt = skipBlanks();
      if (!(unary() instanceof Number divisor)) {
        throw error(divisorAt, "only numbers can be divided");
      }
      if (divisor.doubleValue() == 0) {
        throw error(divisorAt, "division by zero");
      }
      value = finite(dividend.doubleValue() / divisor.doubleValue(), start);
    }
    return value;
  }

  private @Nullable Object unary() {
    char c = peek();
    if (c != '-' && c != '+') {
      return atom();
    }
    int signAt = at++;
    enter(signAt);
    Object value = unary();
    depth--;
    return switch (value) {
      case Long n -> c == '-' ? (Object) (-n) : n;
      case Double x -> c == '-' ? (Object) (-x) : x;
      case null, default -> throw error(signAt, "a sign must stand before a number");
    };
  }

  private @Nullable Object atom() {
    char c = peek();
    int start = at;
    String number = next(NUMBER);
    if (number != null) {
      return number(number, start);
    }
    String name = next(NAME);
    if (name != null) {
      return named(name, start);
    }
    return switch (c) {
      case '{' -> dict();
      case '[' -> sequence(']');
      case '(' -> sequence(')');
      case '\'', '"' -> string();
      default -> throw error("expected a value, found " + found());
    };
  }

  private Map<String, @Nullable Object> dict() {
    var entries = new LinkedHashMap<String, @Nullable Object>();
    bracketed(
        '}',
        () -> {
          int keyAt = at;
          if (peek() != '\'' && peek() != '"') {
            throw error("expected a quoted name or '}', found " + found());
          }
          String key = string();
          if (peek() != ':') {
            throw error("expected ':' after " + PythonLiteral.print(key) + ", found " + found());
          }
          at++;
          putValue(entries, key, keyAt);
        });
    return Collections.unmodifiableMap(entries);
  }

  /** A list, a tuple, or an expression in parentheses. */
  private @Nullable Object sequence(char closing) {
    var items = new ArrayList<@Nullable Object>();
    boolean trailingComma = bracketed(closing, () -> items.add(expression()));
    boolean grouped = closing == ')' && items.size() == 1 && !trailingComma;
    return grouped ? items.getFirst() : Collections.unmodifiableList(items);
  }

  private @Nullable Object named(String name, int start) {
    return switch (name) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> {
        if (peek() != '(') {
          throw error(start, "'%s' is neither quoted nor a call such as T(2)".formatted(name));
        }
        yield call(name);
      }
    };
  }

  private Call call(String name) {
    var args = new ArrayList<@Nullable Object>();
    var kwargs = new LinkedHashMap<String, @Nullable Object>();
    bracketed(
        ')',
        () -> {
          int argAt = at;
          String keyword = keyword();
          if (keyword != null) {
            putValue(kwargs, keyword, argAt);
          } else if (kwargs.isEmpty()) {
            args.add(expression());
          } else {
            throw error(argAt, "a positional argument cannot follow a named one");
          }
        });
    return new Call(name, Collections.unmodifiableList(args), Collections.unmodifiableMap(kwargs));
  }

  /** The keyword of {@code name=value}, or null without moving. */
  private @Nullable String keyword() {
    int start = at;
    String name = next(NAME);
    if (name != null && peek() == '=') {
      at++;
      return name;
    }
    at = start;
    return null;
  }

  /**
   * Reads items with commas between them up to the closing bracket.
   *
   * @return whether a comma follows the last
   */
  private boolean bracketed(char closing, Runnable item) {
    int open = at++;
    enter(open);
    boolean comma = false;
    while (peek() != closing) {
      item.run();
      comma = peek() == ',';
      if (comma) {
        at++;
      } else if (at >= text.length()) {
        throw error(open, "'" + text.charAt(open) + "' is never closed");
      } else if (peek() != closing) {
        throw error("expected ',' or '" + closing + "', found " + found());
      }
    }
    at++;
    depth--;
    return comma;
  }

  private void putValue(Map<String, @Nullable Object> entries, String key, int keyAt) {
    if (entries.containsKey(key)) {
      throw error(keyAt, PythonLiteral.print(key) + " is given twice");
    }
    entries.put(key, expression());
  }

  private String string() {
    int open = at;
    char quote = text.charAt(at++);
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return out.toString();
      }
      out.append(c == '\\' ? escape() : c);
    }
    throw error(open, "the text starting with " + quote + " is never closed");
  }

  private char escape() {
    if (at >= text.length()) {
      throw error("unfinished escape");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '\\', '\'', '"' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'u' -> {
        String digits = next(HEXADECIMAL);
        if (digits == null) {
          throw error("\\u needs four hexadecimal digits");
        }
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw error(at - 2, "unknown escape");
    };
  }

  private Number number(String written, int start) {
    if (written.matches("\\.([eE].*)?")) {
      throw error(start, "expected digits around '.'");
    }
    if (written.matches(".*[eE][+-]?")) {
      throw error("expected the digits of an exponent, found " + found());
    }
    int end = at;
    if (next(NAME) != null) {
      throw error(end, "unexpected '" + text.charAt(end) + "' in a number");
    }
    if (!written.matches("[0-9]+")) {
      return finite(Double.parseDouble(written), start);
    }
    try {
      return Long.parseLong(written);
    } catch (NumberFormatException e) {
      throw error(start, "an integer beyond 64 bits");
    }
  }

  private double finite(double x, int start) {
    if (Double.isFinite(x)) {
      return x;
    }
    throw error(start, "a number beyond double precision");
  }

  private void enter(int open) {
    if (++depth > PythonLiteral.MAX_DEPTH) {
      throw error(open, "nested deeper than " + PythonLiteral.MAX_DEPTH);
    }
  }

  /** Passes what the pattern matches here; null if it does not. */
  private @Nullable String next(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  private int skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The next character that is not blank, or NUL at the end. */
  private char peek() {
    return skipBlanks() < text.length() ? text.charAt(at) : '\0';
  }

  private String found() {
    if (skipBlanks() >= text.length()) {
      return "the end";
    }
    char c = text.charAt(at);
    return Character.isISOControl(c) ? "a control character" : "'" + c + "'";
  }

  private SyntaxException error(String reason) {
    return error(at, reason);
  }

  private SyntaxException error(int offset, String reason) {
    return new SyntaxException(text, offset, reason);
  }
}
