package org.noether.learning.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class CompleteCloudsTest {
  /**
   * Three points on a line, of which the first two are near each other: distances .2, 2 and 1.8.
   */
  private static final double[] LINE = {0, 1, 10};

  private final Graph graph = new Graph();
  private final CompleteClouds clouds =
      CompleteClouds.lift(new Translations(1), graph.input("x", Shape.of(1, 3, 1)));

  @Test
  void ballsHoldWhatIsNearerThanTheRadius() {
    Tensor mask = clouds.within(graph.constant(1));

    assertThat(run(mask)).containsExactly(1, 1, 0, 1, 1, 0, 0, 0, 1);
    assertThat(run(clouds.neighbourhood(mask).degrees())).containsExactly(2, 2, 1);
  }

  @Test
  void nearestNeighboursIncludeThePointItself() {
    assertThat(run(clouds.nearest(2))).containsExactly(1, 1, 0, 1, 1, 0, 0, 1, 1);
  }

  @Test
  void samplesAreTakenFromInsideOnly() {
    Tensor inside = clouds.within(graph.constant(1));
    Tensor noise = graph.input("noise", Shape.of(1, 3, 3));
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      double[] mask =
          Evaluation.of(
                  List.of(clouds.sample(inside, noise, 1)),
                  Map.of("x", LINE, "noise", random.doubles(9).toArray()))
              .getFirst();
      assertThat(new double[] {mask[0] + mask[1], mask[3] + mask[4], mask[8]})
          .containsExactly(1, 1, 1);
      assertThat(new double[] {mask[2], mask[5], mask[6], mask[7]}).containsOnly(0);
    }
  }

  @Test
  void contractsValuesOfTheSameCloudOnly() {
    Graph two = new Graph();
    CompleteClouds both =
        CompleteClouds.lift(new Translations(1), two.input("x", Shape.of(2, 2, 1)));
    Tensor values = two.input("v", Shape.of(4, 1));
    Tensor kernel = two.input("k", Shape.of(8, 1));

    double[] sums =
        Evaluation.of(
                List.of(both.neighbourhood(both.all()).contract(values, kernel)),
                Map.of(
                    "v", new double[] {1, 10, 100, 1000},
                    "k", new double[] {1, 2, 3, 4, 5, 6, 7, 8}))
            .getFirst();

    assertThat(sums).containsExactly(21, 43, 6500, 8700);
  }

  private static double[] run(Tensor output) {
    return Evaluation.of(List.of(output), Map.of("x", LINE)).getFirst();
  }
}
