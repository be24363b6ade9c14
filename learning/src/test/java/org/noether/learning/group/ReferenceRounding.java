package org.noether.learning.group;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.TensorData;

/**
 * How far rounding takes the reference's logarithms of rotations and motions of space, at most.
 *
 * <p>The reference takes an angle x from its cosine, half of a trace, and divides by its sine: the
 * rotation is w = v x / sin(x), where v is taken from the matrix and has the length sin(x). At an
 * angle of pi - g the cosine is -1 + g^2 / 2, so that an error e of it makes pi (1 / sqrt(1 - 2 e /
 * g^2) - 1) of w, about pi e / g^2, and an error of v becomes pi / g times as large. Below, e is
 * counted in units of roundoff u; the error of v comes to no more. In 4,000 cases of {@link
 * ReferenceMotions}, no number was off by a third of what is allowed.
 */
final class ReferenceRounding {
  /**
   * For exp(w) = 1 + sinc K + cosc K^2. The squared angle has an error of 6 u, 1 - cos(x) one of 1
   * u, and the quotient rounds, so cosc is off by 8 u and the diagonal of cosc K^2, whose sum near
   * pi is 4, by 11 u. Then 1 is added to each entry of it (3 u), they are summed (3 u), 1 is
   * subtracted (2 u), and all this is halved: 26. The largest seen in 200,000 lifts was 9.
   */
  private static final double EXPONENTIAL = 26;

  /**
   * For exp(v) exp(w). The trace of an error times a rotation is at most the sum of the error's
   * singular values: of an exponential 34 u from cosc, 20 u from sinc, 24 u from products and sums.
   * That twice, 9 u of the matrix product and 5 u of the trace, halved: 85. Of v, the norms of the
   * same errors are 41 u twice and 5 u: 87. The largest seen in 300,000 pairs was 7.
   */
  private static final double PRODUCT = 87;

  /**
   * A quaternion with q0 below 0 turns by more than pi, 2 y, and its vector part is multiplied by y
   * / sin(y), where y is off by 5.3 u: 2 pi 5.3 u / sin(y). The rotation from the x axis to a
   * position behind the origin is found in the same way, for half the angle.
   */
  private static final double DIVIDED = 34;

  /** The largest 2 e / g^2 with which a logarithm still says something. */
  private static final double MOST_LOST = 0.25;

  /** By how much more a logarithm turns than its element: (x / 2) / sin(x / 2) at x = pi. */
  private static final double STRETCH = Math.PI / 2;

  /**
   * The norm of the derivative by w of a logarithm's translation, for a translation of length 1. It
   * grows with the angle, which is up to 3.63 where MOST_LOST is lost.
   */
  private static final double LEVER = 1.2;

  private final LieGroup group;
  private final double unit;
  private final double tolerance;
  private final int points;
  private final int samples;
  private final double[] lifted;
  private final double[] turns;

  /**
   * Reads a case.
   *
   * @param tolerance for errors of numbers of order 1
   * @param lifted the true logarithms of the elements that positions lift to
   */
  ReferenceRounding(GoldenCase golden, LieGroup group, double tolerance, double[] lifted) {
    this.group = group;
    this.unit = golden.name().endsWith("f64") ? 0x1p-53 : 0x1p-24;
    this.tolerance = tolerance;
    this.points = golden.tensors().tensor("in.coords").shape()[1];
    this.samples = golden.json().path("nsamples").intValue();
    this.lifted = lifted;
    this.turns = new double[lifted.length / group.lieDim()];
    boolean motions = group instanceof SpaceMotions;
    TensorData drawn = golden.tensors().tensor(motions ? "rec.randn.0" : "in.coords");
    double[] vectors = drawn.doubles();
    for (int i = 0; i < turns.length; i++) {
      double before =
          motions
              ? divided(vectors, 4 * GoldenStabiliser.drawnFor(i, drawn, points, samples), 4)
              : divided(vectors, 3 * (i / samples), 3);
      turns[i] = turn(lifted, i * group.lieDim(), before, motions ? EXPONENTIAL : PRODUCT);
    }
  }

