package org.noether.learning.backend.cpu;

import static org.noether.learning.backend.cpu.ScalarMath.EXP_0;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_1;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_2;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_3;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_4;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_5;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_MAX;
import static org.noether.learning.backend.cpu.ScalarMath.EXP_MIN;
import static org.noether.learning.backend.cpu.ScalarMath.LN2_HIGH;
import static org.noether.learning.backend.cpu.ScalarMath.LN2_LOW;
import static org.noether.learning.backend.cpu.ScalarMath.LOG2_E;
import static org.noether.learning.backend.cpu.ScalarMath.ROUND;
import static org.noether.learning.backend.cpu.ScalarMath.SIGMOID_MIN;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Vectorized functions for loop bodies. Each is small enough to be always inlined, and gives the
 * same bits whether interpreted or compiled.
 */
final class VectorMath {
  private static final Set<String> NAMES =
      Arrays.stream(VectorMath.class.getDeclaredMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  private VectorMath() {}

  /** Returns whether a function has a method here, named as the function in lower case. */
  static boolean has(String function) {
    return NAMES.contains(function.toLowerCase(Locale.ROOT));
  }

  private static FloatVector like(FloatVector x, float number) {
    return FloatVector.broadcast(x.species(), number);
  }

  static FloatVector neg(FloatVector x) {
    return x.neg();
  }

  /** As {@link ScalarMath#exp}. */
  static FloatVector exp(FloatVector x) {
    return boundedExp(x)
        .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_MAX))
        .blend(0f, x.compare(VectorOperators.LT, EXP_MIN));
  }

  /** As {@link ScalarMath#boundedExp}, step by step. */
  static FloatVector boundedExp(FloatVector x) {
    FloatVector clamped = x.max(EXP_MIN).min(EXP_MAX);
    FloatVector one = like(x, 1f);
    FloatVector rounded = clamped.fma(like(x, LOG2_E), like(x, ROUND));
    FloatVector n = rounded.sub(ROUND);
    FloatVector r = n.fma(like(x, -LN2_LOW), n.fma(like(x, -LN2_HIGH), clamped));
    FloatVector p = r.fma(like(x, EXP_5), like(x, EXP_4));
    p = p.fma(r, like(x, EXP_3));
    p = p.fma(r, like(x, EXP_2));
    p = p.fma(r, like(x, EXP_1));
    p = p.fma(r, like(x, EXP_0));
    p = p.fma(r.mul(r), r).add(one);
    return p.reinterpretAsInts()
        .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }

  /** As {@link ScalarMath#sigmoid}. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector one = like(x, 1f);
    return one.div(one.add(boundedExp(x.neg())))
        .blend(0f, x.compare(VectorOperators.LT, SIGMOID_MIN));
  }

  static FloatVector sqrt(FloatVector x) {
    return x.sqrt();
  }

  static FloatVector abs(FloatVector x) {
    return x.abs();
  }

  static FloatVector sign(FloatVector x) {
    FloatVector zero = like(x, 0f);
    return x.blend(1f, x.compare(VectorOperators.GT, zero))
        .blend(-1f, x.compare(VectorOperators.LT, zero));
  }

  static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  static FloatVector sub(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  static FloatVector mul(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  static FloatVector div(FloatVector a, FloatVector b) {
    return a.div(b);
  }

  static FloatVector max(FloatVector a, FloatVector b) {
    return a.max(b);
  }

  static FloatVector min(FloatVector a, FloatVector b) {
    return a.min(b);
  }

  static FloatVector less(FloatVector a, FloatVector b) {
    return like(a, 0f).blend(1f, a.compare(VectorOperators.LT, b));
  }

  static FloatVector where(FloatVector condition, FloatVector then, FloatVector otherwise) {
    return otherwise.blend(then, condition.compare(VectorOperators.NE, 0f));
  }

  /** Returns the sum of the lanes, pairwise in a fixed order. */
  static float sumLanes(FloatVector x) {
    float[] lanes = x.toArray();
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }
}
