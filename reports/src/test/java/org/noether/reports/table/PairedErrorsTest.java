package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedErrorsTest {
  /**
   * The additional hours of sleep of Student, Biometrika 6, 1 (1908), under two drugs: t = -4.0621
   * with 9 degrees of freedom, p = 0.002833, and an interval of (-2.4599, -0.7001).
   */
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  private static double[] exp(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  @Test
  void studentsSleepDataHaveStudentsResult() {
    PairedErrors paired = PairedErrors.of(exp(FIRST), exp(SECOND));
    assertThat(Math.log(paired.ratio())).isCloseTo(-1.58, within(1e-12));
    assertThat(Math.log(paired.low())).isCloseTo(-2.4599, within(1e-4));
    assertThat(Math.log(paired.high())).isCloseTo(-0.7001, within(1e-4));
    assertThat(paired.probability()).isEqualTo("0.0028");
  }

  @Test
  void aNetworkIsAsGoodAsItself() {
    PairedErrors paired = PairedErrors.of(exp(FIRST), exp(FIRST));
    assertThat(paired.ratio()).isOne();
    assertThat(paired.p()).isOne();
  }
}
