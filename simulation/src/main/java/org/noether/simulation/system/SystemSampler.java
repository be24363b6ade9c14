package org.noether.simulation.system;

import java.util.random.RandomGenerator;

/** A distribution of systems with their initial states. */
@FunctionalInterface
public interface SystemSampler {
  /** Draws one system; all randomness comes from {@code random}. */
  InitialValueProblem sample(RandomGenerator random);
}
