package org.noether.learning.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.CaseBuilder;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.Runs;

class GradientsTest {
  @Test
  void gradientsAreOfScalarsOnly() {
    Tensor x = new Graph().input("x", Shape.of(2, 3));
    assertThatThrownBy(() -> Gradients.of(x, List.of(x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void gradientsAreNotByWhatLaterOpsMayBypass() {
    Tensor x = new Graph().input("x", Shape.of(2, 3));
    Tensor flat = x.reshape(6);
    // Reshaping again starts at x, so that the sum does not depend on the node in between.
    Tensor sum = flat.reshape(3, 2).square().sum();
    assertThatThrownBy(() -> Gradients.of(sum, List.of(flat)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may bypass")
        .hasMessageContaining("Input[name=x");
  }

  @Test
  void aScalarByItselfIsOneAndByAStrangerZero() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.SCALAR);
    Tensor stranger = graph.input("y", Shape.of(2));
    List<Tensor> gradients = Gradients.of(x, List.of(x, stranger));
    assertThat(gradients).containsExactly(graph.constant(1), graph.full(Shape.of(2), 0));
  }

  @Test
  void nodesBetweenAndTheirInputsHaveGradients() {
    CaseBuilder b = new CaseBuilder(1);
    Tensor x = b.uniform(Shape.of(3));
    Tensor middle = x.square();
    Tensor scalar = middle.mul(x).sum();
    GraphCase graphCase = b.build("x^3", Gradients.of(scalar, List.of(x, middle)));
    List<double[]> gradients = Runs.reference(graphCase);
    double[] numbers = b.build("x", List.of(x)).reals().get("x0");
    for (int i = 0; i < 3; i++) {
      assertThat(gradients.get(0)[i]).isCloseTo(3 * numbers[i] * numbers[i], within(1e-14));
      assertThat(gradients.get(1)[i]).isEqualTo(numbers[i]);
    }
  }

  @Test
  void detachedPartsAreConstants() {
    CaseBuilder b = new CaseBuilder(2);
    Tensor x = b.uniform(Shape.of(3));
    Tensor detached = x.detach();
    Tensor scalar = detached.mul(x).sum();
    assertThat(Gradients.of(scalar, List.of(x))).containsExactly(detached);
    assertThat(Gradients.of(scalar, List.of(x, detached))).containsExactly(detached, x);
    assertThat(Gradients.of(detached.sum(), List.of(x)))
        .containsExactly(b.graph().full(Shape.of(3), 0));
  }

  @Test
  void longChainsNeedNoStack() {
    CaseBuilder b = new CaseBuilder(3);
    Tensor x = b.uniform(Shape.SCALAR);
    Tensor y = x;
    int steps = 20_000;
    for (int i = 0; i < steps; i++) {
      y = y.mul(1 + 1e-6).add(x);
    }
    double gradient = Runs.reference(b.build("chain", Gradients.of(y, List.of(x)))).getFirst()[0];
    // y_n = a y_(n-1) + x is (a^n + (a^n - 1) / (a - 1)) x; n + 1 terms round 2 n times.
    double power = Math.exp(steps * Math.log1p(1e-6));
    double expected = power + Math.expm1(steps * Math.log1p(1e-6)) / 1e-6;
    assertThat(gradient).isCloseTo(expected, within(expected * 2 * steps * 0x1p-53));
  }

  /** A convolution over neighbours with learned kernels, a linear map, swish, residual and mean. */
  @Test
  void networksOverNeighboursHaveTheGradientsOfDifferences() {
    CaseBuilder b = new CaseBuilder(4);
    CaseBuilder.Edges edges = b.edges(5, 5);
    Tensor points = b.uniform(Shape.of(5, 3));
    Tensor offsets = b.uniform(Shape.of(edges.edges(), 2));
    Tensor hidden = swish(offsets.matmul(b.uniform(Shape.of(2, 4))).add(b.uniform(Shape.of(4))));
    Tensor kernels = swish(hidden.matmul(b.uniform(Shape.of(4, 3))));
    Tensor moments = points.contract(kernels, edges.rowPtr(), edges.senders()).reshape(5, 9);
    Tensor out = points.add(swish(moments.matmul(b.uniform(Shape.of(9, 3)))));
    GraphCase graphCase = b.build("neighbours", List.of(out.square().meanKeeping(0).sum()));
    compareAlongDirections(graphCase);
  }

  /** Loss of dz/dt = J dH/dz, with H a small network: gradients by its weights through dH/dz. */
  @Test
  void hamiltonianLossesHaveTheGradientsOfDifferences() {
    CaseBuilder b = new CaseBuilder(5);
    Tensor z = b.uniform(Shape.of(4, 6));
    Tensor w1 = b.uniform(Shape.of(6, 8), -1, 1);
    Tensor w2 = b.uniform(Shape.of(8, 8), -1, 1);
    Tensor w3 = b.uniform(Shape.of(8, 1), -1, 1);
    Tensor target = b.uniform(Shape.of(4, 6));
    Tensor state = z;
    for (int step = 0; step < 2; step++) {
      Tensor energy = swish(swish(state.matmul(w1)).matmul(w2)).matmul(w3).sum();
      Tensor byState = Gradients.of(energy, List.of(state)).getFirst();
      Tensor rate = Tensor.concat(1, byState.slice(1, 3, 6), byState.slice(1, 0, 3).neg());
      state = state.add(rate.mul(0.1));
    }
    Tensor loss = state.sub(target).square().sum().mul(1.0 / 24);
    compareAlongDirections(b.build("Hamiltonian", List.of(loss)));
  }

  private static Tensor swish(Tensor x) {
    return x.mul(x.sigmoid());
  }

  /**
   * Moves all leaves at once along random directions of length 1. Richardson's extrapolation of
   * central differences with steps h and h/2 leaves O(h^4) of truncation; with h = eps^(1/5) that
   * and rounding, eps / h, are both about eps^(4/5) = 3e-13, times derivatives and values of up to
   * some hundred: 1e-10.
   */
  private static void compareAlongDirections(GraphCase graphCase) {
    List<Tensor> leaves = graphCase.realLeaves();
    List<double[]> gradients =
        Runs.reference(graphCase.with(Gradients.of(graphCase.result(), leaves)));
    SplittableRandom random = new SplittableRandom(6);
    double h = Math.pow(0x1p-52, 0.2);
    for (int trial = 0; trial < 8; trial++) {
      List<double[]> direction = new ArrayList<>();
      leaves.forEach(leaf -> direction.add(random.doubles(leaf.shape().size(), -1, 1).toArray()));
      double length = Math.sqrt(dot(direction, direction));
      double expected =
          (4 * difference(graphCase, direction, h / 2 / length)
                  - difference(graphCase, direction, h / length))
              / 3;
      double slope = dot(gradients, direction) / length;
      assertThat(slope).isCloseTo(expected / length, within(1e-10 * (1 + Math.abs(slope))));
      assertThat(Math.abs(slope)).isGreaterThan(1e-6);
    }
  }

  /** Returns the central difference along a direction, for one step. */
  private static double difference(GraphCase graphCase, List<double[]> direction, double step) {
    return (moved(graphCase, direction, step) - moved(graphCase, direction, -step)) / (2 * step);
  }

  private static double moved(GraphCase graphCase, List<double[]> direction, double step) {
    Runs.Session session = new Runs.Session(graphCase);
    List<Tensor> leaves = graphCase.realLeaves();
    for (int k = 0; k < direction.size(); k++) {
      double[] numbers = session.input(leaves.get(k));
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] += step * direction.get(k)[i];
      }
    }
    return session.run().getFirst()[0];
  }

  private static double dot(List<double[]> a, List<double[]> b) {
    double sum = 0;
    for (int k = 0; k < a.size(); k++) {
      for (int i = 0; i < a.get(k).length; i++) {
        sum += a.get(k)[i] * b.get(k)[i];
      }
    }
    return sum;
  }
}
