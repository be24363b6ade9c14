package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import org.noether.learning.train.Randomness;

/** The neighbours that images draw from the balls about points. */
class SampledPairsTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();
  private static final int NBHD = 3;

  /** On a grid of spacing 5/4, the nearest four of a point and itself: less than 1.5 away. */
  private static final double RADIUS = Groups.ALPHA * 1.5;

  private static final int IMAGES = 4000;

  private static final ImgLieResnet NETWORK =
      ImgLieResnet.create(
          ImgLieResnet.NAME,
          Map.of("k", 4, "num_layers", 2, "total_ds", 1, "nbhd", NBHD, "group", group()),
          1,
          5,
          5,
          2);

  private static final ImageCloud CLOUD =
      new ImageCloud(NETWORK, REFERENCE, ImageCloud.draw(NETWORK, REFERENCE, own(0)));

  private static GroupSpec group() {
    return new GroupSpec("T", List.of(2));
  }

  private static RandomGenerator own(int image) {
    return Randomness.ofTraining(7, 0, image);
  }

  private static Drawn choose(int images, IntFunction<RandomGenerator> random) {
    return Drawn.of(CLOUD, List.of(RADIUS, RADIUS), images, random);
  }

  private static int[][][] senders(Drawn drawn, int layer) {
    return drawn.senders(layer);
  }

  /** Returns the points nearer than the radius, for each point. */
  private static int[][] balls() {
    double[] positions = NETWORK.disc().positions();
    int points = NETWORK.points();
    int[][] balls = new int[points][];
    for (int i = 0; i < points; i++) {
      int[] ball = new int[points];
      int size = 0;
      for (int j = 0; j < points; j++) {
        double y = positions[2 * i] - positions[2 * j];
        double x = positions[2 * i + 1] - positions[2 * j + 1];
        if (Groups.ALPHA * Math.hypot(y, x) < RADIUS) {
          ball[size++] = j;
        }
      }
      balls[i] = Arrays.copyOf(ball, size);
    }
    return balls;
  }

  @Test
  void neighboursAreDistinctInTheBallAndAsManyAsAllowed() {
    int[][] balls = balls();
    assertThat(Arrays.stream(balls).mapToInt(ball -> ball.length))
        .as("fewer and more than allowed")
        .contains(2, 5);

    int[][][] drawn = senders(choose(200, SampledPairsTest::own), 1);

    for (int[][] image : drawn) {
      for (int i = 0; i < balls.length; i++) {
        assertThat(image[i]).hasSize(Math.min(NBHD, balls[i].length)).doesNotHaveDuplicates();
        assertThat(balls[i]).contains(image[i]);
      }
    }
  }

  /**
   * Of a ball of m points, C(m, 3) samples are equally likely. The statistic of Pearson of each
   * point has one degree of freedom less than there are samples. Their sum over points and layers
   * exceeds the mean d by 4 of its standard deviations, the root of 2 d, once in ten thousand
   * seeds.
   */
  @Test
  void allSamplesOfABallAreEquallyLikely() {
    int[][] balls = balls();
    Drawn chosen = choose(IMAGES, SampledPairsTest::own);
    double statistic = 0;
    int freedom = 0;
    for (int layer = 0; layer < 2; layer++) {
      int[][][] drawn = senders(chosen, layer);
      for (int i = 0; i < balls.length; i++) {
        Map<String, Integer> counts = new HashMap<>();
        for (int[][] image : drawn) {
          counts.merge(
              Arrays.toString(Arrays.stream(image[i]).sorted().toArray()), 1, Integer::sum);
        }
        int samples = binomial(balls[i].length);
        double expected = (double) IMAGES / samples;
        assertThat(counts).hasSize(samples);
        statistic +=
            counts.values().stream()
                .mapToDouble(count -> Math.pow(count - expected, 2) / expected)
                .sum();
        freedom += samples - 1;
      }
    }

    assertThat(freedom).as("there is a choice").isGreaterThan(20);
    assertThat(statistic)
        .isLessThan(freedom + 4 * Math.sqrt(2.0 * freedom))
        .as("too even to be random")
        .isGreaterThan(freedom - 4 * Math.sqrt(2.0 * freedom));
  }

  /** Returns in how many ways 3 of m can be chosen. */
  private static int binomial(int m) {
    return m <= NBHD ? 1 : m * (m - 1) * (m - 2) / 6;
  }

  @Test
  void imagesAndConvolutionsDrawIndependently() {
    Drawn chosen = choose(2, SampledPairsTest::own);

    String first = Arrays.deepToString(senders(chosen, 0)[0]);
    assertThat(Arrays.deepToString(senders(chosen, 0)[1])).isNotEqualTo(first);
    assertThat(Arrays.deepToString(senders(chosen, 1)[0])).isNotEqualTo(first);
  }

  @Test
  void anImagesSampleDependsOnItsGeneratorAlone() {
    Drawn chosen = choose(20, SampledPairsTest::own);

    for (int image = 0; image < 20; image++) {
      int number = image;
      Drawn alone = choose(1, _ -> own(number));
      for (int layer = 0; layer < 2; layer++) {
        assertThat(senders(alone, layer)[0]).isDeepEqualTo(senders(chosen, layer)[image]);
      }
    }
  }

  /** Runs that are resumed draw what they drew with earlier versions. */
  @Test
  void aSeedsSamplesStay() {
    Drawn chosen = choose(200, SampledPairsTest::own);

    assertThat(senders(chosen, 0)[0])
        .isDeepEqualTo(
            new int[][] {
              {0, 2},
              {1, 2, 5},
              {0, 2, 6},
              {2, 3, 7},
              {4, 5},
              {1, 5, 6},
              {2, 6, 10},
              {3, 6, 8},
              {7, 8},
              {5, 9, 10},
              {9, 11, 12},
              {7, 10, 11},
              {10, 12}
            });
    assertThat(Arrays.deepHashCode(senders(chosen, 0))).isEqualTo(-986505605);
    assertThat(Arrays.deepHashCode(senders(chosen, 1))).isEqualTo(-79319183);
  }

  @Test
  void threadsDoNotChangeSamples() {
    int[][][] expected = senders(choose(300, SampledPairsTest::own), 1);

    for (int threads : new int[] {1, 2, 5}) {
      try (var pool = new ForkJoinPool(threads)) {
        Drawn chosen = pool.submit(() -> choose(300, SampledPairsTest::own)).join();

        assertThat(senders(chosen, 1)).isDeepEqualTo(expected);
      }
    }
  }

  /** The radius moves by half of what the ball holds too little or too much. */
  @Test
  void radiiFollowTheFillWhateverIsDrawn() {
    double held = Arrays.stream(balls()).mapToInt(ball -> ball.length).sum() / 13.0 / 13;

    Drawn chosen = choose(7, SampledPairsTest::own);

    assertThat(chosen.candidates().radii())
        .hasSize(2)
        .allSatisfy(
            radius -> assertThat(radius).isCloseTo(RADIUS + (1 / 32.0 - held) / 2, within(1e-14)));
    assertThat(chosen.candidates().radii()).isEqualTo(choose(1, _ -> own(99)).candidates().radii());
  }
}
