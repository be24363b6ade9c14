package org.noether.reports.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.PythonLiteral.Call;
import org.noether.reports.console.PythonLiteral.SyntaxException;

/** Recursive descent over one text; see {@link PythonLiteral} for what the values become. */
final class PythonReader {
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
    if (at >= text.length()) {
      throw error("expected a value, found the end");
    }
    if (c == '{') {
      return dict();
    }
    if (c == '[') {
      return sequence('[', ']');
    }
    if (c == '(') {
      return sequence('(', ')');
    }
    if (c == '\'' || c == '"') {
      return string();
    }
    if (isDigit(c) || c == '.') {
      return number();
    }
    if (isNameStart(c)) {
      return named();
    }
    throw error("expected a value, found " + found());
  }

  private Map<String, @Nullable Object> dict() {
    int open = at++;
    enter(open);
    var entries = new LinkedHashMap<String, @Nullable Object>();
    while (peek() != '}') {
      int keyAt = at;
      char c = peek();
      if (c != '\'' && c != '"') {
        throw error("expected a quoted name or '}', found " + found());
      }
      String key = string();
      if (peek() != ':') {
        throw error("expected ':' after " + PythonLiteral.print(key) + ", found " + found());
      }
      at++;
      if (entries.containsKey(key)) {
        throw error(keyAt, PythonLiteral.print(key) + " is given twice");
      }
      entries.put(key, expression());
      comma('}', open);
    }
    at++;
    depth--;
    return Collections.unmodifiableMap(entries);
  }

  /** A list, a tuple, or an expression in parentheses. */
  private @Nullable Object sequence(char opening, char closing) {
    int open = at++;
    enter(open);
    var items = new ArrayList<@Nullable Object>();
    boolean trailingComma = false;
    while (peek() != closing) {
      items.add(expression());
      trailingComma = comma(closing, open);
    }
    at++;
    depth--;
    boolean grouped = opening == '(' && items.size() == 1 && !trailingComma;
    return grouped ? items.getFirst() : Collections.unmodifiableList(items);
  }

  private @Nullable Object named() {
    int start = at;
    String name = name();
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
    int open = at++;
    enter(open);
    var args = new ArrayList<@Nullable Object>();
    var kwargs = new LinkedHashMap<String, @Nullable Object>();
    while (peek() != ')') {
      int argAt = at;
      String keyword = keyword();
      if (keyword == null) {
        if (!kwargs.isEmpty()) {
          throw error(argAt, "a positional argument cannot follow a named one");
        }
        args.add(expression());
      } else if (kwargs.containsKey(keyword)) {
        throw error(argAt, "'" + keyword + "' is given twice");
      } else {
        kwargs.put(keyword, expression());
      }
      comma(')', open);
    }
    at++;
    depth--;
    return new Call(name, Collections.unmodifiableList(args), Collections.unmodifiableMap(kwargs));
  }

  /** The keyword of {@code name=value}, or null without moving. */
  private @Nullable String keyword() {
    int start = at;
    if (isNameStart(peek())) {
      String name = name();
      if (peek() == '=') {
        at++;
        return name;
      }
    }
    at = start;
    return null;
  }

  /** Passes a comma or stops before the closing bracket; true if there was a comma. */
  private boolean comma(char closing, int open) {
    char c = peek();
    if (c == ',') {
      at++;
      return true;
    }
    if (c == closing) {
      return false;
    }
    if (at >= text.length()) {
      throw error(open, "'" + text.charAt(open) + "' is never closed");
    }
    throw error("expected ',' or '" + closing + "', found " + found());
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
        int end = at + 4;
        if (end > text.length()
            || !text.substring(at, end).chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
          throw error("\\u needs four hexadecimal digits");
        }
        char unit = (char) Integer.parseInt(text, at, end, 16);
        at = end;
        yield unit;
      }
      default -> throw error(at - 2, "unknown escape");
    };
  }

  private Number number() {
    int start = at;
    skipDigits();
    boolean integer = true;
    if (at < text.length() && text.charAt(at) == '.') {
      integer = false;
      at++;
      skipDigits();
    }
    if (at == start + 1 && !integer) {
      throw error(start, "expected digits around '.'");
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      integer = false;
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      if (skipDigits() == 0) {
        throw error("expected the digits of an exponent, found " + found());
      }
    }
    if (at < text.length() && isNamePart(text.charAt(at))) {
      throw error("unexpected " + found() + " in a number");
    }
    String digits = text.substring(start, at);
    if (!integer) {
      return finite(Double.parseDouble(digits), start);
    }
    try {
      return Long.parseLong(digits);
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

  private int skipDigits() {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at - start;
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void enter(int open) {
    if (++depth > PythonLiteral.MAX_DEPTH) {
      throw error(open, "nested deeper than " + PythonLiteral.MAX_DEPTH);
    }
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

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
