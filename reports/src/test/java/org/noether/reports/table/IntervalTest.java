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

  /** The logarithms are 0, 1 and 2: the textbook's interval about 1, of their scale. */
  @Test
  void threeValuesGiveTheTextbooksIntervalOfTheirLogarithms() {
    Interval interval = Interval.of(1, Math.E, Math.E * Math.E);
    double halfWidth = T_2 * 1 / Math.sqrt(3);
    assertThat(interval.mean()).isCloseTo(Math.E, within(1e-12));
    assertThat(Math.log(interval.low())).isCloseTo(1 - halfWidth, within(1e-9));
    assertThat(Math.log(interval.high())).isCloseTo(1 + halfWidth, within(1e-9));
  }

  /** By Student's t of the errors themselves, this interval began at -0.132. */
  @Test
  void anIntervalOfErrorsIsPositive() {
    assertThat(Interval.of(0.178, 0.011, 0.019).low()).isPositive();
  }

  /** The means of resamples of four values with one 1 are those of a binomial count over 4. */
  @Test
  void whereAnErrorIsZeroTheIntervalIsBootstrapped() {
    Interval interval = Interval.of(0, 0, 0, 1);
    assertThat(interval.mean()).isEqualTo(0.25);
    assertThat(interval.low()).isZero();
    // P(count >= 3) = 0.051 and P(count = 4) = 0.004: the quantile of 0.975 is 3 of 4.
    assertThat(interval.high()).isEqualTo(0.75);
  }

  @Test
  void equalValuesGiveAnIntervalOfNoWidth() {
    Interval interval = Interval.of(0.5, 0.5, 0.5, 0.5);
    assertThat(interval.high() - interval.low()).isCloseTo(0, within(1e-15));
  }

  @Test
  void oneValueHasNoInterval() {
    Interval interval = Interval.of(7);
    assertThat(interval.mean()).isEqualTo(7);
    assertThat(interval.low()).isNaN();
    assertThat(interval.text()).isEqualTo("one seed");
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
