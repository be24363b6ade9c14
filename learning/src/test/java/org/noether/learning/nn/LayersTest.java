package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Parameter.Init;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class LayersTest {
  private final Graph graph = new Graph();
  private final Trace trace = new Trace(graph, true);

  @Test
  void linearMapsTheLastAxisOfAnyRank() {
    Linear layer = Linear.of("l", 2, 1);
    Tensor y = layer.apply(trace, graph.input("x", Shape.of(1, 2, 2)));

    assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 1));
    assertThat(
            run(
                y,
                Map.of(
                    "x", new double[] {1, 2, 3, 4},
                    "l.weight", new double[] {10, 100},
                    "l.bias", new double[] {5})))
        .containsExactly(215, 435);
  }

  @Test
  void linearLayersStartAsPyTorchs() {
    Linear layer = Linear.of("l", 16, 3);
    SplittableRandom random = new SplittableRandom(2);

    assertThat(layer.parameters()).extracting(Parameter::init).containsOnly(new Init(-0.25, 0.25));
    for (int i = 0; i < 1000; i++) {
      assertThat(layer.weight().init().next(random)).isBetween(-0.25, 0.25);
    }
    assertThat(Init.constant(1).next(random)).isEqualTo(1);
  }

  @Test
  void reluHasNoSlopeAtZero() {
    Tensor x = graph.input("x", Shape.of(3));
    Tensor y = Activation.RELU.apply(x);
    Tensor slope = Gradients.of(y.sum(), List.of(x)).getFirst();

    assertThat(run(y, Map.of("x", new double[] {-1, 0, 2}))).containsExactly(0, 0, 2);
    assertThat(run(slope, Map.of("x", new double[] {-1, 0, 2}))).containsExactly(0, 0, 1);
  }

  @Test
  void eachUseOfNoiseTakesAnotherPlane() {
    Trace random = new Trace(graph, false, 2);
    Tensor first = random.noise(1, 1);
    Tensor second = random.noise(1, 1);

    assertThat(random.noiseShape()).contains(Shape.of(1, 2, 1, 1));
    Map<String, double[]> leaves = Map.of(Trace.NOISE, new double[] {.25, .75});
    assertThat(run(first, leaves)).containsExactly(.25);
    assertThat(run(second, leaves)).containsExactly(.75);
    assertThatThrownBy(() -> random.noise(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("all 2 planes");
  }

  @Test
  void blocksRefuseFewerOutputsThanInputs() {
    ConvolutionOptions options =
        new ConvolutionOptions(100, false, true, false, Activation.SWISH, 1, 1);

    assertThatThrownBy(() -> new BottleBlock("net.1", 2, 16, 8, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 16 to 8");
  }

  private static double[] run(Tensor output, Map<String, double[]> leaves) {
    return Evaluation.of(List.of(output), leaves).getFirst();
  }
}
