package org.noether.learning.train;

import java.util.Arrays;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.dynamics.DynamicsNetwork;

/** A network, its data and its optimiser: what a run does, without files and clocks. */
final class Training implements AutoCloseable {
  private final TrainConfig config;
  private final DynamicsNetwork network;
  private final TrainData data;
  private final Workers workers;
  private final Weights weights;
  private final Buffer gradients;
  private final Buffer m;
  private final Buffer v;
  private final RolloutLoss loss;
  private final Adam adam;
  private int orderedEpoch = -1;
  private int[] order = new int[0];

  Training(
      TrainConfig config, Backend backend, DynamicsNetwork network, TrainData data, int threads) {
    this.config = config;
    this.network = network;
    this.data = data;
    workers = new Workers(threads);
    weights = Weights.zeros(network, backend);
    int size = weights.layout().parameterCount();
    gradients = backend.allocate(size);
    m = backend.allocate(size);
    v = backend.allocate(size);
    adam = new Adam(backend, weights.parameters(), gradients, m, v);
    loss =
        new RolloutLoss(
            backend, network, weights, data.train(), workers, config.seed(), config.batchSize());
    reset();
  }

  /** Returns to the beginning of the run. */
  void reset() {
    weights.initialise(network, config.seed());
    m.fill(0, m.size(), 0);
    v.fill(0, v.size(), 0);
  }

  /** Returns what a checkpoint holds. */
  Checkpoint checkpoint() {
    return new Checkpoint(weights, m, v);
  }

  Weights weights() {
    return weights;
  }

  TrainData data() {
    return data;
  }

  RolloutLoss loss() {
    return loss;
  }

  /** Returns the learning rate of a step, from 0, in a run of that many epochs. */
  double lr(long step, int numEpochs) {
    return config.lr() * new CosineSchedule(numEpochs).scaleAtStep(step, config.stepsPerEpoch());
  }

  /** Returns the samples of a step, from 0. */
  int[] batch(long step) {
    int epoch = Math.toIntExact(step / config.stepsPerEpoch());
    if (epoch != orderedEpoch) {
      order = Randomness.order(config.seed(), epoch, config.nTrain());
      orderedEpoch = epoch;
    }
    int from = Math.toIntExact(step % config.stepsPerEpoch()) * config.batchSize();
    return Arrays.copyOfRange(order, from, Math.min(from + config.batchSize(), order.length));
  }

  /**
   * Does a step and returns the loss before it.
   *
   * @param step the number of the step, from 0
   * @throws TrainingException if the loss is not finite; the weights are as before the step then
   */
  double step(long step, double lr) {
    double value = loss.gradient(data.train(), batch(step), step, gradients);
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          "training diverged: the loss of step %d (epoch %d) is %s; try a smaller learning rate"
              .formatted(step + 1, step / config.stepsPerEpoch() + 1, value));
    }
    adam.step(step + 1, lr);
    return value;
  }

  @Override
  public void close() {
    workers.close();
  }
}
