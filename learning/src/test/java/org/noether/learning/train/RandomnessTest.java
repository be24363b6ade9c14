package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {

  @Test
  void anOrderIsAPermutationThatSeedAndEpochDetermine() {
    int[] order = Randomness.order(7, 3, 100);

    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    assertThat(Randomness.order(7, 3, 100)).containsExactly(order);
    assertThat(Randomness.order(7, 4, 100)).isNotEqualTo(order);
    assertThat(Randomness.order(8, 3, 100)).isNotEqualTo(order);
  }

  @Test
  void everyOrderIsAboutAsLikely() {
    int[] firsts = new int[4];
    for (int epoch = 0; epoch < 4000; epoch++) {
      firsts[Randomness.order(1, epoch, 4)[0]]++;
    }
    // Binomial with a standard deviation of 27 about 1000; six of them.
    for (int count : firsts) {
      assertThat(count).isBetween(1000 - 165, 1000 + 165);
    }
  }
}
