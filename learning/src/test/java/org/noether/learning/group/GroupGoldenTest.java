package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/** Pairs and distances of each group, and the pairs' derivative, against the reference. */
class GroupGoldenTest {
  /** Relative to numbers of order 1: a few operations in double precision. */
  private static final double DOUBLE = 1e-12;

  /** As {@link #DOUBLE}, but the reference's numbers are of single precision. */
  private static final double SINGLE = 1e-5;

  @TestFactory
  Stream<DynamicTest> pairsAndDistances() {
    List<GoldenCase> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (GoldenCase golden : GoldenCases.of("group")) {
      if (Groups.names().contains(spec(golden.json()).name())) {
        known.add(golden);
      } else {
        unknown.add(golden.name());
      }
    }
    System.out.printf(
        "golden group: %d cases; skipped for want of the group: %d %s%n",
        known.size(), unknown.size(), unknown);
    return known.stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
  }

  private static void check(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    LieGroup group = Groups.create(spec(golden.json()));
    Graph graph = new Graph();
    Tensor positions = graph.input("x", Shape.of(tensors.tensor("in.coords").shape()));
    Tensor pairs = group.pairs(positions);
    Tensor weights = graph.input("w", pairs.shape());
    Tensor gradient = Gradients.of(pairs.mul(weights).sum(), List.of(positions)).getFirst();

    List<double[]> ours =
        Evaluation.of(
            List.of(pairs, group.distance(pairs), gradient),
            Map.of(
                "x", tensors.tensor("in.coords").doubles(),
                "w", offDiagonal(tensors.tensor("in.w").doubles(), pairs.shape())));

    double tolerance = golden.name().endsWith("f64") ? DOUBLE : SINGLE;
    assertThat(ours.get(0)).containsExactly(tensors.tensor("out.abq").doubles(), within(tolerance));
    assertThat(ours.get(1))
        .containsExactly(tensors.tensor("out.distance").doubles(), within(tolerance));
    assertThat(ours.get(2))
        .containsExactly(tensors.tensor("grad_in.coords").doubles(), within(10 * tolerance));
  }

  /** Returns weights in which pairs of a point with itself count nothing. */
  private static double[] offDiagonal(double[] weights, Shape shape) {
    int n = shape.extent(1);
    int width = shape.extent(3);
    for (int row = 0; row < weights.length / width; row++) {
      if (row / n % n == row % n) {
        Arrays.fill(weights, row * width, (row + 1) * width, 0);
      }
    }
    return weights;
  }

  /** Returns the group, such as T(2) where the description says T2. */
  private static GroupSpec spec(JsonNode json) {
    String name = json.path("group").stringValue();
    int dim = json.path("rep_dim").intValue();
    if (name.matches("(T|Trivial)\\d")) {
      return new GroupSpec(name.substring(0, name.length() - 1), List.of(dim));
    }
    return name.equals("Tx") || name.equals("Ty")
        ? new GroupSpec(name, List.of(dim))
        : new GroupSpec(name, List.of(json.path("alpha").asDouble(Groups.ALPHA)));
  }
}
