package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.group.LieGroup;

/** Networks of systems that are no point masses, or that outer forces act on. */
class AnySystemTest {
  /** A pendulum: an angle, its momentum, a mass and a length. */
  private static final Bodies PENDULUM = new Bodies(1, 1, 2, false, false);

  private static final Bodies DOUBLE_PENDULUM = new Bodies(1, 2, 4, false, false);

  /** A planet in a fixed field, and two bodies in one. */
  private static final Bodies PLANET = new Bodies(1, 2, 2, true, false);

  private static final Bodies TRAPPED = new Bodies(2, 3, 1, true, false);

  @ParameterizedTest
  @ValueSource(strings = {"FC", "HFC", "OGN", "HOGN", "VOGN"})
  void seesTheAngleOfAPendulum(String network) {
    NetworkCase pendulum = new NetworkCase(network, Map.of("k", 8), PENDULUM);
    assertThat(dependsOnPlace(pendulum)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"FC, 1", "HFC, 1", "OGN, 1", "HOGN, 1", "VOGN, 1", "HLieResNet, 1", "FLieResnet, 2"})
  void seesWhereBodiesAreInAField(String network, int bodies) {
    Map<String, Object> config = Map.of("k", 8, "num_layers", 1);
    Bodies sizes = bodies == 1 ? PLANET : TRAPPED;
    assertThat(dependsOnPlace(new NetworkCase(network, config, sizes))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FC", "HFC", "OGN", "HOGN", "VOGN", "HLieResNet", "FLieResnet"})
  void seesOnlyDifferencesWhereNoOthersMatter(String network) {
    Map<String, Object> config = Map.of("k", 8, "num_layers", 1);
    assertThat(dependsOnPlace(new NetworkCase(network, config))).isFalse();
  }

  /** Whether dz/dt changes when all positions grow by the same number. */
  private static boolean dependsOnPlace(NetworkCase network) {
    double[] moved = network.states.clone();
    int width = network.width();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += i % width < width / 2 ? 0.7 : 0;
    }
    double[] here = network.dzdt(network.states, network.sysP);
    double[] there = network.dzdt(moved, network.sysP);
    double largest = 0;
    for (int i = 0; i < here.length; i++) {
      largest = Math.max(largest, Math.abs(there[i] - here[i]));
    }
    return largest > 1e-6;
  }

  /** dq/dt = dH/dp, dp/dt = -dH/dq, by central differences: their error is of order h^2 = 1e-8. */
  @ParameterizedTest
  @CsvSource({"HFC, true", "HOGN, true", "VOGN, true", "HFC, false", "VOGN, false"})
  void followsHamiltonsEquations(String network, boolean pendulum) {
    var sizes = pendulum ? DOUBLE_PENDULUM : TRAPPED;
    NetworkCase learned = new NetworkCase(network, Map.of("k", 8), sizes);
    double[] rates = learned.dzdt(learned.states, learned.sysP);
    int width = learned.width();
    int half = width / 2;
    double[] expected = new double[rates.length];
    for (int i = 0; i < expected.length; i++) {
      boolean position = i % width < half;
      double slope = slope(learned, position ? i + half : i - half, i / width);
      expected[i] = position ? slope : -slope;
    }
    assertThat(rates).containsExactly(expected, within(1e-7));
    assertThat(Arrays.stream(rates, 0, half).map(Math::abs).max().orElseThrow()).isPositive();
  }

  private static double slope(NetworkCase learned, int component, int row) {
    double h = 1e-4;
    double[] up = learned.states.clone();
    double[] down = learned.states.clone();
    up[component] += h;
    down[component] -= h;
    return (learned.hamiltonian(up)[row] - learned.hamiltonian(down)[row]) / (2 * h);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HLieResNet", "FLieResnet"})
  void convolutionsNeedPositionsInSpace(String network) {
    assertThatThrownBy(() -> DynamicsNetworks.create(network, Map.of(), DOUBLE_PENDULUM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            network
                + " convolves over positions in space, which these systems have none of; choose"
                + " FC, HFC, OGN, HOGN or VOGN");
  }

  @ParameterizedTest
  @CsvSource({"true, 2, T", "false, 2, Trivial", "false, 3, Trivial"})
  void theDefaultGroupSuitsTheSystems(boolean invariant, int dim, String group) {
    var bodies = new Bodies(2, dim, 1, true, invariant);
    assertThat(DynamicsNetworks.create("HLieResNet", Map.of("k", 4), bodies).group())
        .map(LieGroup::name)
        .contains("%s(%d)".formatted(group, dim));
  }
}
