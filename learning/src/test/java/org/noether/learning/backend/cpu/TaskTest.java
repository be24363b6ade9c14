package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.testing.Draws;

class TaskTest {

  private static Task task(int units, int multiple, double nanos) {
    return new Task(units, multiple, nanos, (_, _, _) -> {});
  }

  private record Split(int units, int multiple, int threads) {}

  @TestFactory
  Stream<DynamicTest> partsHoldAllUnitsOnceAndBeginAtMultiples() {
    return Draws.tests(
        500,
        draws -> new Split(draws.between(0, 200_000), draws.between(1, 48), draws.between(1, 9)),
        TaskTest::checkParts);
  }

  private static void checkParts(Split split) {
    int units = split.units();
    int multiple = split.multiple();
    Task task = task(units, multiple, 1e9);
    int parts = task.parts(split.threads(), 1);
    assertThat(task.begin(0, parts)).isZero();
    assertThat(task.begin(parts, parts)).isEqualTo(units);
    for (int part = 0; part < parts; part++) {
      assertThat(task.begin(part, parts) % multiple).isZero();
      assertThat(task.begin(part + 1, parts)).isGreaterThanOrEqualTo(task.begin(part, parts));
      assertThat(units == 0 || task.begin(part + 1, parts) > task.begin(part, parts)).isTrue();
    }
  }

  @Test
  void whatIsSoonDoneIsNotSplit() {
    assertThat(task(1000, 1, 19_999).parts(2, 10_000)).isEqualTo(1);
    assertThat(task(1000, 1, 20_001).parts(2, 10_000)).isEqualTo(2);
    assertThat(task(1000, 1, 1e9).parts(1, 10_000)).isEqualTo(1);
  }

  @Test
  void eachThreadHasAsManyParts() {
    assertThat(task(1000, 1, 1e9).parts(2, 10_000) % 2).isZero();
    assertThat(task(1000, 1, 1e9).parts(3, 10_000) % 3).isZero();
    assertThat(task(5, 1, 1e9).parts(2, 10_000)).isEqualTo(4);
    assertThat(task(33, 16, 1e9).parts(5, 10_000)).isEqualTo(3);
  }

  @Test
  void largeTasksDoNotOverflow() {
    Task task = task(Integer.MAX_VALUE, 1, 1e12);
    assertThat(task.begin(7, 8)).isEqualTo((int) (7L * Integer.MAX_VALUE / 8));
    assertThat(task.begin(8, 8)).isEqualTo(Integer.MAX_VALUE);
  }
}
