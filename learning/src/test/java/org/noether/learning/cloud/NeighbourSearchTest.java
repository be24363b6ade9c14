package org.noether.learning.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.NeighbourLists.Subset;

/** Neighbours in random clouds, among all points or among some, against brute force. */
class NeighbourSearchTest {
  private static final int TRIALS = 30;

  /** Points 0, 1, 2, 4 of one line, and 10, 10.5 of another. */
  private static final PairDistances LINES =
      PairDistances.euclidean(CloudLayout.of(4, 2), new double[] {0, 1, 2, 4, 10, 10.5}, 1, 1);

  private static final NeighbourSearch ON_LINES =
      NeighbourSearch.among(LINES, Subset.all(LINES.layout()));

  private final Random random = new Random(4);

  @Test
  void nearestAreThoseOfASort() {
    for (int trial = 0; trial < TRIALS; trial++) {
      CloudLayout layout = RandomClouds.layout(random, 4, 1, 12);
      PairDistances distances = RandomClouds.distances(random, layout);
      Subset all = Subset.all(layout);
      int count = random.nextInt(1, 13);

      NeighbourLists lists = NeighbourSearch.among(distances, all).nearest(count);

      for (int i = 0; i < layout.points(); i++) {
        int[] cloud = all.rowsOf(layout.cloudOfRow().get(i));
        double[] near = distances.from(i, cloud);
        int[] expected =
            IntStream.range(0, cloud.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> near[j]))
                .limit(count)
                .mapToInt(j -> cloud[j])
                .sorted()
                .toArray();
        assertThat(list(lists, i)).containsExactly(expected).contains(i);
      }
    }
  }

  @Test
  void ofPointsEquallyFarTheFirstAreTaken() {
    NeighbourLists lists = ON_LINES.nearest(2);

    assertThat(list(lists, 0)).containsExactly(0, 1);
    assertThat(list(lists, 1)).as("0 and 2 are as far from 1").containsExactly(0, 1);
    assertThat(list(lists, 2)).containsExactly(1, 2);
    assertThat(list(lists, 3)).containsExactly(2, 3);
    assertThat(list(lists, 4)).containsExactly(4, 5);
  }

  @Test
  void pointsAtOnePlaceAreTakenInTheirOrder() {
    PairDistances same = PairDistances.euclidean(CloudLayout.of(5), new double[5], 1, 1);

    NeighbourLists lists = NeighbourSearch.among(same, Subset.all(same.layout())).nearest(3);

    for (int i = 0; i < 5; i++) {
      assertThat(list(lists, i)).containsExactly(0, 1, 2);
    }
  }

  @Test
  void smallCloudsGiveAllTheirPoints() {
    NeighbourLists lists = ON_LINES.nearest(3);

    assertThat(list(lists, 5)).containsExactly(4, 5);
    assertThat(list(lists, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void ballsAreOpenAndSayWhatTheyHold() {
    NeighbourSearch.Balls balls = ON_LINES.within(1, 4, _ -> random);

    assertThat(list(balls.lists(), 0)).as("1 is at the radius").containsExactly(0);
    assertThat(list(balls.lists(), 4)).containsExactly(4, 5);
    // 8 points in 6 balls, of clouds of 3 points on average
    assertThat(balls.held()).isCloseTo(8 / 6.0 / 3, within(1e-15));
  }

  @Test
  void whatBallsHoldIsAveragedOverThePointsKept() {
    NeighbourSearch search =
        NeighbourSearch.among(LINES, Subset.all(LINES.layout()), new int[][] {{1}, {0}});

    // 3 and 2 points in 2 balls, of clouds of 3 points on average
    assertThat(search.within(1.5, 1, _ -> random).held()).isCloseTo(5 / 2.0 / 3, within(1e-15));
  }

  @Test
  void aBallWithoutPointsGivesAnEmptyList() {
    NeighbourSearch.Balls balls = ON_LINES.within(0, 4, _ -> random);

    assertThat(balls.lists().senders().size()).isZero();
    assertThat(balls.held()).isZero();
  }

  @Test
  void samplesAreAscendingInsideTheBallAndAsManyAsAllowed() {
    for (int trial = 0; trial < TRIALS; trial++) {
      CloudLayout layout = RandomClouds.layout(random, 3, 2, 12);
      NeighbourSearch search =
          NeighbourSearch.among(RandomClouds.distances(random, layout), Subset.all(layout));
      int atMost = random.nextInt(1, 8);
      NeighbourSearch.Balls all = search.within(0.5, Integer.MAX_VALUE, _ -> random);

      NeighbourSearch.Balls some = search.within(0.5, atMost, _ -> random);

      assertThat(some.held()).as("counted before sampling").isEqualTo(all.held());
      for (int i = 0; i < layout.points(); i++) {
        int[] inside = list(all.lists(), i);
        int[] sampled = list(some.lists(), i);
        assertThat(sampled)
            .hasSize(Math.min(atMost, inside.length))
            .doesNotHaveDuplicates()
            .isSorted();
        assertThat(inside).contains(sampled);
      }
    }
  }

  /**
   * Draws 2 of 5, that is one of 10 pairs. The statistic of Pearson has 9 degrees of freedom, and
   * exceeds 27.9 once in a thousand seeds.
   */
  @Test
  void allChoicesAreAsLikely() {
    PairDistances same = PairDistances.euclidean(CloudLayout.of(5), new double[5], 1, 1);
    NeighbourSearch search = NeighbourSearch.among(same, Subset.all(same.layout()));
    int draws = 4000;
    int[][] drawn = new int[5][5];
    for (int k = 0; k < draws / 5; k++) {
      NeighbourLists lists = search.within(1, 2, _ -> random).lists();
      for (int i = 0; i < 5; i++) {
        int[] pair = list(lists, i);
        drawn[pair[0]][pair[1]]++;
      }
    }

    double expected = draws / 10.0;
    double statistic = 0;
    for (int i = 0; i < 5; i++) {
      for (int j = i + 1; j < 5; j++) {
        statistic += Math.pow(drawn[i][j] - expected, 2) / expected;
      }
    }

    assertThat(statistic).isLessThan(27.9);
  }

  @Test
  void keptPointsFindNeighboursAmongAll() {
    for (int trial = 0; trial < TRIALS; trial++) {
      CloudLayout layout = RandomClouds.layout(random, 3, 4, 9);
      PairDistances distances = RandomClouds.distances(random, layout);
      NeighbourLists whole = NeighbourSearch.among(distances, Subset.all(layout)).nearest(3);
      int[][] kept = RandomClouds.kept(random, layout, 4, 2, 3);

      NeighbourLists lists = NeighbourSearch.among(distances, Subset.all(layout), kept).nearest(3);

      assertThat(lists.to().layout()).isEqualTo(CloudLayout.of(4, 2, 3));
      assertThat(lists.kept()).contains(lists.to().rows());
      for (int i = 0; i < 9; i++) {
        int cloud = lists.to().layout().cloudOfRow().get(i);
        int row = layout.start(cloud) + kept[cloud][i - lists.to().layout().start(cloud)];
        assertThat(lists.to().rows().get(i)).isEqualTo(row);
        assertThat(list(lists, i)).containsExactly(list(whole, row));
      }
    }
  }

  @Test
  void pointsOfASubsetAreCountedInIt() {
    // of the line 0, 1, 2, 4 the points 4, 0, 2 in this order, then 2 and 4 of these
    NeighbourLists first =
        NeighbourSearch.among(LINES, Subset.all(LINES.layout()), new int[][] {{3, 0, 2}, {1}})
            .nearest(1);
    NeighbourLists second =
        NeighbourSearch.among(LINES, first.to(), new int[][] {{2, 0}, {0}}).nearest(2);

    assertThat(second.from()).isEqualTo(first.to());
    assertThat(second.to().rows().toArray()).containsExactly(2, 3, 5);
    assertThat(second.kept().orElseThrow().toArray()).containsExactly(2, 0, 3);
    assertThat(list(second, 0)).as("2 sees 4 and itself, before 0").containsExactly(0, 2);
    assertThat(list(second, 1)).as("4 sees itself and 2").containsExactly(0, 2);
    assertThat(list(second, 2)).containsExactly(3);
  }

  @Test
  void refusesWhatFitsNoCloud() {
    Subset all = Subset.all(LINES.layout());

    assertThatThrownBy(() -> ON_LINES.nearest(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point cannot have 0 neighbours");
    assertThatThrownBy(() -> ON_LINES.within(1, -1, _ -> random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NeighbourSearch.among(LINES, all, new int[][] {{0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points are kept of 1 clouds, but there are 2");
    assertThatThrownBy(() -> NeighbourSearch.among(LINES, all, new int[][] {{4}, {0}}))
        .as("row 4 is of the other cloud")
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> NeighbourSearch.among(LINES, all, new int[][] {{0}, {}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cloud 1 has no points");
  }

  private static int[] list(NeighbourLists lists, int point) {
    int[] senders = lists.senders().toArray();
    return Arrays.copyOfRange(senders, lists.rowPtr().get(point), lists.rowPtr().get(point + 1));
  }
}
