package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PowerLawTest {
  private static final double[] SIZES = {10, 100, 1000};

  @Test
  void anExactPowerHasItsExponentAndNoDoubt() {
    double[] errors = DoubleStream.of(SIZES).map(n -> 3 * Math.pow(n, -0.5)).toArray();
    PowerLaw law = PowerLaw.of(SIZES, errors).orElseThrow();
    assertThat(law.exponent()).isEqualTo("−0.500");
    assertThat(law.halfWidth()).isCloseTo(0, within(1e-6));
    assertThat(law.r2()).isCloseTo(1, within(1e-12));
  }

  /**
   * Logarithms 0, 1, 0 at -h, 0, h: the slope is 0, the residuals are -1/3, 2/3, -1/3 with 1 degree
   * of freedom, and t(1, 0.975) = 12.706.
   */
  @Test
  void theIntervalIsThatOfTheTextbook() {
    double h = Math.log(10);
    PowerLaw law = PowerLaw.of(SIZES, new double[] {1, Math.E, 1}).orElseThrow();
    assertThat(law.slope()).isCloseTo(0, within(1e-12));
    assertThat(law.halfWidth())
        .isCloseTo(12.7062 * Math.sqrt(2.0 / 3) / Math.sqrt(2 * h * h), within(1e-4));
  }

  @Test
  void twoSizesHaveNoInterval() {
    assertThat(PowerLaw.of(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
  }
}
