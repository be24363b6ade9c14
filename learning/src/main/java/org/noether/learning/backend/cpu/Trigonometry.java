package org.noether.learning.backend.cpu;

/**
 * Single-precision sine, cosine and angle of a point, computed in double precision and rounded
 * once, so that the error is little more than half a unit in the last place. Arguments that these
 * algorithms cannot take, such as infinity, are left to {@link StrictMath}.
 *
 * <p>Cases that depend on the quadrant are chosen by masks of bits: branches on random angles would
 * be mispredicted, which takes longer than the rest.
 */
final class Trigonometry {
  /** Below this, sin(x) differs from x by less than x^3 / 6, a third of half a unit. */
  static final float SINE_IS_ARGUMENT = 0x1p-12f;

  /**
   * Below this, the product of {@link #HALF_PI_LOW} and the number n of quarter turns is known to
   * 2^-87. No single-precision number is closer to n pi/2 than 2^-30, so what is left of an
   * argument is accurate to 2^-50.
   */
  static final float REDUCIBLE = 0x1p20f;

  private static final double TWO_OVER_PI = 2 / Math.PI;
  private static final double HALF_PI = Math.PI / 2;

  /** What pi/2 is larger than {@link #HALF_PI}. */
  private static final double HALF_PI_LOW = 6.123233995736766e-17;

  // Minimax polynomials for |r| <= pi/4, with errors of 2^-37 and 2^-34: FreeBSD, k_sinf and
  // k_cosf.
  private static final double SIN_1 = -0x15555554cbac77p-55;
  private static final double SIN_2 = 0x111110896efbb2p-59;
  private static final double SIN_3 = -0x1a00f9e2cae774p-65;
  private static final double SIN_4 = 0x16cd878c3b46a7p-71;
  private static final double COS_1 = -0x1ffffffd0c5e81p-54;
  private static final double COS_2 = 0x155553e1053a42p-57;
  private static final double COS_3 = -0x16c087e80f1e27p-62;
  private static final double COS_4 = 0x199342e0ee5069p-68;

  /** tan(pi/8): atan(t) is pi/4 + atan((t - 1) / (t + 1)) with a smaller argument above it. */
  private static final double TAN_EIGHTH = 0.41421356237309503;

  // A minimax polynomial for (t - atan(t)) / t^3 in t^2 with |t| <= 7/16: FDLIBM, s_atan.
  private static final double ATAN_0 = 0.3333333333333293;
  private static final double ATAN_1 = -0.19999999999876483;
  private static final double ATAN_2 = 0.14285714272503466;
  private static final double ATAN_3 = -0.11111110405462356;
  private static final double ATAN_4 = 0.09090887133436507;
  private static final double ATAN_5 = -0.0769187620504483;
  private static final double ATAN_6 = 0.06661073137387531;
  private static final double ATAN_7 = -0.058335701337905735;
  private static final double ATAN_8 = 0.049768779946159324;
  private static final double ATAN_9 = -0.036531572744216916;
  private static final double ATAN_10 = 0.016285820115365782;

  private Trigonometry() {}

  static float sin(float x) {
    if (Math.abs(x) < SINE_IS_ARGUMENT) {
      return x;
    }
    return Math.abs(x) < REDUCIBLE ? sineOfTurned(x, 0) : (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    return Math.abs(x) < REDUCIBLE ? sineOfTurned(x, 1) : (float) StrictMath.cos(x);
  }

  /** Returns the sine of x and a number of quarter turns. */
  private static float sineOfTurned(double x, int quarters) {
    double n = Math.rint(x * TWO_OVER_PI);
    double r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI, x));
    long turned = (long) n + quarters;
    double s = r * r;
    double p = Math.fma(Math.fma(Math.fma(SIN_4, s, SIN_3), s, SIN_2), s, SIN_1);
    double q = Math.fma(Math.fma(Math.fma(COS_4, s, COS_3), s, COS_2), s, COS_1);
    long sine = Double.doubleToRawLongBits(Math.fma(r * s, p, r));
    long cosine = Double.doubleToRawLongBits(Math.fma(s, q, 1));
    long bits = sine ^ (-(turned & 1) & (sine ^ cosine));
    return (float) Double.longBitsToDouble(bits ^ ((turned & 2) << 62));
  }

  /** Returns the angle of the point (x, y), as {@link Math#atan2}. */
  static float atan2(float y, float x) {
    double height = Math.abs(y);
    double width = Math.abs(x);
    double larger = Math.max(height, width);
    if (!(larger > 0 && larger < Double.POSITIVE_INFINITY)) {
      return (float) StrictMath.atan2(y, x);
    }
    double angle = angle(Math.min(height, width), larger);
    angle = reflected(angle, maskOfNegative(width - height), HALF_PI);
    angle = reflected(angle, maskOfNegative(x), Math.PI);
    return (float) Math.copySign(angle, y);
  }

  /** Returns the angle of which the tangent is {@code a / b}, for 0 <= a <= b. */
  private static double angle(double a, double b) {
    long large = maskOfNegative(TAN_EIGHTH * b - a);
    double one = masked(1, large);
    double t = Math.fma(-one, b, a) / Math.fma(one, a, b);
    double s = t * t;
    double p = Math.fma(ATAN_10, s, ATAN_9);
    p = Math.fma(p, s, ATAN_8);
    p = Math.fma(p, s, ATAN_7);
    p = Math.fma(p, s, ATAN_6);
    p = Math.fma(p, s, ATAN_5);
    p = Math.fma(p, s, ATAN_4);
    p = Math.fma(p, s, ATAN_3);
    p = Math.fma(p, s, ATAN_2);
    p = Math.fma(p, s, ATAN_1);
    p = Math.fma(p, s, ATAN_0);
    return masked(Math.PI / 4, large) + Math.fma(-t * s, p, t);
  }

  /** Returns {@code whole - angle} where the mask is set, otherwise the angle. */
  private static double reflected(double angle, long mask, double whole) {
    long sign = mask & Long.MIN_VALUE;
    return masked(whole, mask) + Double.longBitsToDouble(Double.doubleToRawLongBits(angle) ^ sign);
  }

  /** Returns all bits for numbers with a minus sign, otherwise none. */
  private static long maskOfNegative(double x) {
    return Double.doubleToRawLongBits(x) >> 63;
  }

  private static double masked(double x, long mask) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & mask);
  }
}
