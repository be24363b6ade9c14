package org.noether.reports.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for readers. */
public final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /**
   * Rounds to a number of significant digits: {@code 0.0154}, and {@code 6.03×10⁻⁴} where the plain
   * form would be longer than useful.
   *
   * @param x the number
   * @param digits significant digits, at least 1
   */
  public static String significant(double x, int digits) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "not a number" : x > 0 ? "∞" : "−∞";
    }
    if (x == 0) {
      return "0";
    }
    var rounded = new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text =
        exponent >= -3 && exponent < 6
            ? rounded.setScale(Math.max(0, digits - 1 - exponent)).toPlainString()
            : rounded.movePointLeft(exponent).setScale(digits - 1).toPlainString()
                + "×10"
                + superscript(exponent);
    return text.replace('-', '−');
  }

  /** A number with the decimals that a step of such numbers needs. */
  static String fixed(double x, double step) {
    int decimals = Math.clamp(-(long) Math.floor(Math.log10(step)), 0, 9);
    // The sum turns -0 into 0.
    return String.format(Locale.ROOT, "%." + decimals + "f", x + 0.0).replace('-', '−');
  }

  /**
   * A label of a logarithmic axis: {@code 0.01}, {@code 1}, {@code 100}, and {@code 10⁻⁶} further
   * out. The ends of an axis shorter than a decade are no powers of ten.
   */
  static String powerOfTen(double x) {
    int exponent = (int) Math.round(Math.log10(x));
    if (Math.abs(x / Math.pow(10, exponent) - 1) > 1e-6) {
      return significant(x, 2);
    }
    return Math.abs(exponent) <= 2
        ? String.format(Locale.ROOT, "%." + Math.max(0, -exponent) + "f", x)
        : "10" + superscript(exponent);
  }

  private static String superscript(int n) {
    var out = new StringBuilder(n < 0 ? "⁻" : "");
    String.valueOf(Math.abs(n)).chars().forEach(c -> out.append(SUPERSCRIPTS.charAt(c - '0')));
    return out.toString();
  }
}
