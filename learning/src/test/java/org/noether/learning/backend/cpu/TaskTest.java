package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TaskTest {

  private static Task task(int units, int multiple, double nanos) {
    return new Task(units, multiple, nanos, (_, _, _, _) -> {});
  }

  @Property(tries = 500, seed = "1")
  void partsHoldAllUnitsOnceAndBeginAtMultiples(
      @ForAll @IntRange(max = 200_000) int units,
      @ForAll @IntRange(min = 1, max = 48) int multiple,
      @ForAll @IntRange(min = 1, max = 9) int threads) {
    Task task = task(units, multiple, 1e9);
    int parts = task.parts(threads, 1);
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
