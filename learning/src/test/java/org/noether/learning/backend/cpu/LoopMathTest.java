package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** The functions of loop bodies that the cpu backend computes by algorithms of its own. */
class LoopMathTest {
  private static final int COUNT = 4096;

  /**
   * Argument reduction and polynomial err by less than one unit in the last place each, and
   * rounding p + 1 by half a unit.
   */
  private static final double EXP_ULPS = 2.5;

  /**
   * As many, half a unit of the sum with 1, and one of the reciprocal; ulps differ by up to two.
   */
  private static final double SIGMOID_ULPS = 2 * (EXP_ULPS + 0.5 + 1);

  @ParameterizedTest
  @EnumSource(VectorWidth.class)
  void vectorsHoldTheBitsOfSingleElements(VectorWidth width) {
    // A whole vector of each, as others are computed one by one.
    float[] x = Arrays.copyOf(arguments(), COUNT + 3 * width.lanes());
    float[] unusual = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (int i = 0; i < 3 * width.lanes(); i++) {
      x[COUNT + i] = unusual[i / width.lanes()];
    }
    for (UnaryFunction function : List.of(UnaryFunction.EXP, UnaryFunction.SIGMOID)) {
      float[] vectors = run(width, function, x);
      assertThat(vectors[COUNT]).isNaN();
      for (int i = 0; i < x.length; i++) {
        // A tensor of one element fills no vector.
        float[] alone = run(width, function, new float[] {x[i]});
        assertThat(Float.floatToIntBits(vectors[i]))
            .as("%s(%s)", function, x[i])
            .isEqualTo(Float.floatToIntBits(alone[0]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(VectorWidth.class)
  void expIsAccurate(VectorWidth width) {
    float[] x = arguments();
    float[] y = run(width, UnaryFunction.EXP, x);
    for (int i = 0; i < x.length; i++) {
      if (x[i] < ScalarMath.EXP_MIN) {
        assertThat(y[i]).isZero();
      } else if (x[i] > ScalarMath.EXP_MAX) {
        assertThat(y[i]).isEqualTo(Float.POSITIVE_INFINITY);
      } else {
        double exact = Math.exp(x[i]);
        assertThat((double) y[i])
            .as("exp(%s)", x[i])
            .isEqualTo(exact, within(EXP_ULPS * Math.ulp((float) exact)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(VectorWidth.class)
  void sigmoidIsAccurate(VectorWidth width) {
    float[] x = arguments();
    float[] y = run(width, UnaryFunction.SIGMOID, x);
    for (int i = 0; i < x.length; i++) {
      double exact = 1 / (1 + Math.exp(-x[i]));
      if (x[i] >= ScalarMath.SIGMOID_MIN) {
        assertThat((double) y[i])
            .as("sigmoid(%s)", x[i])
            .isEqualTo(exact, within(SIGMOID_ULPS * Math.ulp((float) exact)))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(VectorWidth.class)
  void saturatedSigmoidsAreNeverSubnormal(VectorWidth width) {
    float[] x = arguments();
    float[] y = run(width, UnaryFunction.SIGMOID, x);
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i] == 0 || y[i] >= Float.MIN_NORMAL).as("sigmoid(%s)", x[i]).isTrue();
      assertThat(y[i] == 0).as("sigmoid(%s)", x[i]).isEqualTo(x[i] < ScalarMath.SIGMOID_MIN);
    }
    assertThat(1 / (1 + Math.exp(-ScalarMath.SIGMOID_MIN))).isLessThan(2e-22);
  }

  /** Numbers over the whole range, those around the bounds, and zeros. */
  private static float[] arguments() {
    var random = new SplittableRandom(1);
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) random.nextDouble(-110, 110);
    }
    float[] special = {
      0f,
      -0f,
      ScalarMath.EXP_MIN,
      Math.nextDown(ScalarMath.EXP_MIN),
      ScalarMath.EXP_MAX,
      Math.nextUp(ScalarMath.EXP_MAX),
      ScalarMath.SIGMOID_MIN,
      Math.nextDown(ScalarMath.SIGMOID_MIN)
    };
    System.arraycopy(special, 0, x, 0, special.length);
    return x;
  }

  private static float[] run(VectorWidth width, UnaryFunction function, float[] x) {
    Tensor y = new Graph().input("x", Shape.of(x.length)).unary(function);
    double[] numbers = new double[x.length];
    Arrays.setAll(numbers, i -> x[i]);
    double[] values =
        new CompiledFunction(new CpuBackend(width), List.of(y))
            .call(Map.of("x", numbers))
            .getFirst();
    float[] floats = new float[x.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
