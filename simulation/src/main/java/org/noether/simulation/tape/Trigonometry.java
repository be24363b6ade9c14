package org.noether.simulation.tape;

/**
 * Sine and cosine within 2 units in the last place or 2^-89, from products, sums and fused
 * multiply-adds alone: loops over them become vector instructions, and every machine computes the
 * same bits. The argument is reduced to x - k pi, at most pi / 2, with pi in two parts (W. J. Cody
 * and W. Waite, Software Manual for the Elementary Functions, 1980); there the sine is r + r^3
 * p(r^2), with the polynomial that makes the largest relative error smallest, 2^-61.
 */
final class Trigonometry {
  /** The reduction holds below; larger arguments are left to {@link StrictMath}. */
  static final double LIMIT = 0x1p20;

  /** Times an argument beyond {@link #LIMIT}, infinity. */
  static final double OVERFLOW = 0x1p1004;

  /** A number added and subtracted to round to a whole number. */
  static final double ROUND = 0x1.8p52;

  /** What pi has beyond {@link Math#PI}; what this leaves out is below 2^-108. */
  static final double PI_LOW = 0x1.1a62633145c07p-53;

  /** The coefficients of p. */
  static final double P0 = -0x1.5555555555555p-3;

  static final double P1 = 0x1.11111111110c1p-7;
  static final double P2 = -0x1.a01a01a0148bdp-13;
  static final double P3 = 0x1.71de3a5287c8bp-19;
  static final double P4 = -0x1.ae6454cb579ecp-26;
  static final double P5 = 0x1.6123cb290aca1p-33;
  static final double P6 = -0x1.ae431d97f802ap-41;
  static final double P7 = 0x1.8829a2b51b858p-49;

  private Trigonometry() {}

  static double sin(double x) {
    return Math.abs(x) < LIMIT ? moderateSin(x) : StrictMath.sin(x);
  }

  static double cos(double x) {
    return Math.abs(x) < LIMIT ? moderateCos(x) : StrictMath.cos(x);
  }

  /** The sine; of no use beyond {@link #LIMIT}. */
  static double moderateSin(double x) {
    double k = Math.fma(x, 1 / Math.PI, ROUND) - ROUND;
    return reducedSin(x, k) * Math.fma(odd(k), -2, 1);
  }

  /** The cosine; of no use beyond {@link #LIMIT}. */
  static double moderateCos(double x) {
    double k = Math.fma(x, 1 / Math.PI, -0.5) + (ROUND + 1) - (ROUND + 1);
    return reducedSin(x, k + 0.5) * Math.fma(odd(k), 2, -1);
  }

  /** 1 for odd whole numbers and 0 for even ones. */
  private static double odd(double k) {
    double half = Math.fma(k, 0.5, ROUND) - ROUND;
    double rest = Math.fma(half, -2, k);
    return rest * rest;
  }

  /** The sine of x - k pi. */
  private static double reducedSin(double x, double k) {
    double r = Math.fma(-k, PI_LOW, Math.fma(-k, Math.PI, x));
    double t = r * r;
    double p = Math.fma(P7, t, P6);
    p = Math.fma(p, t, P5);
    p = Math.fma(p, t, P4);
    p = Math.fma(p, t, P3);
    p = Math.fma(p, t, P2);
    p = Math.fma(p, t, P1);
    p = Math.fma(p, t, P0);
    return Math.fma(p * t, r, r);
  }
}
