package org.noether.learning.train;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;

/** An objective and its optimiser: what a run does, without files and clocks. */
final class Training implements AutoCloseable {
  private final Objective<?, ?> objective;
  private final long seed;
  private final Buffer gradients;
  private final Buffer m;
  private final Buffer v;
  private final Adam adam;

  /**
   * Begins; what closes this closes the objective.
   *
   * @param seed the seed of the initial weights
   */
  Training(Backend backend, Objective<?, ?> objective, long seed) {
    this.objective = objective;
    this.seed = seed;
    Weights weights = objective.weights();
    int size = weights.layout().parameterCount();
    gradients = backend.allocate(size);
    m = backend.allocate(size);
    v = backend.allocate(size);
    adam = new Adam(backend, weights.parameters(), gradients, m, v);
    reset();
  }

  /** Returns to the beginning of the run. */
  void reset() {
    objective.initialise(seed);
    m.backend().fill(m, 0, m.size(), 0);
    v.backend().fill(v, 0, v.size(), 0);
  }

  /** Returns what a checkpoint holds. */
  Checkpoint checkpoint() {
    return new Checkpoint(objective.weights(), m, v);
  }

  Objective<?, ?> objective() {
    return objective;
  }

  Minibatches minibatches() {
    return objective.minibatches();
  }

  /**
   * Does a step and returns the loss before it.
   *
   * @param step the number of the step, from 0
   * @throws TrainingException if the loss is not finite; the weights are as before the step then
   */
  double step(long step, double lr) {
    double value = objective.gradient(minibatches().of(step), step, gradients);
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          step == 0
              ? "the loss of the untrained network is %s: it cannot take these data; try another group or network"
                  .formatted(value)
              : "training diverged: the loss of step %d (epoch %d) is %s; try a smaller learning rate"
                  .formatted(step + 1, step / minibatches().perEpoch() + 1, value));
    }
    adam.step(step + 1, lr);
    return value;
  }

  @Override
  public void close() {
    objective.close();
  }
}
