package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCases;

class CosineScheduleTest {
  /** A cosine, a sum and a product in double precision, of numbers up to 1. */
  private static final double ROUNDING = 1e-15;

  @TestFactory
  Stream<DynamicTest> agreesWithTheReference() {
    return GoldenCases.tests(
        "coslr",
        golden -> {
          CosineSchedule schedule =
              CosineSchedule.over(golden.json().path("num_epochs").doubleValue());
          double[] epochs = golden.tensors().tensor("in.epoch").doubles();
          double[] scales = golden.tensors().tensor("out.scale").doubles();
          for (int i = 0; i < epochs.length; i++) {
            assertThat(schedule.scale(epochs[i]))
                .as("after %s epochs", epochs[i])
                .isCloseTo(scales[i], within(ROUNDING));
          }
        });
  }

  @Test
  void eachStepSeesItsPredecessorsPosition() {
    CosineSchedule schedule = CosineSchedule.over(3);

    assertThat(schedule.scaleAtStep(0, 4)).isEqualTo(1);
    assertThat(schedule.scaleAtStep(1, 4)).isEqualTo(1);
    assertThat(schedule.scaleAtStep(7, 4)).isEqualTo(schedule.scale(1.5));
    assertThat(schedule.scaleAtStep(11, 4)).isPositive();
  }

  @Test
  void risesOverTheFirstHundredthAndFallsAlongACosine() {
    CosineSchedule schedule = CosineSchedule.withWarmUp(500);

    assertThat(schedule.scale(0)).isZero();
    assertThat(schedule.scale(2.5))
        .isEqualTo(0.5 * CosineSchedule.over(500).scale(2.5), within(ROUNDING));
    assertThat(schedule.scale(5)).isEqualTo(CosineSchedule.over(500).scale(5));
    assertThat(schedule.scale(250)).isEqualTo(0.5, within(ROUNDING));
  }

  @Test
  void withAWarmUpAStepSeesItsPredecessorsPositionToo() {
    CosineSchedule schedule = CosineSchedule.withWarmUp(100);

    assertThat(schedule.scaleAtStep(0, 10)).isZero();
    assertThat(schedule.scaleAtStep(1, 10)).isZero();
    assertThat(schedule.scaleAtStep(6, 10)).isEqualTo(schedule.scale(0.5));
  }
}
