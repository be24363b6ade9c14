package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MoleculeScheduleTest {
  private static final double ROUNDING = 1e-15;

  @Test
  void risesOverTheFirstHundredthAndFallsAlongACosine() {
    MoleculeSchedule schedule = new MoleculeSchedule(500);

    assertThat(schedule.scale(0)).isZero();
    assertThat(schedule.scale(2.5))
        .isEqualTo(0.5 * new CosineSchedule(500).scale(2.5), within(ROUNDING));
    assertThat(schedule.scale(5)).isEqualTo(new CosineSchedule(500).scale(5));
    assertThat(schedule.scale(250)).isEqualTo(0.5, within(ROUNDING));
  }

  @Test
  void aStepSeesItsPredecessorsPosition() {
    MoleculeSchedule schedule = new MoleculeSchedule(100);

    assertThat(schedule.scaleAtStep(0, 10)).isZero();
    assertThat(schedule.scaleAtStep(1, 10)).isZero();
    assertThat(schedule.scaleAtStep(6, 10)).isEqualTo(schedule.scale(0.5));
  }
}
