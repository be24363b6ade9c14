package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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

  /** The seconds of the first steps of a HLieResNet, measured as it was compiled. */
  @Test
  void stepsInWhichKernelsWereCompiledAreNotWarm() {
    assertThat(EpochFit.warm(List.of(3.86, 6.87, 0.33, 0.34)))
        .as("the later two, though the second was the slowest")
        .containsExactly(0.33, 0.34);
    assertThat(EpochFit.warm(List.of(0.03, 0.04, 0.03))).hasSize(3);
  }

  @Test
  void stepsAreMeasuredUntilThreeWereWarm() {
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87, 0.33), 60)).isTrue();
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87, 0.33, 0.34), 60)).isTrue();
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87, 0.33, 0.34, 0.6), 60)).isTrue();
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87, 0.33, 0.34, 0.6, 0.6), 60)).isFalse();
  }

  @Test
  void slowFirstStepsDoNotSpendTheBudget() {
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87), 20)).as("three steps always").isTrue();
    assertThat(EpochFit.wantsMore(List.of(3.86, 6.87, 0.33), 20)).as("of 20 s, 11 gone").isFalse();
  }
}
