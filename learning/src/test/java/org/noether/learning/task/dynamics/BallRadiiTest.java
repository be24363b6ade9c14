package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backends;
import org.noether.learning.nn.Ball;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.learning.task.dynamics.network.Rollout;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.Weights;

/** Two evaluations of a network with one convolution, on one system of three bodies: 9 pairs. */
class BallRadiiTest {
  private static final double ROUNDING = 1e-15;

  private final DynamicsNetwork network =
      DynamicsNetworks.create("HLieResNet", Map.of("k", 4, "num_layers", 1), 3, 2, 2);
  private final Weights weights = Weights.zeros(network, Backends.choose("reference").backend());
  private final List<Ball> balls = balls();

  @Test
  void radiiStayWhereAllPairsAreHeld() {
    assertThat(follow(new double[] {18, 0, 0, 0, 0, 0}, new double[] {18, 0, 0, 0, 0, 0})).isTrue();
    assertThat(radius()).isEqualTo(2);
  }

  @Test
  void radiiGrowByHalfOfWhatIsMissingInEachEvaluation() {
    // 1 of 18 pairs is beyond by more than 0.04, and the radius grows by 0.5 / 18 = 0.028.
    assertThat(follow(new double[] {17, 0, 0, 0, 0, 0}, new double[] {17, 0, 0, 0, 0, 0})).isTrue();
    assertThat(radius()).isCloseTo(2 + 2 * 0.5 / 18, within(ROUNDING));
  }

  @Test
  void aPairThatAGrownBallWouldHaveHeldForbidsIt() {
    double[] before = Numbers.of(weights.buffers());

    assertThat(follow(new double[] {17, 0, 0, 0, 0, 0}, new double[] {17, 0, 0, 0, 0, 1}))
        .isFalse();
    assertThat(Numbers.of(weights.buffers())).containsExactly(before);
  }

  @Test
  void aPairInsideTheMarginMayBeThereBeforeTheRadiusGrew() {
    assertThat(follow(new double[] {17, 1, 1, 1, 1, 1}, new double[] {18, 0, 0, 0, 0, 0})).isTrue();
  }

  @Test
  void growthBeyondTheLargestMarginForbidsIt() {
    assertThat(follow(new double[] {9, 0, 0, 0, 0, 0}, new double[] {9, 0, 0, 0, 0, 0})).isFalse();
  }

  /** Follows a batch of two such parts. */
  private boolean follow(double[] first, double[] second) {
    double[] counts = new double[2 * Ball.COUNTS];
    System.arraycopy(first, 0, counts, 0, Ball.COUNTS);
    System.arraycopy(second, 0, counts, Ball.COUNTS, Ball.COUNTS);
    double[] pairs = balls.stream().mapToDouble(ball -> 2 * ball.pairs()).toArray();
    return BallRadii.follow(balls, pairs, counts, weights);
  }

  private double radius() {
    return Numbers.at(0, weights.buffers());
  }

  private List<Ball> balls() {
    weights.initialise(network, 0);
    Graph graph = new Graph();
    Trace trace = Trace.holdingRadii(graph, 0);
    Rollout.threeEighths(
        network,
        trace,
        graph.input("z", Shape.of(1, 12)),
        graph.input("sysP", Shape.of(1, 3, 2)),
        graph.input("dt", Shape.of(1)));
    return new ArrayList<>(trace.balls().subList(0, 2));
  }
}
