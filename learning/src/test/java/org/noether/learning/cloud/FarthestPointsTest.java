package org.noether.learning.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.NeighbourLists.Subset;

class FarthestPointsTest {
  private static final double[] LINE = {0, 1, 2, 3, 10};

  @Test
  void pointsOfALine() {
    PairDistances distances = PairDistances.euclidean(CloudLayout.of(5), LINE, 1, 1);
    int[] all = {0, 1, 2, 3, 4};

    assertThat(distances.farthest(all, 5, 0)).containsExactly(0, 4, 3, 1, 2);
    assertThat(distances.farthest(all, 3, 2)).containsExactly(2, 4, 0);
    assertThat(distances.farthest(all, 1, 3)).containsExactly(3);
  }

  @Test
  void indicesAreThoseInTheRowsGiven() {
    PairDistances distances = PairDistances.euclidean(CloudLayout.of(5), LINE, 1, 1);

    assertThat(distances.farthest(new int[] {3, 1, 2}, 2, 2)).containsExactly(2, 0);
    assertThat(distances.farthest(new int[] {3, 1, 4}, 3, 1)).containsExactly(1, 2, 0);
  }

  @Test
  void eachPointIsFarthestFromThoseBefore() {
    Random random = new Random(8);
    for (int trial = 0; trial < 30; trial++) {
      CloudLayout layout = CloudLayout.of(random.nextInt(1, 5), random.nextInt(2, 15));
      PairDistances distances = RandomClouds.distances(random, layout);
      int[] rows = Subset.all(layout).rowsOf(1);
      int start = random.nextInt(rows.length);

      int[] chosen = distances.farthest(rows, rows.length, start);

      assertThat(chosen[0]).isEqualTo(start);
      assertThat(chosen).doesNotHaveDuplicates();
      for (int k = 1; k < chosen.length; k++) {
        int[] before = Arrays.stream(chosen).limit(k).map(j -> rows[j]).toArray();
        double[] gaps =
            Arrays.stream(rows)
                .mapToDouble(row -> Arrays.stream(distances.from(row, before)).min().orElseThrow())
                .toArray();
        assertThat(gaps[chosen[k]]).isEqualTo(Arrays.stream(gaps).max().orElseThrow());
      }
    }
  }

  @Test
  void pointsAtOnePlaceAreChosenOnceEach() {
    PairDistances distances =
        PairDistances.euclidean(CloudLayout.of(5), new double[] {1, 1, 0, 1, 1}, 1, 1);
    int[] all = IntStream.range(0, 5).toArray();

    assertThat(distances.farthest(all, 5, 3)).containsExactly(3, 2, 0, 1, 4);
  }

  @Test
  void refusesWrongCountsAndFirstPoints() {
    PairDistances distances = PairDistances.euclidean(CloudLayout.of(5), LINE, 1, 1);
    int[] two = {0, 1};

    assertThatThrownBy(() -> distances.farthest(two, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot choose 3 of 2 points");
    assertThatThrownBy(() -> distances.farthest(two, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> distances.farthest(two, 1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
