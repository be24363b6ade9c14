package org.noether.simulation.trajectory;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.SystemSampler;

/**
 * The random draws behind a data set. Every trajectory has a generator of its own, so the numbers
 * do not depend on the order of computation: trajectory {@code i} uses {@value #ALGORITHM} seeded
 * by the {@code i}-th number (from zero) of {@link SplittableRandom} with the request's seed. The
 * first draw chooses the segment, those after it the system.
 */
final class TrajectorySource {
  static final String ALGORITHM = "L64X128MixRandom";

  /** By how much {@link SplittableRandom} advances its state per number. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of(ALGORITHM);

  private final GenerateRequest request;

  /** By number of bodies. */
  private final Map<Integer, SystemSampler> samplers;

  TrajectorySource(GenerateRequest request) {
    this.request = request;
    samplers =
        request.sizes().stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    bodies -> bodies,
                    bodies -> request.kind().sampler(bodies, request.spaceDimension())));
  }

  InitialValueProblem problem(int index) {
    return draws(index).get();
  }

  /** System {@code index}, then others in its place, one after the other. */
  Supplier<InitialValueProblem> draws(int index) {
    var random = generator(index);
    random.nextDouble();
    var sampler = Objects.requireNonNull(samplers.get(request.bodies(index)));
    return () -> sampler.sample(random);
  }

  /**
   * First point of the segment of trajectory {@code index}; segments begin at multiples of a
   * length.
   */
  int segmentStart(int index, int segmentLength) {
    if (segmentLength < 1 || segmentLength > request.points()) {
      throw new IllegalArgumentException(
          "a segment of %d points cannot be cut from trajectories of %d"
              .formatted(segmentLength, request.points()));
    }
    int segments = request.points() / segmentLength;
    return segmentLength * (int) (segments * generator(index).nextDouble());
  }

  private RandomGenerator generator(int index) {
    long seed = new SplittableRandom(request.seed() + index * GOLDEN_GAMMA).nextLong();
    return FACTORY.create(seed);
  }
}
