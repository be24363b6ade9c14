package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.Matrices;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A group of which only exp and log are known, in a convolution. */
class OwnGroupTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 6;
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 4;

  /** Sums of some 1000 terms of order 1, in double precision. */
  private static final double DOUBLE = 1e-12;

  /** As {@link #DOUBLE}, in single precision; roundings of many terms mostly cancel. */
  private static final double SINGLE = 1e-4;

  private final Heisenberg group = new Heisenberg();
  private final Graph graph = new Graph();
  private final Tensor positions = graph.input("x", Shape.of(CLOUDS, POINTS, 3));
  private final Map<String, double[]> leaves = new HashMap<>();
  private final List<Tensor> results = convolved();

  @Test
  void backendsAgree() {
    List<double[]> expected = Evaluation.of(results, leaves);
    assertThat(expected.getFirst()).doesNotContain(Double.NaN);
    for (Backend backend : Backends.available()) {
      List<double[]> ours = Evaluation.of(backend, results, leaves);
      for (int k = 0; k < ours.size(); k++) {
        double tolerance = backend.name().equals("reference") ? DOUBLE : SINGLE;
        assertThat(ours.get(k))
            .as(backend.name())
            .containsExactly(expected.get(k), within(tolerance));
      }
    }
  }

  @Test
  void actingOnAllPointsOfACloudChangesNothing() {
    double[] before = Evaluation.of(results, leaves).getFirst();
    Tensor g = group.exp(graph.input("g", Shape.of(1, 1, 3)));
    Tensor moved = group.log(Matrices.product(g, group.exp(positions)));
    leaves.put("g", new double[] {0.7, -1.3, 0.4});
    double[] acted = Evaluation.of(List.of(moved), leaves).getFirst();
    assertThat(acted).isNotEqualTo(leaves.get("x"));
    leaves.put("x", acted);

    assertThat(Evaluation.of(results, leaves).getFirst()).containsExactly(before, within(DOUBLE));
  }

  @Test
  void documentationShowsThisGroup() throws IOException {
    Path root = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");
    String source =
        Files.readString(
            root.resolve("learning/src/test/java/org/noether/learning/nn/Heisenberg.java"));

    assertThat(Files.readString(root.resolve("docs/java.md")))
        .contains(source.substring(source.indexOf("record Heisenberg")));
  }

  /** Returns the convolution, and the gradient of a sum of it by the positions. */
  private List<Tensor> convolved() {
    Random random = new Random(7);
    LieConv layer =
        LieConv.of(
            "conv",
            group.pairDim(),
            INPUTS,
            OUTPUTS,
            new ConvolutionOptions(100, false, true, false, Activation.SWISH, 1, 1));
    for (Parameter parameter : layer.parameters()) {
      double[] values = new double[parameter.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = parameter.init().next(random);
      }
      leaves.put(parameter.name(), values);
    }
    leaves.put("conv.r", new double[] {2});
    leaves.put("x", random.doubles(CLOUDS * POINTS * 3L, -1, 1).toArray());
    leaves.put("v", random.doubles((long) CLOUDS * POINTS * INPUTS, -1, 1).toArray());
    Tensor values = graph.input("v", Shape.of(CLOUDS * POINTS, INPUTS));
    Trace trace = new Trace(graph, false);
    Neighbourhood neighbours = layer.neighbours(trace, CompleteClouds.lift(group, positions));
    Tensor convolved = layer.convolution().apply(trace, neighbours, values);
    Tensor slope = Gradients.of(convolved.square().sum(), List.of(positions)).getFirst();
    return List.of(convolved, slope);
  }
}
