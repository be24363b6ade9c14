package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.cloud.RandomClouds;

class NeighbourChoiceTest {
  private final Random random = new Random(3);

  @Test
  void halvingRoundsToTheEvenNumberAndKeepsOnePoint() {
    NeighbourChoice choice = choice(5, 0.5, false, false, 1);

    NeighbourChoice.Chosen chosen = choice.choose(clouds(25, 7, 1, 3), radii(5));

    assertThat(chosen.lists())
        .extracting(lists -> lists.to().layout())
        .containsExactly(
            CloudLayout.of(12, 4, 1, 2),
            CloudLayout.of(6, 2, 1, 1),
            CloudLayout.of(3, 1, 1, 1),
            CloudLayout.of(2, 1, 1, 1),
            CloudLayout.of(1, 1, 1, 1));
    for (int i = 1; i < 5; i++) {
      assertThat(chosen.lists().get(i).from()).isEqualTo(chosen.lists().get(i - 1).to());
    }
  }

  @Test
  void withoutSubsamplingAllPointsAreKept() {
    PairDistances distances = clouds(4, 2);

    NeighbourChoice.Chosen chosen = choice(2, 1, false, true, 1).choose(distances, radii(2));

    assertThat(chosen.lists()).extracting(NeighbourLists::exchanged).containsExactly(false, false);
    assertThat(chosen.lists())
        .allSatisfy(lists -> {
          assertThat(lists.to()).isEqualTo(Subset.all(distances.layout()));
          assertThat(lists.kept()).isEmpty();
        });
  }

  @Test
  void theCacheKeepsWhatWasChosenFirst() {
    NeighbourChoice choice = choice(2, 0.5, true, false, 1);
    List<int[]> first = keptPoints(choice.choose(clouds(9, 6), radii(2)));

    for (int batch = 0; batch < 3; batch++) {
      assertThat(keptPoints(choice.choose(clouds(9, 6), radii(2))))
          .usingRecursiveComparison()
          .isEqualTo(first);
    }
  }

  @Test
  void theCacheServesFewerCloudsAndMore() {
    NeighbourChoice choice = choice(2, 0.5, true, false, 1);
    List<int[]> two = keptPoints(choice.choose(clouds(9, 9), radii(2)));

    List<int[]> one = keptPoints(choice.choose(clouds(9), radii(2)));
    List<int[]> three = keptPoints(choice.choose(clouds(9, 9, 9), radii(2)));
    List<int[]> again = keptPoints(choice.choose(clouds(9, 9, 9), radii(2)));

    for (int i = 0; i < 2; i++) {
      int[] known = two.get(i);
      assertThat(one.get(i)).containsExactly(Arrays.copyOf(known, known.length / 2));
      assertThat(three.get(i)).hasSize(known.length / 2 * 3).startsWith(known);
    }
    assertThat(again).usingRecursiveComparison().isEqualTo(three);
  }

