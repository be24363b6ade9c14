package org.noether.simulation.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.system.GravitySystem;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SpringSystem;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;

/** Trajectories, derivatives and energies against the reference's. */
class SimulationGoldenTest {
  /** Relative to the largest element of a trajectory. */
  private static final double TRAJECTORY = 1e-10;

  /** A derivative or an energy is a short sum; both sides round it in their own order. */
  private static final double ROUNDING = 1e-13;

  @TestFactory
  Stream<DynamicTest> springs() {
    return GoldenCases.tests(
        "sim_spring",
        golden ->
            check(
                golden,
                SystemKind.SPRINGS,
                (tensors, s, d) ->
                    new SpringSystem(row(tensors, "in.m", s), row(tensors, "in.k", s), d)));
  }

  @TestFactory
  Stream<DynamicTest> gravity() {
    return GoldenCases.tests(
        "sim_nbody",
        golden ->
            check(
                golden,
                SystemKind.NBODY,
                (tensors, s, d) -> new GravitySystem(row(tensors, "in.m", s), d)));
  }

  private static void check(GoldenCase golden, SystemKind kind, Systems systems) {
    var tensors = golden.tensors();
    int points = golden.json().path("traj_len").intValue();
    double dt = golden.json().path("delta_t").doubleValue();
    int d = golden.json().path("d").intValue();
    int bodies = golden.json().path("n").intValue();
    var request =
        GenerateRequest.of(kind, 1, 0)
            .withBodies(bodies)
            .withSpaceDimension(d)
            .withPoints(points)
            .withDt(dt);
    var times = request.times();
    var expectedTimes = tensors.tensor("out.ts").doubles();
    assertThat(times).isEqualTo(expectedTimes);
    int count = tensors.tensor("in.z0").shape()[0];
    for (int s = 0; s < count; s++) {
      var system = systems.create(tensors, s, d);
      var z0 = row(tensors, "in.z0", s);
      var states = new double[points * z0.length];

      Integrators.THREE_EIGHTHS.integrate(system, z0, times, points, states);

      assertClose(system.computeDerivatives(0, z0), row(tensors, "out.dzdt0", s), ROUNDING);
      assertClose(states, row(tensors, "out.zs", s), TRAJECTORY);
      var energies = new double[points];
      Arrays.setAll(
          energies,
          i -> system.energy(Arrays.copyOfRange(states, i * z0.length, (i + 1) * z0.length)));
      assertClose(energies, row(tensors, "out.energy", s), TRAJECTORY);
    }
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(MathArrays.distanceInf(actual, expected)).isLessThanOrEqualTo(relative * scale);
  }

  private static double[] row(SafetensorsFile tensors, String name, int row) {
    var tensor = tensors.tensor(name);
    int length = tensor.size() / tensor.shape()[0];
    return Arrays.copyOfRange(tensor.doubles(), row * length, (row + 1) * length);
  }

  @FunctionalInterface
  private interface Systems {
    HamiltonianSystem create(SafetensorsFile tensors, int row, int dimension);
  }
}
