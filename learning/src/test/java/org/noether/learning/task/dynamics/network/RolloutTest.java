package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class RolloutTest {
  /** dz/dt = z^2, whose solution from 1/2 is 1 / (2 - t). */
  private static final DynamicsNetwork SQUARE = network(Tensor::square);

  @Test
  void oneStepOfALinearEquationIsTheTaylorPolynomialOfDegreeFour() {
    double h = 0.3;

    double[] states = integrate(network(z -> z), h, 0.2);

    double first = 0.5 * (1 + h + h * h / 2 + h * h * h / 6 + h * h * h * h / 24);
    assertThat(states[0]).isEqualTo(0.5);
    assertThat(states[1]).isCloseTo(first, within(1e-15));
    assertThat(states).hasSize(3);
  }

  /**
   * Halving the step divides the error of a method of order 4 by 2^4, as long as steps are small.
   */
  @Test
  void theErrorFallsWithTheFourthPowerOfTheStep() {
    double coarse = Math.abs(integrate(SQUARE, 0.1, 0.1)[2] - 1 / 1.8);
    double fine = Math.abs(integrate(SQUARE, 0.05, 0.05, 0.05, 0.05)[4] - 1 / 1.8);

    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(4, within(0.2));
  }

  /** Kutta's rule itself, not another of order 4: computed by hand from its tableau. */
  @Test
  void stagesAreThoseOfTheThreeEighthsRule() {
    double h = 0.4;
    double z = 0.5;
    double k1 = z * z;
    double k2 = square(z + h * k1 / 3);
    double k3 = square(z + h * (k2 - k1 / 3));
    double k4 = square(z + h * (k1 - k2 + k3));

    assertThat(integrate(SQUARE, h)[1])
        .isCloseTo(z + h * (k1 + 3 * k2 + 3 * k3 + k4) / 8, within(1e-15));
  }

  @Test
  void countsEvaluations() {
    assertThat(Rollout.evaluations(4)).isEqualTo(16);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double[] integrate(DynamicsNetwork network, double... dt) {
    Graph graph = new Graph();
    Tensor states =
        Rollout.threeEighths(
            network,
            new Trace(graph, false),
            graph.input("z0", Shape.of(1, 1)),
            graph.constant(0),
            graph.input("dt", Shape.of(dt.length)));
    assertThat(states.shape()).isEqualTo(Shape.of(1, dt.length + 1, 1));
    return Evaluation.of(List.of(states), Map.of("z0", new double[] {0.5}, "dt", dt)).getFirst();
  }

  private static DynamicsNetwork network(UnaryOperator<Tensor> rates) {
    return new DynamicsNetwork() {
      @Override
      public List<Parameter> parameters() {
        return List.of();
      }

      @Override
      public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
        return rates.apply(z);
      }
    };
  }
}
