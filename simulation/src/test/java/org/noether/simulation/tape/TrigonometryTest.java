package org.noether.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrigonometryTest {
  private static final double REDUCTION = 0x1p-89;

  /** Of all magnitudes, and next to multiples of pi / 2. */
  private static DoubleStream arguments() {
    var random = new SplittableRandom(5);
    var any =
        DoubleStream.generate(
                () -> random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-40, 21)))
            .limit(300_000);
    var critical =
        DoubleStream.generate(
                () -> random.nextInt(600_000) * (Math.PI / 2) + random.nextInt(-3, 4) * 1e-10)
            .limit(100_000);
    return DoubleStream.concat(any, critical).filter(x -> Math.abs(x) < Trigonometry.LIMIT);
  }

  /**
   * StrictMath errs by less than 1 unit in the last place, so together they differ by at most 3;
   * and by 2^-108 for each pi, at most 2^19, that is taken from an argument.
   */
  @Test
  void sineAndCosineAreThoseOfStrictMath() {
    arguments()
        .forEach(x -> {
          double sin = StrictMath.sin(x);
          double cos = StrictMath.cos(x);
          assertThat(Trigonometry.sin(x))
              .isEqualTo(sin, within(Math.max(3 * Math.ulp(sin), REDUCTION)));
          assertThat(Trigonometry.cos(x))
              .isEqualTo(cos, within(Math.max(3 * Math.ulp(cos), REDUCTION)));
        });
  }

  @Test
  void loopsGetTheSameBits() {
    arguments()
        .forEach(x -> {
          assertThat(Trigonometry.moderateSin(x)).isEqualTo(Trigonometry.sin(x));
          assertThat(Trigonometry.moderateCos(x)).isEqualTo(Trigonometry.cos(x));
        });
  }

  @Test
  void largeArgumentsAreLeftToStrictMath() {
    for (double x : new double[] {0x1p20, -0x1p20, 1e7, 1e22, -1e300, Double.MAX_VALUE}) {
      assertThat(Trigonometry.sin(x)).isEqualTo(StrictMath.sin(x));
      assertThat(Trigonometry.cos(x)).isEqualTo(StrictMath.cos(x));
    }
  }

  @Test
  void ofNumbersThatAreNotFiniteThereIsNone() {
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(Trigonometry.sin(x)).isNaN();
      assertThat(Trigonometry.cos(x)).isNaN();
      assertThat(Trigonometry.moderateSin(x)).isNaN();
      assertThat(Trigonometry.moderateCos(x)).isNaN();
    }
  }

  @Test
  void smallArgumentsAndExactValues() {
    assertThat(Trigonometry.sin(0)).isEqualTo(0);
    assertThat(Trigonometry.cos(0)).isEqualTo(1);
    assertThat(Trigonometry.sin(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Trigonometry.sin(-1e-300)).isEqualTo(-1e-300);
  }
}
