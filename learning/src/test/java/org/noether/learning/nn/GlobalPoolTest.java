package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.Translations;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Clouds of 3, 1 and 2 points, of which the second and the last do not exist in one test. */
class GlobalPoolTest {
  private static final double[] VALUES = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60};
  private static final double[] ALL = {1, 1, 1, 1, 1, 1};
  private static final double[] SOME = {1, 0, 1, 1, 1, 0};

  private final Graph graph = new Graph();
  private final Tensor values = graph.input("x", Shape.of(6, 2));

  @Test
  void sums() {
    assertThat(run(pooled(false), ALL)).containsExactly(6, 60, 4, 40, 11, 110);
  }

  @Test
  void means() {
    assertThat(run(pooled(true), ALL)).containsExactly(2, 20, 4, 40, 5.5, 55);
  }

  @Test
  void pointsThatDoNotExistDoNotCount() {
    assertThat(run(pooled(false), SOME)).containsExactly(4, 40, 4, 40, 5, 50);
    assertThat(run(pooled(true), SOME)).containsExactly(2, 20, 4, 40, 5, 50);
  }

  @Test
  void gradientsReachThePointsThatExistOnly() {
    Tensor slope = Gradients.of(pooled(true).sum(), List.of(values)).getFirst();

    assertThat(run(slope, SOME)).containsExactly(.5, .5, 0, 0, .5, .5, 1, 1, 1, 1, 0, 0);
  }

  private Tensor pooled(boolean mean) {
    int[] cloudOf = CloudLayout.of(3, 1, 2).cloudOfRow().toArray();
    Tensor present = graph.input("present", Shape.of(6, 1));
    ConvolutionOptions options =
        new ConvolutionOptions(1, true, mean, false, Activation.SWISH, 1, 1);
    return PackedNetwork.net(new Translations(1), 1, options)
        .pool(values, present, graph.indices(cloudOf), 3);
  }

  private static double[] run(Tensor output, double[] present) {
    return Evaluation.of(List.of(output), Map.of("x", VALUES, "present", present)).getFirst();
  }
}
