package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;

/** Functions that generated kernels call. TornadoVM compiles these. */
final class Functions {
  private Functions() {}

  static float sigmoid(float x) {
    return 1f / (1f + TornadoMath.exp(-x));
  }

  /** Returns -1, 0 or 1, and NaN for NaN. */
  static float sign(float x) {
    float sign = x;
    if (x > 0f) {
      sign = 1f;
    }
    if (x < 0f) {
      sign = -1f;
    }
    return sign;
  }

  /**
   * Returns the larger number, and NaN if there is one. TornadoVM compiles comparisons other than
   * smaller, larger and equal as if there were no NaN.
   */
  static float max(float a, float b) {
    float larger = b;
    if (a > b) {
      larger = a;
    }
    if (Float.isNaN(a)) {
      larger = a;
    }
    return larger;
  }

  /** Returns the smaller number, and NaN if there is one. */
  static float min(float a, float b) {
    float smaller = b;
    if (a < b) {
      smaller = a;
    }
    if (Float.isNaN(a)) {
      smaller = a;
    }
    return smaller;
  }

  static float less(float a, float b) {
    float one = 0f;
    if (a < b) {
      one = 1f;
    }
    return one;
  }
}