  @Test
  void theCacheRefusesCloudsOfOtherSizes() {
    NeighbourChoice choice = choice(2, 0.5, true, false, 1);
    choice.choose(clouds(9, 6), radii(2));

    assertThatThrownBy(() -> choice.choose(clouds(6, 9), radii(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points were kept of a cloud of 9 points, which does not fit one of 6");
  }

  @Test
  void withoutCacheEachBatchIsChosenAnew() {
    NeighbourChoice choice = choice(1, 0.5, false, false, 1);
    PairDistances distances = clouds(20);

    assertThat(keptPoints(choice.choose(distances, radii(1))).getFirst())
        .isNotEqualTo(keptPoints(choice.choose(distances, radii(1))).getFirst());
  }

  @Test
  void pairsAreExchangedEachTimePointsAreLeftOut() {
    List<LieConv> convolutions =
        Stream.of(0.5, 1.0, 0.5, 0.5).map(NeighbourChoiceTest::convolution).toList();
    PairDistances distances = clouds(16);

    assertThat(exchanged(convolutions, distances, true)).containsExactly(false, true, true, false);
    assertThat(exchanged(convolutions, distances, false)).containsOnly(false);
  }

  @Test
  void theSameSeedChoosesTheSame() {
    PairDistances distances = clouds(12, 9, 15);
    for (int seed = 0; seed < 5; seed++) {
      NeighbourChoice.Chosen one = choice(3, 0.7, false, true, seed).choose(distances, radii(3));
      NeighbourChoice.Chosen two = choice(3, 0.7, false, true, seed).choose(distances, radii(3));
      NeighbourChoice.Chosen other =
          choice(3, 0.7, false, true, seed + 100).choose(distances, radii(3));

      assertThat(one).isEqualTo(two).isNotEqualTo(other);
    }
  }

  /**
   * Balls hold a share of clouds that scatters by a hundredth about .25 from batch to batch; the
   * radius follows half of each deviation. Averaged over 50 batches that scatters by a thousandth
   * or two.
   */
  @Test
  void theRadiusFollowsTheShareThatBallsShouldHold() {
    ConvolutionOptions options =
        new ConvolutionOptions(8, false, true, false, Activation.SWISH, 0.25, 1);
    LieConv convolution = LieConv.of("conv", 2, 4, 4, options);
    var choice =
        new NeighbourChoice(
            List.of(convolution), new NeighbourChoice.Subsampling(false, false), random);
    double radius = 2;
    double held = 0;
    for (int batch = 0; batch < 100; batch++) {
      PairDistances distances = clouds(20, 30, 25);
      double next = choice.choose(distances, List.of(radius)).radii().getFirst();
      if (batch >= 50) {
        held += share(distances, radius) / 50;
      }
      radius = next;
    }

    assertThat(held).isCloseTo(0.25, within(0.01));
  }

  @Test
  void nearestNeighboursLeaveTheRadius() {
    ConvolutionOptions options =
        new ConvolutionOptions(3, true, true, false, Activation.SWISH, 0.1, 1);
    var choice =
        new NeighbourChoice(
            List.of(LieConv.of("conv", 2, 4, 4, options)),
            new NeighbourChoice.Subsampling(false, false),
            random);

    assertThat(choice.choose(clouds(6), List.of(1.5)).radii()).containsExactly(1.5);
  }

  @Test
  void refusesAnotherNumberOfRadii() {
    NeighbourChoice choice = choice(2, 1, false, false, 1);

    assertThatThrownBy(() -> choice.choose(clouds(4), radii(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 radii for 2 convolutions");
  }

  /** Returns which part of its cloud the ball about a point holds on average, by brute force. */
  private static double share(PairDistances distances, double radius) {
    CloudLayout layout = distances.layout();
    double inside = 0;
    for (int row = 0; row < layout.points(); row++) {
      int cloud = layout.cloudOfRow().get(row);
      int[] rows = IntStream.range(layout.start(cloud), layout.start(cloud + 1)).toArray();
      inside += Arrays.stream(distances.from(row, rows)).filter(d -> d < radius).count();
    }
    double cloud = (double) layout.points() / layout.clouds();
    return inside / layout.points() / cloud;
  }

  private PairDistances clouds(int... sizes) {
    return RandomClouds.distances(random, CloudLayout.of(sizes));
  }

  private static List<Double> radii(int count) {
    return Collections.nCopies(count, 0.5);
  }

  private static List<int[]> keptPoints(NeighbourChoice.Chosen chosen) {
    return chosen.lists().stream().map(lists -> lists.kept().orElseThrow().toArray()).toList();
  }

  private static NeighbourChoice choice(
      int layers, double fraction, boolean cache, boolean exchange, int seed) {
    return new NeighbourChoice(
        Collections.nCopies(layers, convolution(fraction)),
        new NeighbourChoice.Subsampling(cache, exchange),
        new Random(seed));
  }

  private static LieConv convolution(double fraction) {
    return LieConv.of(
        "conv",
        2,
        4,
        4,
        new ConvolutionOptions(3, false, true, false, Activation.SWISH, 1, fraction));
  }

  private List<Boolean> exchanged(
      List<LieConv> convolutions, PairDistances distances, boolean exchange) {
    return new NeighbourChoice(
            convolutions, new NeighbourChoice.Subsampling(false, exchange), random)
        .choose(distances, radii(convolutions.size())).lists().stream()
            .map(NeighbourLists::exchanged)
            .toList();
  }
}
