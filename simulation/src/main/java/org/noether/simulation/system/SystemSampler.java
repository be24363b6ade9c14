package org.noether.simulation.system;

import java.util.random.RandomGenerator;

/** A distribution of systems with their initial states. */
public interface SystemSampler {
  /** Number of bodies of every sample. */
  int bodies();

  /** Number of space dimensions of every sample. */
  int spaceDimension();

  /** Draws one system; all randomness comes from {@code random}. */
  InitialValueProblem sample(RandomGenerator random);
}
