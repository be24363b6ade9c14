package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneTest {
  private static Plane around(double[] truth, double[] predicted) {
    return Plane.around(
        new Motion(
            "id",
            "",
            new double[] {0},
            new Motion.Panel("", new double[][] {truth}),
            List.of(new Motion.Panel("", new double[][] {predicted}))));
  }

  @Test
  void theTrueMotionIsInTheMiddleWithSomeRoomAround() {
    double[] truth = {1, 10, 5, 12};
    Plane plane = around(truth, truth);
    assertThat(plane.x()).isEqualTo(3);
    assertThat(plane.y()).isEqualTo(11);
    assertThat(plane.half()).isBetween(2.0, 2.5);
  }

  @Test
  void predictionsWidenThePlaneButDoNotRuinIt() {
    double[] truth = {-1, 0, 1, 0};
    double exact = around(truth, truth).half();
    assertThat(around(truth, new double[] {-1.2, 0, 1, 0}).half())
        .isCloseTo(1.2 * exact, within(1e-12));
    assertThat(around(truth, new double[] {-1e9, 0, 1, Double.NaN}).half())
        .isBetween(1.2 * exact, 1.5 * exact);
  }

  @Test
  void ticksAreRoundNumbersInThePlane() {
    Plane plane = new Plane(-2, 0, 1.2);
    assertThat(plane.ticks(plane.x())).containsExactly(-3.0, -2.5, -2.0, -1.5, -1.0);
    assertThat(plane.ticks(plane.y())).containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
  }

  @Test
  void aPlaneWithoutExtentOrFarFromTheOriginHasFewTicks() {
    assertThat(around(new double[] {2, 3}, new double[] {2, 3}).half()).isPositive();
    assertThat(new Plane(1e10, 0, 1e-300).ticks(1e10)).hasSizeLessThan(20);
    assertThat(new Plane(Double.NaN, 0, 1).ticks(Double.NaN)).isEmpty();
  }
}
