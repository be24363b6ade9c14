package org.noether.learning.grad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.OpCases;
import org.noether.learning.testing.Runs;

/** The derivative of each op, and the derivative of that, against central differences. */
class DerivativesTest {
  /** The step that balances truncation, h^2, against rounding, eps / h. */
  private static final double STEP = Math.cbrt(0x1p-52);

  /**
   * Truncation is h^2/6 times the third derivative of what is differentiated. Where {@link OpCases}
   * calls the functions, the largest third derivative is 6 / 0.6^4 * 2 = 93 (division), and the
   * largest fourth, met where a first derivative is differentiated, 24 / 0.6^5 * 2 = 617. Each
   * enters with weights of at most 1, and for contractions with up to 35 terms that are linear.
   */
  private static final double TRUNCATION = 617.0 / 6 * STEP * STEP;

  /** Rounding of a sum of {@code n} terms moves a difference by at most n eps sum|terms| / h. */
  private static final double ROUNDING = 0x1p-52 / STEP;

  private static final int ELEMENTS = 6;

  static List<GraphCase> cases() {
    return OpCases.all().stream()
        .filter(c -> !(c.result().op() instanceof Op.Detach) && !c.realLeaves().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstAndSecondDerivativesAreThoseOfDifferences(GraphCase graphCase) {
    Weighted first = weighted(graphCase, List.of(graphCase.result()));
    List<Tensor> leaves = first.graphCase().realLeaves();
    List<Tensor> gradients = Gradients.of(first.scalar(), leaves);
    compare(first, leaves, gradients);

    Weighted second = weighted(first.graphCase(), gradients);
    List<Tensor> all = second.graphCase().realLeaves();
    compare(second, all, Gradients.of(second.scalar(), all));
  }

  /** A scalar, and the case with the numbers of its weights. */
  private record Weighted(GraphCase graphCase, Tensor scalar) {}

  /** Returns the sum of the tensors' elements, with random weights that are leaves. */
  private static Weighted weighted(GraphCase graphCase, List<Tensor> tensors) {
    SplittableRandom random = new SplittableRandom(graphCase.name().hashCode());
    TreeMap<String, double[]> reals = new TreeMap<>(graphCase.reals());
    Tensor scalar = graphCase.graph().constant(0);
    for (Tensor tensor : tensors) {
      String name = "weight" + reals.size();
      reals.put(name, random.doubles(tensor.shape().size(), -1, 1).toArray());
      scalar = scalar.add(tensor.mul(graphCase.graph().input(name, tensor.shape())).sum());
    }
    return new Weighted(
        new GraphCase(graphCase.name(), List.of(scalar), reals, graphCase.indices()), scalar);
  }

  private static void compare(Weighted weighted, List<Tensor> leaves, List<Tensor> gradients) {
    List<double[]> numbers = Runs.reference(weighted.graphCase().with(gradients));
    Runs.Session session = new Runs.Session(weighted.graphCase());
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < leaves.size(); k++) {
      assertThat(gradients.get(k).shape()).isEqualTo(leaves.get(k).shape());
      double[] input = session.input(leaves.get(k));
      for (int n = 0; n < Math.min(ELEMENTS, input.length); n++) {
        int i = input.length <= ELEMENTS ? n : random.nextInt(input.length);
        double x = input[i];
        input[i] = x + STEP;
        double above = session.run().getFirst()[0];
        input[i] = x - STEP;
        double below = session.run().getFirst()[0];
        input[i] = x;
        double difference = (above - below) / ((x + STEP) - (x - STEP));
        double size = Math.max(Math.abs(above), Math.abs(below)) + 100;
        assertThat(Math.abs(numbers.get(k)[i] - difference))
            .as("by %s[%d]: %s, difference %s", leaves.get(k), i, numbers.get(k)[i], difference)
            .isLessThanOrEqualTo(TRUNCATION + ROUNDING * size);
      }
    }
  }

  @Test
  void stepsMasksAndConditionsPassNothing() {
    Set<Object> met = new HashSet<>();
    for (GraphCase graphCase : OpCases.all()) {
      Tensor result = graphCase.result();
      List<Tensor> inputs = new ArrayList<>();
      switch (result.op()) {
        case Op.Unary(UnaryFunction f) when f == UnaryFunction.SIGN ->
            inputs.addAll(result.inputs());
        case Op.Binary(BinaryFunction f) when f == BinaryFunction.LESS ->
            inputs.addAll(result.inputs());
        case Op.LargestMask _, Op.Detach _ -> inputs.addAll(result.inputs());
        case Op.Where _ -> inputs.add(result.inputs().getFirst());
        default -> {}
      }
      if (!inputs.isEmpty()) {
        met.add(result.op().getClass());
        List<Tensor> gradients = Gradients.of(result.mul(3).sum(), inputs);
        for (double[] gradient : Runs.reference(graphCase.with(gradients))) {
          assertThat(gradient).as(graphCase.name()).isEqualTo(new double[gradient.length]);
        }
      }
    }
    assertThat(met).hasSize(5);
  }
}
