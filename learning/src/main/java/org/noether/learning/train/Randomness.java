package org.noether.learning.train;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.noether.simulation.io.Sha256;

/**
 * The random numbers of training. Each use has a generator of its own: L64X128MixRandom (Steele and
 * Vigna 2021), seeded with the SHA-256 of a text that names the use, the run's seed and where in
 * the run it is. So a resumed run needs only the step that it had reached, no generator's state.
 */
public final class Randomness {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Randomness() {}

  /** Returns the generator of the initial weights. */
  public static RandomGenerator ofWeights(long seed) {
    return generator("weights " + seed);
  }

  /**
   * Returns the generator of the choices that belong to a network, such as which points it keeps.
   */
  public static RandomGenerator ofChoices(long seed) {
    return generator("choices " + seed);
  }

  /** Returns the generator of the neighbours chosen for a microbatch of a training step. */
  public static RandomGenerator ofTraining(long seed, long step, int microbatch) {
    return generator("training " + seed + " " + step + " " + microbatch);
  }

  /** Returns the generator of the neighbours chosen for a microbatch of an evaluation. */
  public static RandomGenerator ofEvaluation(long seed, int microbatch) {
    return generator("evaluation " + seed + " " + microbatch);
  }

  /** Returns the generator of the maps of space that an equivariance test applies to one system. */
  public static RandomGenerator ofMaps(String use, int system) {
    return generator("maps " + use + " " + system);
  }

  /** Returns the generator of the neighbours and lifts chosen during an equivariance test. */
  public static RandomGenerator ofEquivariance(long seed, int system) {
    return generator("equivariance " + seed + " " + system);
  }

  /** Returns the order in which an epoch takes the samples: a random permutation. */
  public static int[] order(long seed, int epoch, int samples) {
    RandomGenerator random = generator("order " + seed + " " + epoch);
    int[] order = new int[samples];
    for (int i = 0; i < samples; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static RandomGenerator generator(String use) {
    return FACTORY.create(Sha256.digest().digest(use.getBytes(StandardCharsets.UTF_8)));
  }
}
