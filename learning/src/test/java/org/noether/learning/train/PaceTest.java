package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace PACE = new Pace(0, 2, 10, 1, 5, 50, 8, false);
  private static final Pace SHRINKING = new Pace(0, 2, 10, 1, 5, 50, 8, true);

  @Test
  void asManyEpochsFitAsLeaveTimeForTheTest() {
    assertThat(PACE.fitting(2 * 111 + 5, 9)).isEqualTo(new Pace.Extent(2, 50));
    assertThat(PACE.fitting(2 * 111 + 4, 9).epochs()).isOne();
    assertThat(PACE.fitting(1e6, 9).epochs()).isEqualTo(9);
  }

  @Test
  void ofAnEpochThatDoesNotFitAsManyStepsDoAsLeaveTimeForValidationAndTest() {
    assertThat(PACE.fitting(100, 9)).isEqualTo(new Pace.Extent(0, 42));
    assertThat(PACE.fitting(115, 9).steps()).isEqualTo(49);
  }

  @Test
  void aStepIsDoneHoweverLateItIs() {
    assertThat(PACE.fitting(17, 9)).isEqualTo(new Pace.Extent(0, 1));
    assertThat(PACE.fitting(-1e9, 9).steps()).isOne();
  }

  /** An epoch; or 8 steps of 2 s, as validation and test take 15 s. */
  @Test
  void theLeastIsAnEpochOrAsMuchLearningAsTesting() {
    assertThat(PACE.leastLearning()).isEqualTo(111);
    assertThat(SHRINKING.leastLearning()).isEqualTo(8 * 2 + 10 + 1);
  }

  /** 20 s are spent, and the rest is (111 + 5) s with a margin. */
  @Test
  void aBudgetThatDoesNotHoldTheLeastIsRefusedWithWhatWould() {
    Duration least = Duration.ofSeconds((long) Math.ceil(20 + 116 / EpochFit.MARGIN));
    EpochFit.demand(PACE, least, 20);
    assertThatThrownBy(() -> EpochFit.demand(PACE, least.minusSeconds(1), 20))
        .isInstanceOfSatisfying(BudgetException.class, e -> assertThat(e.least()).isEqualTo(least));
  }
}
