package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sine, cosine and angle of a point in single precision, over the whole range of arguments. */
class TrigonometryTest {
  private static final int COUNT = 200_000;

  /**
   * Half a unit of rounding, and the polynomials' errors: 2^-34 of a cosine above 1/2, whose unit
   * is 2^-24, and 2^-37 of a sine, whose unit is at least 2^-24 of it. Twice as much is allowed.
   */
  private static final double SINE_ULPS = 0.5 + 0x1p-9;

  /** Half a unit, and some dozen roundings in double precision, whose unit is 2^-29 of it. */
  private static final double ANGLE_ULPS = 0.5 + 0x1p-24;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1,
    -1,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void sinesAreAccurate() {
    arguments().forEach(x -> assertAccurate(Trigonometry.sin(x), x, StrictMath::sin));
  }

  @Test
  void cosinesAreAccurate() {
    arguments().forEach(x -> assertAccurate(Trigonometry.cos(x), x, StrictMath::cos));
  }

  private static void assertAccurate(float y, float x, DoubleUnaryOperator function) {
    double exact = function.applyAsDouble(x);
    assertThat((double) y)
        .as("at %s", x)
        .isEqualTo(exact, within(SINE_ULPS * Math.ulp((float) exact)));
  }

  /** Numbers of any size, those closest to multiples of pi/2, and those around the bounds. */
  private Stream<Float> arguments() {
    Stream<Float> all = Stream.generate(() -> finite(random)).limit(COUNT);
    Stream<Float> turns = Stream.generate(() -> (float) random.nextDouble(-10, 10)).limit(COUNT);
    Stream<Float> multiples =
        IntStream.range(-COUNT, COUNT).mapToObj(n -> (float) (n * (Math.PI / 2)));
    Stream<Float> bounds =
        Stream.of(Trigonometry.SINE_IS_ARGUMENT, Trigonometry.REDUCIBLE)
            .flatMap(x -> Stream.of(x, -x, Math.nextDown(x), Math.nextUp(x)));
    return Stream.of(all, turns, multiples, bounds).flatMap(numbers -> numbers);
  }

  private static float finite(SplittableRandom random) {
    float x = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(x) ? x : 0;
  }

  @Test
  void specialArgumentsGiveWhatStrictMathDoes() {
    for (float x : SPECIAL) {
      assertThat(bits(Trigonometry.sin(x))).as("sin(%s)", x).isEqualTo(bits(StrictMath.sin(x)));
      assertThat(bits(Trigonometry.cos(x))).as("cos(%s)", x).isEqualTo(bits(StrictMath.cos(x)));
      for (float y : SPECIAL) {
        assertThat(bits(Trigonometry.atan2(y, x)))
            .as("atan2(%s, %s)", y, x)
            .isEqualTo(bits(StrictMath.atan2(y, x)));
      }
    }
  }

  /** Distinguishes zeros of both signs, and takes all NaN as the same. */
  private static int bits(double x) {
    return Float.floatToIntBits((float) x);
  }

  @Test
  void anglesAreAccurate() {
    for (int i = 0; i < COUNT; i++) {
      assertAngleIsAccurate(finite(random), finite(random));
      assertAngleIsAccurate((float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1));
    }
  }

  @Test
  void anglesAreAccurateAroundDiagonalsAndEighthsOfThem() {
    float eighth = (float) StrictMath.tan(Math.PI / 8);
    for (float size : new float[] {eighth, 1, 1 / eighth}) {
      for (float y : new float[] {size, Math.nextDown(size), Math.nextUp(size)}) {
        assertAngleIsAccurate(y, 1);
        assertAngleIsAccurate(y, -1);
        assertAngleIsAccurate(-y, 1);
        assertAngleIsAccurate(-y, -1);
      }
    }
  }

  private static void assertAngleIsAccurate(float y, float x) {
    double exact = StrictMath.atan2(y, x);
    assertThat((double) Trigonometry.atan2(y, x))
        .as("atan2(%s, %s)", y, x)
        .isEqualTo(exact, within(ANGLE_ULPS * Math.ulp((float) exact)));
  }
}
