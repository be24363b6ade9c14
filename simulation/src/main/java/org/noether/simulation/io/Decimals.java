package org.noether.simulation.io;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Decimal numbers in texts. Java's own parser also takes hexadecimal numbers, {@code 1.0f} and
 * {@code NaN}.
 */
public final class Decimals {
  private static final Pattern FORTRAN_EXPONENT = Pattern.compile("\\*\\^|[dD]");

  /** Numbers of so many digits, and this power of ten, are doubles without rounding. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS =
      IntStream.rangeClosed(0, EXACT_DIGITS).mapToDouble(i -> Math.pow(10, i)).toArray();

  private Decimals() {}

  /**
   * A finite decimal number, with an exponent after {@code e}, or {@code d} or {@code *^} as
   * Fortran and Mathematica write it; empty if {@code text} is none.
   */
  public static OptionalDouble real(String text) {
    double value = plainReal(text, 0, text.length());
    if (Double.isNaN(value)) {
      String plain = FORTRAN_EXPONENT.matcher(text).replaceFirst("e");
      value = plainReal(plain, 0, plain.length());
    }
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * A number of digits, sign, point and an exponent after {@code e}; NaN if a part of a text is
   * none.
   */
  public static double plainReal(String text, int begin, int end) {
    int at = begin;
    boolean negative = at < end && text.charAt(at) == '-';
    if (negative || (at < end && text.charAt(at) == '+')) {
      at++;
    }
    long number = 0;
    int digits = 0;
    int whole = -1;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        number = 10 * number + (c - '0');
        digits++;
      } else if (c == '.' && whole < 0) {
        whole = digits;
      } else {
        return anyReal(text, begin, end);
      }
    }
    if (digits == 0 || digits > EXACT_DIGITS) {
      return anyReal(text, begin, end);
    }
    // Both are exact, so the quotient is rounded once, as the number should be.
    double value = whole < 0 ? number : number / POWERS[digits - whole];
    return negative ? -value : value;
  }

  private static double anyReal(String text, int begin, int end) {
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
}
