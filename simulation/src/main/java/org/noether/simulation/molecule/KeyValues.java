package org.noether.simulation.molecule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.noether.simulation.io.LineSource;

/**
 * The second line of an extended XYZ molecule: {@code key=value} pairs between blanks. Keys and
 * values may be quoted, with {@code \} before a quote that belongs to the text; values may also be
 * in single quotes, if there are two, or arrays or JSON in brackets or braces, or empty; a key
 * without {@code =} is true.
 */
final class KeyValues {
  private static final int MAX_DEPTH = 8;

  private final String text;
  private int at;

  private KeyValues(String text) {
    this.text = text;
  }

  /**
   * The values by key, in the order of the line.
   *
   * @throws IllegalArgumentException naming the column, if the line is not made like this or gives
   *     a key twice
   */
  static Map<String, String> parse(String line) {
    return new KeyValues(line).parse();
  }

  private Map<String, String> parse() {
    var pairs = new LinkedHashMap<String, String>();
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      int column = at + 1;
      String key = text.charAt(at) == '"' ? quoted('"') : bare(true);
      if (key.isEmpty()) {
        throw refuse(column, "a key is missing before '='");
      }
      skipBlanks();
      String value = "T";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        boolean blank = at < text.length() && text.charAt(at) <= ' ';
        skipBlanks();
        value = at == text.length() || (blank && isPair()) ? "" : value();
      }
      if (pairs.put(key, value) != null) {
        throw refuse(column, LineSource.quoted(key) + " is given twice");
      }
    }
    return pairs;
  }

  /** Whether a key with a value follows, so that the value before it is empty. */
  private boolean isPair() {
    int begin = at;
    String key = text.charAt(at) == '"' ? quoted('"') : bare(true);
    skipBlanks();
    boolean pair = !key.isEmpty() && at < text.length() && text.charAt(at) == '=';
    at = begin;
    return pair;
  }

  private String value() {
    return switch (text.charAt(at)) {
      case '"' -> quoted('"');
      case '\'' -> text.indexOf('\'', at + 1) < 0 ? bare(false) : quoted('\'');
      case '[', '{' -> array();
      default -> bare(false);
    };
  }

  private String bare(boolean endsAtEquals) {
    int begin = at;
    while (at < text.length()
        && text.charAt(at) > ' '
        && !(endsAtEquals && text.charAt(at) == '=')) {
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted(char quote) {
    int column = at + 1;
    var value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return value.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      value.append(c);
    }
    throw refuse(column, "this quote is never closed");
  }

  private String array() {
    int begin = at;
    int depth = 0;
    do {
      if (at == text.length()) {
        throw refuse(begin + 1, "this bracket is never closed");
      }
      switch (text.charAt(at)) {
        case '"' -> {
          var _ = quoted('"');
          at--;
        }
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        default -> {}
      }
      at++;
      if (depth > MAX_DEPTH) {
        throw refuse(at, "more than " + MAX_DEPTH + " brackets in each other");
      }
    } while (depth > 0);
    return text.substring(begin, at);
  }

  private static IllegalArgumentException refuse(int column, String reason) {
    return new IllegalArgumentException("column " + column + ": " + reason);
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}
