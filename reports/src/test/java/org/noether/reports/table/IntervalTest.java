package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  /** Quantile 0.975 of Student's t with 2 degrees of freedom, from any table of it. */
  private static final double T_2 = 4.302652729911275;

  @Test
  void threeValuesGiveTheTextbooksInterval() {
    Interval interval = Interval.of(1, 2, 3);
    double halfWidth = T_2 * 1 / Math.sqrt(3);
    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.low()).isCloseTo(2 - halfWidth, within(1e-9));
    assertThat(interval.high()).isCloseTo(2 + halfWidth, within(1e-9));
  }

  @Test
  void equalValuesGiveAnIntervalOfNoWidth() {
    assertThat(Interval.of(0.5, 0.5, 0.5, 0.5).halfWidth()).isZero();
  }

  @Test
  void oneValueHasNoInterval() {
    Interval interval = Interval.of(7);
    assertThat(interval.mean()).isEqualTo(7);
    assertThat(interval.halfWidth()).isNaN();
  }

  @Test
  void noValueHasNoMean() {
    assertThatThrownBy(Interval::of).isInstanceOf(IllegalArgumentException.class);
  }

  /** The score intervals of Newcombe, Statistics in Medicine 17, 857 (1998), Table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 25.5 to 36.6",
    "15, 148, 6.24 to 16.0",
    "0, 20, 0 to 16.1",
    "1, 29, 0.611 to 17.2"
  })
  void sharesHaveTheTextbooksInterval(int hits, int trials, String interval) {
    assertThat(Interval.ofShare(hits, trials)).isEqualTo(interval);
  }
}