  /** Returns what is allowed of the logarithms of lifted positions. */
  double[] ofLifted() {
    return allowed(lifted, group.lieDim(), row -> turns[row], row -> move(lifted, row));
  }

  /** Returns what is allowed of the coordinates of pairs, or of what they begin with. */
  double[] ofPairs(double[] pairs, int width) {
    return allowed(
        pairs,
        width,
        row -> turn(pairs, row * width, turns[first(row)] + turns[second(row)], PRODUCT),
        row -> move(lifted, first(row)) + move(lifted, second(row)));
  }

  /** Returns what is allowed of the distances of pairs, weighted sums of two lengths. */
  double[] ofDistances(double[] pairs) {
    int width = group.pairDim();
    double[] allowed = ofPairs(pairs, width);
    double[] sums = new double[pairs.length / width];
    Arrays.setAll(sums, row -> allowed[row * width] + allowed[(row + 1) * width - 1]);
    return sums;
  }

  /** Returns what is allowed of the logarithms of exponentials of a. */
  double[] ofExponentials(double[] logarithms, double[] a) {
    return ofKnown(logarithms, EXPONENTIAL, row -> move(a, row));
  }

  /** Returns what is allowed of the logarithms of products of exponentials of a and b. */
  double[] ofProducts(double[] logarithms, double[] a, double[] b) {
    return ofKnown(logarithms, PRODUCT, row -> move(a, row) + move(b, row));
  }

  private double[] ofKnown(double[] logarithms, double roundings, IntToDoubleFunction moved) {
    int width = group.lieDim();
    return allowed(logarithms, width, row -> turn(logarithms, row * width, 0, roundings), moved);
  }

  /**
   * Returns what is allowed of each number; infinite where the reference's says nothing.
   *
   * @param logarithms rows that begin with a rotation and, for motions, a translation
   * @param turned by how much the rotation of a row may be off
   * @param moved how far the elements move that a row is made of
   */
  private double[] allowed(
      double[] logarithms, int width, IntToDoubleFunction turned, IntToDoubleFunction moved) {
    double[] allowed = new double[logarithms.length];
    for (int row = 0; row < allowed.length / width; row++) {
      double turn = turned.applyAsDouble(row);
      double rest = tolerance * Math.max(1, moved.applyAsDouble(row));
      if (group instanceof SpaceMotions) {
        rest += (1 + LEVER) * turn * norm(logarithms, row * width + 3, (row + 1) * width);
      }
      Arrays.fill(allowed, row * width, row * width + 3, turn);
      Arrays.fill(allowed, row * width + 3, (row + 1) * width, rest);
    }
    return allowed;
  }

  /**
   * Returns by how much the rotation of a logarithm may be off.
   *
   * @param at where the rotation begins
   * @param before by how much the element was turned already
   * @param roundings of the cosine
   */
  private double turn(double[] logarithms, int at, double before, double roundings) {
    double gap = Math.PI - norm(logarithms, at, at + 3) - before;
    double error = roundings * unit / gap;
    double lost = 2 * error / gap;
    return gap > 0 && lost < MOST_LOST
        ? tolerance + STRETCH * before + Math.PI * (1 / Math.sqrt(1 - lost) - 1 + error)
        : Double.POSITIVE_INFINITY;
  }

  /** Returns by how much the division by a sine turns a lifted element. */
  private double divided(double[] vectors, int at, int width) {
    double sine = norm(vectors, at + 1, at + width) / norm(vectors, at, at + width);
    return vectors[at] < 0 ? DIVIDED * unit / sine : 0;
  }

  /** Returns how far an element moves, or more. */
  private double move(double[] logarithms, int row) {
    int width = group.lieDim();
    return norm(logarithms, row * width + 3, (row + 1) * width);
  }

  private int first(int pair) {
    int all = points * samples;
    return pair / (all * all) * all + pair / all % all;
  }

  private int second(int pair) {
    int all = points * samples;
    return pair / (all * all) * all + pair % all;
  }

  private static double norm(double[] numbers, int from, int to) {
    return Math.sqrt(Arrays.stream(numbers, from, to).map(x -> x * x).sum());
  }
}
