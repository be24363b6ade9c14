package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.noether.simulation.system.RecordedFunction;
import org.noether.simulation.system.classical.Pendulum;

class FollowedFunctionsTest {
  private static final int TIMES = 7;

  private final SplittableRandom random = new SplittableRandom(4);
  private final List<List<ToDoubleFunction<double[]>>> recorded = new ArrayList<>();
  private final List<List<ToDoubleFunction<double[]>>> alone = new ArrayList<>();

  /** A function that nothing is known of. */
  private record Unrecorded(ToDoubleFunction<double[]> function)
      implements ToDoubleFunction<double[]> {
    @Override
    public double applyAsDouble(double[] z) {
      return function.applyAsDouble(z);
    }
  }

  private void assertTogetherIsAsAlone(double[][] states) {
    var together = new FollowedFunctions(recorded, states, TIMES);
    var expected = new FollowedFunctions(alone, states, TIMES);
    for (int i = 0; i < states.length; i++) {
      assertThat(together.starts(i)).containsExactly(expected.starts(i));
      assertThat(together.changes(i)).containsExactly(expected.changes(i));
    }
  }

  /** Pendulums at random states; their energies twice. */
  private double[][] pendulums(int n) {
    var states = new double[n][];
    for (int i = 0; i < n; i++) {
      var energy = Pendulum.draw(random).energyFunction();
      assertThat(energy).isInstanceOf(RecordedFunction.class);
      recorded.add(List.of(energy, energy));
      alone.add(List.of(new Unrecorded(energy), new Unrecorded(energy)));
      states[i] = random.doubles(2 * 7, -3, 3).toArray();
    }
    return states;
  }

  @Test
  void changesAreThoseOfEachSystem() {
    double[][] states = pendulums(21);
    double last = recorded.getLast().getFirst().applyAsDouble(new double[] {1, 2});
    states[20] = new double[] {1, 2, 1, 2, 0, 0, 1, 2, 1, 2, 1, 2, 1, 2};

    assertTogetherIsAsAlone(states);
    assertThat(new FollowedFunctions(recorded, states, TIMES).changes(20)[0]).isEqualTo(last);
  }

  @Test
  void statesThatAreNotFiniteGiveNaN() {
    double[][] states = pendulums(4);
    states[0][5] = Double.NaN;
    states[1][4] = Double.POSITIVE_INFINITY;
    states[2][13] = Double.NEGATIVE_INFINITY;

    assertTogetherIsAsAlone(states);
    var followed = new FollowedFunctions(recorded, states, TIMES);
    assertThat(followed.changes(0)[0]).isNaN();
    assertThat(followed.changes(1)[0]).isNaN();
    assertThat(followed.changes(2)[0]).isNaN();
    assertThat(followed.changes(3)[0]).isFinite();
  }

  @Test
  void anglesBeyondTheRangeOfLoopsAreFollowedAlone() {
    double[][] states = pendulums(3);
    states[1][6] = 1e9;

    assertTogetherIsAsAlone(states);
    assertThat(new FollowedFunctions(recorded, states, TIMES).changes(1)[0]).isFinite();
  }
}
