package org.noether.simulation.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares statistics of our samplers with the reference's ({@code pipeline} golden cases). Both
 * are estimates, so a difference is accepted up to five standard errors of our sample plus five of
 * the reference's, which is taken to have at least {@value #REFERENCE_SYSTEMS} systems.
 */
public final class SamplerStatistics {
  private static final long SEED = 1;
  private static final int SYSTEMS = 20_000;
  private static final int REFERENCE_SYSTEMS = 1_000;
  private static final int BODIES = 6;
  private static final double STANDARD_ERRORS = 5;
  private static final double FLOAT_ROUNDING = 1e-6;

  private SamplerStatistics() {}

  /** Springs in two dimensions: ranges and means of the parameters, spread of the states. */
  public static void checkSprings(JsonNode expected) {
    var samples = sample(new SpringSampler(BODIES, 2));
    var masses = column(samples, 0, 2);
    var k = column(samples, 1, 2);
    int dof = BODIES * 2;
    var positions = states(samples, 0, dof);
    var momenta = states(samples, dof, 2 * dof);
    var totals = samples.stream().flatMapToDouble(SamplerStatistics::momentum).toArray();

    assertThat(min(masses)).isGreaterThanOrEqualTo(0.1);
    assertThat(max(masses)).isLessThanOrEqualTo(3.1);
    assertThat(min(k)).isNotNegative();
    assertThat(max(k)).isLessThanOrEqualTo(5);
    checkExtreme("m_min", min(masses), expected, 3, BODIES);
    checkExtreme("m_max", max(masses), expected, 3, BODIES);
    checkExtreme("k_max", max(k), expected, 5, BODIES);
    checkMean("m_mean", masses, expected.path("m_mean"), BODIES);
    checkMean("k_mean", k, expected.path("k_mean"), BODIES);
    checkSpread("q_std", positions, expected.path("q_std"), dof);
    checkSpread("p_std", momenta, expected.path("p_std"), dof);
    checkSpread("p_total", totals, expected.path("p_total_per_system_std"), 2);
  }

  /** Gravitating bodies in three dimensions: masses, radii by rank, circular speeds, momentum. */
  public static void checkPlanets(JsonNode expected) {
    var samples = sample(new GravitySampler(BODIES, 3));
    var masses = Arrays.stream(column(samples, 0, 1)).filter(m -> m != 32).toArray();

    assertThat(masses).hasSize(SYSTEMS * (BODIES - 1));
    assertThat(min(masses)).isGreaterThanOrEqualTo(0.02);
    assertThat(max(masses)).isLessThanOrEqualTo(0.2);
    checkExtreme("planet_mass_min", min(masses), expected, 0.18, BODIES - 1);
    checkExtreme("planet_mass_max", max(masses), expected, 0.18, BODIES - 1);
    checkMean("planet_mass_mean", masses, expected.path("planet_mass_mean"), BODIES - 1);

    var radii = samples.stream().map(SamplerStatistics::sortedRadii).toList();
    for (int rank = 0; rank < BODIES; rank++) {
      int at = rank;
      var radius = radii.stream().mapToDouble(sorted -> sorted[at]).toArray();
      checkMean("r_sorted_mean", radius, expected.path("r_sorted_mean").path(rank), 1);
      checkSpread("r_sorted_std", radius, expected.path("r_sorted_std").path(rank), 1);
    }
    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      var total = samples.stream().mapToDouble(s -> points(s).linearMomentum(s.z0())[at]).toArray();
      checkSpread("p_total_std", total, expected.path("p_total_std").path(axis), 1);
    }
    assertThat(expected.path("v2r_over_M_dev").doubleValue()).isLessThan(FLOAT_ROUNDING);
    samples.stream().limit(REFERENCE_SYSTEMS).forEach(SamplerStatistics::requireCircularOrbits);
  }

  private static List<InitialValueProblem> sample(SystemSampler sampler) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    return Stream.generate(() -> sampler.sample(random)).limit(SYSTEMS).toList();
  }

  private static void requireCircularOrbits(InitialValueProblem sample) {
    var system = points(sample);
    var z = sample.z0();
    int dof = system.degreesOfFreedom();
    for (int i = 0; i < BODIES; i++) {
      double radius = norm(z, 3 * i);
      double speed = norm(z, dof + 3 * i) / system.mass(i);
      if (system.mass(i) == 32) {
        assertThat(radius + speed).isZero();
      } else {
        // A handful of roundings in each of radius and speed.
        assertThat(speed * speed * radius / 32).isEqualTo(1, within(1e-14));
        double dot = IntStream.range(3 * i, 3 * i + 3).mapToDouble(c -> z[c] * z[dof + c]).sum();
        assertThat(dot / (radius * norm(z, dof + 3 * i))).isEqualTo(0, within(1e-14));
      }
    }
  }

  private static PointMassSystem points(InitialValueProblem sample) {
    return (PointMassSystem) sample.system();
  }

  private static double norm(double[] z, int at) {
    return Math.sqrt(z[at] * z[at] + z[at + 1] * z[at + 1] + z[at + 2] * z[at + 2]);
  }

  private static double[] sortedRadii(InitialValueProblem sample) {
    return IntStream.range(0, BODIES).mapToDouble(i -> norm(sample.z0(), 3 * i)).sorted().toArray();
  }

  private static double[] column(List<InitialValueProblem> samples, int column, int columns) {
    return samples.stream()
        .map(sample -> sample.system().parameters())
        .flatMapToDouble(p -> IntStream.range(0, BODIES).mapToDouble(i -> p[i * columns + column]))
        .toArray();
  }

  private static double[] states(List<InitialValueProblem> samples, int from, int to) {
    return samples.stream().flatMapToDouble(s -> Arrays.stream(s.z0(), from, to)).toArray();
  }

  private static DoubleStream momentum(InitialValueProblem sample) {
    return Arrays.stream(points(sample).linearMomentum(sample.z0()));
  }

  private static void checkMean(String name, double[] ours, JsonNode expected, int perSystem) {
    double tolerance = STANDARD_ERRORS * deviation(ours) * errorScale(ours.length, perSystem);
    assertThat(mean(ours))
        .as(name)
        .isEqualTo(expected.doubleValue(), within(tolerance + FLOAT_ROUNDING));
  }

  /** The standard error of a standard deviation is at most s / sqrt(2 n) if kurtosis is up to 3. */
  private static void checkSpread(String name, double[] ours, JsonNode expected, int perSystem) {
    double tolerance =
        STANDARD_ERRORS * deviation(ours) * errorScale(ours.length, perSystem) / Math.sqrt(2);
    assertThat(deviation(ours))
        .as(name)
        .isEqualTo(expected.doubleValue(), within(tolerance + FLOAT_ROUNDING));
  }

  /**
   * The gap between an extreme of n uniform draws and its bound is exponential with mean range/n.
   */
  private static void checkExtreme(
      String name, double ours, JsonNode expected, double range, int perSystem) {
    double tolerance = 12 * range / (REFERENCE_SYSTEMS * perSystem);
    assertThat(ours).as(name).isEqualTo(expected.path(name).doubleValue(), within(tolerance));
  }

  private static double errorScale(int ours, int perSystem) {
    return 1 / Math.sqrt(ours) + 1 / Math.sqrt((double) REFERENCE_SYSTEMS * perSystem);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
