package org.noether.learning.group;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.noether.learning.tensor.Tensor;

/**
 * Functions of an angle x that occur in exponentials and logarithms of rotations. They are even in
 * x and take s = x^2, of which they are analytic functions, so that derivatives exist at 0 too.
 *
 * <p>Below a threshold each is its power series, truncated where the remainder is below 2^-60 of
 * the sum; above it a closed form whose cancellation magnifies rounding by at most a factor of 5.
 * Where a form is not used it is evaluated at an argument at which neither values nor derivatives
 * overflow.
 */
final class Angles {
  /** From here on, x and sin x differ enough for their difference to be accurate. */
  private static final double FAR = 4;

  private static final double[] SINC = series(10, k -> 1 / factorial(2 * k + 1));
  private static final double[] SINCC = series(13, k -> 1 / factorial(2 * k + 3));
  private static final double[] LAG = series(13, k -> 2 * (k + 1) / factorial(2 * k + 4));

  private Angles() {}

  /** Returns sin(x) / x. */
  static Tensor sinc(Tensor s) {
    Tensor near = near(s, 1);
    Tensor x = near.where(one(s), s).sqrt();
    return near.where(polynomial(SINC, nearOnly(near, s)), x.sin().div(x));
  }

  /** Returns (1 - cos(x)) / x^2, which is half the square of sin(x/2) / (x/2). */
  static Tensor cosc(Tensor s) {
    return sinc(s.mul(0.25)).square().mul(0.5);
  }

  /** Returns (x - sin(x)) / x^3. */
  static Tensor sincc(Tensor s) {
    Tensor near = near(s, FAR);
    Tensor far = near.where(one(s).mul(FAR), s);
    Tensor x = far.sqrt();
    return near.where(polynomial(SINCC, nearOnly(near, s)), x.sub(x.sin()).div(x.mul(far)));
  }

  /**
   * Returns (1 - (x/2) cot(x/2)) / x^2, for |x| below 2 pi.
   *
   * <p>It is (2 cosc - sinc) / x^2, an entire function, over 2 cosc.
   */
  static Tensor coscc(Tensor s) {
    Tensor near = near(s, FAR);
    Tensor far = near.where(one(s).mul(FAR), s);
    Tensor lag =
        near.where(polynomial(LAG, nearOnly(near, s)), cosc(far).mul(2).sub(sinc(far)).div(far));
    return lag.div(cosc(s).mul(2));
  }

  /** Returns c[0] + c[1] s + c[2] s^2 + ... */
  static Tensor polynomial(double[] coefficients, Tensor s) {
    Tensor sum = s.fullLike(coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k >= 0; k--) {
      sum = sum.mul(s).add(coefficients[k]);
    }
    return sum;
  }

  /** Returns a mask of numbers below a threshold. */
  static Tensor near(Tensor s, double threshold) {
    return s.less(s.graph().constant(threshold));
  }

  /** Returns a mask of numbers greater than 0. */
  static Tensor positive(Tensor s) {
    return s.graph().constant(0).less(s);
  }

  /** Returns s where the mask holds, and 0 elsewhere. */
  static Tensor nearOnly(Tensor near, Tensor s) {
    return near.where(s, s.fullLike(0));
  }

  static Tensor one(Tensor like) {
    return like.fullLike(1);
  }

  /** Returns coefficients of the given sizes with alternating signs. */
  private static double[] series(int terms, IntToDoubleFunction size) {
    return IntStream.range(0, terms)
        .mapToDouble(k -> k % 2 == 0 ? size.applyAsDouble(k) : -size.applyAsDouble(k))
        .toArray();
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
