package org.noether.learning.task.molecule.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CapacityTest {

  @Test
  void thereAreFewCapacitiesAndAllSuffice() {
    Capacity capacity = new Capacity(40_000);
    Set<Integer> seen = new TreeSet<>();
    for (int needed = 1; needed <= 80_000; needed++) {
      int room = capacity.of(needed);
      assertThat(room).isBetween(needed, (int) Math.ceil(needed * 4 / 3.0) + 1);
      seen.add(room);
    }
    assertThat(seen).contains(40_000).hasSizeLessThan(50);
  }

  @Test
  void theUsualIsAboveTheMeanByWhatSumsVary() {
    assertThat(Capacity.ofSums(new double[] {7, 7, 7}, 10)).isEqualTo(new Capacity(70));
    // Deviation 1, of a sum of 100 numbers 10: 2.5 of them above 500.
    assertThat(Capacity.ofSums(new double[] {4, 6}, 100)).isEqualTo(new Capacity(525));
  }
}
