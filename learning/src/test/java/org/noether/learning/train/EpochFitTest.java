package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochFitTest {
  private static final EpochFit.Costs COSTS = new EpochFit.Costs(2, 10, 1, 5);

  private static EpochFit.Result fitting(double available) {
    return COSTS.fitting(available, 50, 9);
  }

  @Test
  void asManyEpochsFitAsLeaveTimeForTheTest() {
    assertThat(fitting(2 * 111 + 5)).isEqualTo(new EpochFit.Result(2, Duration.ofNanos(111), 50));
    assertThat(fitting(2 * 111 + 4).epochs()).isOne();
    assertThat(fitting(1e6).epochs()).isEqualTo(9);
  }

  @Test
  void ofAnEpochThatDoesNotFitAsManyStepsDoAsLeaveTimeForValidationAndTest() {
    assertThat(fitting(100)).isEqualTo(new EpochFit.Result(0, Duration.ofNanos(111), 42));
    assertThat(fitting(115).steps()).isEqualTo(49);
  }

  @Test
  void aStepIsDoneHoweverLateItIs() {
    assertThat(fitting(17)).isEqualTo(new EpochFit.Result(0, Duration.ofNanos(111), 1));
    assertThat(fitting(-1e9).steps()).isOne();
  }
}
