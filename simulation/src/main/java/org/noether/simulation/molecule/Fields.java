package org.noether.simulation.molecule;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The fields of a line, and the numbers in them. */
final class Fields {
  private static final Pattern FORTRAN_EXPONENT = Pattern.compile("\\*\\^|[dD]");
  private static final Pattern NATURAL = Pattern.compile("[0-9]{1,9}");

  private Fields() {}

  /** The parts of a line between blanks and tabs. */
  static List<String> of(String line) {
    var fields = new ArrayList<String>();
    int length = line.length();
    for (int at = 0; at < length; ) {
      while (at < length && line.charAt(at) <= ' ') {
        at++;
      }
      int begin = at;
      while (at < length && line.charAt(at) > ' ') {
        at++;
      }
      if (at > begin) {
        fields.add(line.substring(begin, at));
      }
    }
    return fields;
  }

  /**
   * A finite decimal number, with an exponent after {@code e}, or {@code d} or {@code *^} as
   * Fortran and Mathematica write it; empty if {@code text} is none.
   */
  static OptionalDouble real(String text) {
    if (!looksReal(text)) {
      return OptionalDouble.empty();
    }
    try {
      double value = JavaDoubleParser.parseDouble(plain(text));
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * A number of digits, sign, point and an exponent after {@code e}; NaN if a part of a text is
   * none.
   */
  static double plainReal(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      boolean usual =
          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!usual) {
        return Double.NaN;
      }
    }
    try {
      return JavaDoubleParser.parseDouble(text, begin, end - begin);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A number of at most nine decimal digits, or -1 if {@code text} is none. */
  static int natural(String text) {
    return NATURAL.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  /**
   * Rejects what Java parses as a number but no such file contains, such as {@code 0x1p3} or NaN.
   */
  private static boolean looksReal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("+-.0123456789eEdD*^".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    int last = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
    return (last >= '0' && last <= '9') || last == '.';
  }

  private static String plain(String text) {
    return text.indexOf('*') < 0 && text.indexOf('d') < 0 && text.indexOf('D') < 0
        ? text
        : FORTRAN_EXPONENT.matcher(text).replaceFirst("e");
  }
}
