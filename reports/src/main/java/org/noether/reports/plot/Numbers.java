package org.noether.reports.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Formats numbers for readers. */
public final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private static final Pattern POWER_OF_UNIT = Pattern.compile("\\^(-?\\d{1,3})");

  /** What a logarithmic axis labels in a decade. */
  private static final List<Integer> MANTISSAS = List.of(1, 2, 5);

  /** Linear axes to smaller numbers count in powers of ten. */
  private static final double PLAIN_FROM = 0.01;

  /** And so do those to numbers from this on. */
  private static final double PLAIN_TO = 1e4;

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
        exponent >= -3 && exponent < Math.min(6, digits + 2)
            ? rounded.setScale(Math.max(0, digits - 1 - exponent)).toPlainString()
            : rounded.movePointLeft(exponent).setScale(digits - 1).toPlainString()
                + "×10"
                + superscript(exponent);
    return text.replace('-', '−');
  }

  /** A unit as print has it: {@code bohr³} for {@code bohr^3}. */
  public static String unit(String plain) {
    return POWER_OF_UNIT
        .matcher(plain)
        .replaceAll(power -> superscript(Integer.parseInt(power.group(1))));
  }

  /** A number with the decimals that a step of such numbers needs. */
  static String fixed(double x, double step) {
    int decimals = Math.clamp(-(long) Math.floor(Math.log10(step)), 0, 9);
    // The sum turns -0 into 0.
    return String.format(Locale.ROOT, "%." + decimals + "f", x + 0.0).replace('-', '−');
  }

  /**
   * A label of a logarithmic axis; empty between 1, 2 and 5, and between powers left out.
   *
   * @param plain whether all of the axis is between 0.01 and 100: {@code 0.01}, {@code 2}, {@code
   *     100}; otherwise {@code 10⁻²}, {@code 1}, {@code 10}, {@code 5×10⁶}
   * @param step from one power of ten with a label to the next
   */
  static String onLogarithmicAxis(double x, boolean plain, int step) {
    int exponent = exponent(x);
    int mantissa = (int) Math.round(x / Math.pow(10, exponent));
    boolean round = Math.abs(x / (mantissa * Math.pow(10, exponent)) - 1) < 1e-6;
    if (!round || !MANTISSAS.contains(mantissa) || exponent % step != 0) {
      return "";
    }
    return plain || exponent == 0 || (exponent == 1 && mantissa == 1)
        ? BigDecimal.valueOf(mantissa).movePointRight(exponent).toPlainString()
        : (mantissa == 1 ? "" : mantissa + "×") + "10" + superscript(exponent);
  }

  /**
   * The power of ten, a multiple of 3, in which a linear axis counts: 0 unless all its numbers are
   * small or large.
   *
   * @param largest the largest absolute value on the axis
   */
  static int powerOfLinearAxis(double largest) {
    boolean plain = largest == 0 || (largest >= PLAIN_FROM && largest < PLAIN_TO);
    return plain || !Double.isFinite(largest) ? 0 : 3 * Math.floorDiv(exponent(largest), 3);
  }

  /** A label of a linear axis: {@code 0.02}, or {@code 20} on an axis that counts in 10⁻³. */
  static String onLinearAxis(double x, int power) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6));
    return rounded.signum() == 0
        ? "0"
        : rounded.movePointLeft(power).stripTrailingZeros().toPlainString().replace('-', '−');
  }

  /**
   * The title of an axis that counts in a power of ten: {@code energy, 10³ meV}, and {@code
   * systems, 10³} where there is no unit after a comma.
   */
  static String titled(String title, int power) {
    if (power == 0) {
      return title;
    }
    String factor = ", 10" + superscript(power);
    int unit = title.lastIndexOf(", ");
    return unit < 0
        ? title + factor
        : title.substring(0, unit) + factor + " " + title.substring(unit + 2);
  }

  private static int exponent(double x) {
    return (int) Math.floor(Math.log10(x) + 1e-9);
  }

  /** How many numbers between two a logarithmic axis labels, both included. */
  static long labels(double from, double to) {
    return IntStream.rangeClosed(exponent(from), exponent(to))
        .mapToDouble(exponent -> Math.pow(10, exponent))
        .flatMap(decade -> MANTISSAS.stream().mapToDouble(m -> m * decade))
        .filter(label -> label >= (1 - 1e-9) * from && label <= (1 + 1e-9) * to)
        .count();
  }

  /** The largest number that a logarithmic axis labels and that is at most x. */
  static double labelBelow(double x) {
    double decade = Math.pow(10, Math.floor(Math.log10(x) + 1e-9));
    return decade
        * MANTISSAS.stream().filter(m -> m * decade <= x * (1 + 1e-9)).reduce(1, Math::max);
  }

  /** The smallest number that a logarithmic axis labels and that is greater than x. */
  static double labelAbove(double x) {
    double decade = Math.pow(10, Math.floor(Math.log10(x) + 1e-9));
    return decade * MANTISSAS.stream().filter(m -> m * decade > x).reduce(10, Math::min);
  }

  private static String superscript(int n) {
    var out = new StringBuilder(n < 0 ? "⁻" : "");
    String.valueOf(Math.abs(n)).chars().forEach(c -> out.append(SUPERSCRIPTS.charAt(c - '0')));
    return out.toString();
  }
}
