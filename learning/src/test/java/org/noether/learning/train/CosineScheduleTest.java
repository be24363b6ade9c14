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
              new CosineSchedule(golden.json().path("num_epochs").doubleValue());
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
    CosineSchedule schedule = new CosineSchedule(3);

    assertThat(schedule.scaleAtStep(0, 4)).isEqualTo(1);
    assertThat(schedule.scaleAtStep(1, 4)).isEqualTo(1);
    assertThat(schedule.scaleAtStep(7, 4)).isEqualTo(schedule.scale(1.5));
    assertThat(schedule.scaleAtStep(11, 4)).isPositive();
  }
}
