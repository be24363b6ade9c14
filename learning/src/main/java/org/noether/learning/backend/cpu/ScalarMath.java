package org.noether.learning.backend.cpu;

/**
 * Scalar single-precision functions for loop bodies. Functions that {@link VectorFunctions} has too
 * use the same algorithm and give the same bits. Results do not depend on whether the code is
 * interpreted or compiled.
 */
final class ScalarMath {
  // exp(x) = 2^n exp(r) with |r| <= ln(2)/2, and a minimax polynomial for exp(r): Cephes, expf.
  static final float LOG2_E = 1.442695f;
  static final float LN2_HIGH = 0.6933594f;
  static final float LN2_LOW = -2.1219444e-4f;
  static final float EXP_5 = 0.00019875691f;
  static final float EXP_4 = 0.0013981999f;
  static final float EXP_3 = 0.008333452f;
  static final float EXP_2 = 0.041665796f;
  static final float EXP_1 = 0.16666666f;
  static final float EXP_0 = 0.5f;

  /** Adding 1.5 2^23 rounds to an integer, which is then in the low bits of the significand. */
  static final float ROUND = 12582912f;

  /** Below this, exp is smaller than the smallest normal number. */
  static final float EXP_MIN = -87.33654f;

  /** Above this, 2^n would overflow. */
  static final float EXP_MAX = 88.37626f;

  /** Below this, the logistic function is less than 2e-22 and returned as 0. */
  static final float SIGMOID_MIN = -50;

  /**
   * The bits of minus the reciprocal of {@code -d} are about these minus the bits of {@code -d}:
   * the error of the result is at most 5.1 %.
   */
  static final int RECIPROCAL_BITS = 0xFEF311C7;

  private ScalarMath() {}

  static float neg(float x) {
    return -x;
  }

  /** Returns e^x to about one ulp; 0 below and infinity above the bounds. */
  static float exp(float x) {
    float bounded = Math.min(Math.max(x, EXP_MIN), EXP_MAX);
    return x > EXP_MAX ? Float.POSITIVE_INFINITY : x < EXP_MIN ? 0 : boundedExp(bounded);
  }

  /** Returns e^x for x within the bounds. */
  static float boundedExp(float x) {
    float rounded = Math.fma(x, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = Math.fma(r, EXP_5, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    p = Math.fma(p, r * r, r) + 1;
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(rounded) << 23));
  }

  /**
   * Returns the logistic function, and 0 below {@link #SIGMOID_MIN}: otherwise products with the
   * result may be subnormal, which slows processors down a hundred times.
   */
  static float sigmoid(float x) {
    float bounded = Math.min(Math.max(x, SIGMOID_MIN), -EXP_MIN);
    return x < SIGMOID_MIN ? 0 : reciprocalOfNegated(-1 - boundedExp(-bounded));
  }

  /**
   * Returns {@code -1 / d} to about one ulp, for d from -2^125 to -2^-125. A division takes some
   * processors longer than all the rest of the logistic function. The first step is of third order
   * (Halley), the second of second order (Newton): the error becomes .051^3, then (.051^3)^2.
   */
  static float reciprocalOfNegated(float d) {
    float y = Float.intBitsToFloat(RECIPROCAL_BITS - Float.floatToRawIntBits(d));
    float error = Math.fma(d, y, 1);
    y = Math.fma(y, Math.fma(error, error, error), y);
    return Math.fma(y, Math.fma(d, y, 1), y);
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  static float sin(float x) {
    return Trigonometry.sin(x);
  }

  static float cos(float x) {
    return Trigonometry.cos(x);
  }

  static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  static float abs(float x) {
    return Math.abs(x);
  }

  static float sign(float x) {
    return Math.signum(x);
  }

  static float add(float a, float b) {
    return a + b;
  }

  static float sub(float a, float b) {
    return a - b;
  }

  static float mul(float a, float b) {
    return a * b;
  }

  static float div(float a, float b) {
    return a / b;
  }

  static float max(float a, float b) {
    return Math.max(a, b);
  }

  static float min(float a, float b) {
    return Math.min(a, b);
  }

  static float less(float a, float b) {
    return a < b ? 1 : 0;
  }

  static float atan2(float a, float b) {
    return Trigonometry.atan2(a, b);
  }

  static float where(float condition, float then, float otherwise) {
    return condition != 0 ? then : otherwise;
  }
}
