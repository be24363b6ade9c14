package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.noether.learning.task.dynamics.network.NetworkCase.BATCH;
import static org.noether.learning.task.dynamics.network.NetworkCase.BODIES;
import static org.noether.learning.task.dynamics.network.NetworkCase.DIM;
import static org.noether.learning.task.dynamics.network.NetworkCase.HALF;
import static org.noether.learning.task.dynamics.network.NetworkCase.SYS_DIM;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.group.GroupSpec;

/** What must hold for any parameters. */
class NetworkSymmetryTest {
  /** Rates are of order 1; about 1e4 additions in double precision lie behind each. */
  private static final double ROUNDING = 1e-12;

  static Stream<NetworkCase> networks() {
    return Stream.of(
        new NetworkCase("FC", Map.of("k", 8)),
        new NetworkCase("HFC", Map.of("k", 8)),
        new NetworkCase("OGN", Map.of("k", 8, "num_layers", 2)),
        new NetworkCase("HOGN", Map.of("k", 8, "num_layers", 2)),
        new NetworkCase("VOGN", Map.of("k", 8, "num_layers", 2)),
        resNet("HLieResNet", Map.of()),
        resNet("HLieResNet", Map.of("center", false, "group", new GroupSpec("T", List.of(2)))),
        resNet("HLieResNet", Map.of("center", false, "group", new GroupSpec("SE2", List.of()))),
        resNet("HLieResNet", Map.of("nbhd", 2)),
        resNet("HLieResNet", Map.of("nbhd", 2, "knn", true)),
        resNet("HLieResNet", Map.of("bn", true)),
        resNet("FLieResnet", Map.of("group", new GroupSpec("Trivial", List.of(2)))));
  }

  static Stream<NetworkCase> hamiltonianNetworks() {
    return Stream.concat(
        networks().filter(net -> net.network instanceof DynamicsNetwork.Hamiltonian),
        Stream.of("SO2", "RxSO2", "Rx", "SE2")
            .map(name -> resNet("HLieResNet", Map.of("group", new GroupSpec(name, List.of())))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void movingAllBodiesAlikeChangesNoRate(NetworkCase net) {
    double[] moved = net.states.clone();
    for (int b = 0; b < BATCH; b++) {
      for (int i = 0; i < HALF; i++) {
        moved[b * 2 * HALF + i] += i % DIM == 0 ? 3 : -1.5;
      }
    }

    assertThat(net.dzdt(moved, net.sysP))
        .containsExactly(net.dzdt(net.states, net.sysP), within(ROUNDING));
  }

  @Test
  void numberingBodiesOtherwiseNumbersRatesOtherwise() {
    for (String name : List.of("HLieResNet", "FLieResnet", "OGN", "HOGN", "VOGN")) {
      NetworkCase net = new NetworkCase(name, Map.of("k", 8, "num_layers", 2));
      double[] swapped = swapFirstTwo(net.states, DIM);

      double[] rates = net.dzdt(swapped, swapFirstTwo(net.sysP, SYS_DIM));

      assertThat(swapped).isNotEqualTo(net.states);
      assertThat(swapFirstTwo(rates, DIM))
          .containsExactly(net.dzdt(net.states, net.sysP), within(ROUNDING));
    }
  }

  /**
   * dz/dt = (dH/dp, -dH/dq) against central differences: at a step h = 1e-5 their error is some h^2
   * of the third derivative and 1e-16 H / h of rounding, both below 1e-9.
   */
  @ParameterizedTest
  @MethodSource("hamiltonianNetworks")
  void ratesAreHamiltonsEquations(NetworkCase net) {
    double step = 1e-5;
    double[] rates = net.dzdt(net.states, net.sysP);
    for (int i = 0; i < 2 * HALF; i++) {
      double[] higher = net.states.clone();
      double[] lower = net.states.clone();
      for (int b = 0; b < BATCH; b++) {
        higher[b * 2 * HALF + i] += step;
        lower[b * 2 * HALF + i] -= step;
      }
      double[] up = net.hamiltonian(higher);
      double[] down = net.hamiltonian(lower);
      for (int b = 0; b < BATCH; b++) {
        double slope = (up[b] - down[b]) / (2 * step);
        double rate = i < HALF ? -rates[b * 2 * HALF + HALF + i] : rates[b * 2 * HALF + i - HALF];
        assertThat(rate).isCloseTo(slope, within(1e-8));
      }
    }
  }

  private static NetworkCase resNet(String name, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(Map.of("k", 8, "num_layers", 2));
    config.putAll(more);
    return new NetworkCase(name, config);
  }

  /** Exchanges the first two of each BODIES rows of some width. */
  private static double[] swapFirstTwo(double[] x, int width) {
    double[] swapped = x.clone();
    for (int start = 0; start < x.length; start += BODIES * width) {
      System.arraycopy(x, start, swapped, start + width, width);
      System.arraycopy(x, start + width, swapped, start, width);
    }
    return swapped;
  }
}
