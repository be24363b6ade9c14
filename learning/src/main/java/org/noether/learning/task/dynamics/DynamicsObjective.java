package org.noether.learning.task.dynamics;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.train.EpochLine;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.Progress;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/** Learning dynamics: the mean squared error of rollouts. */
public final class DynamicsObjective implements Objective<DynamicsResult> {
  private final DynamicsConfig config;
  private final DynamicsNetwork network;
  private final DynamicsData data;
  private final Workers workers;
  private final Weights weights;
  private final Minibatches minibatches;
  private final RolloutLoss loss;

  public DynamicsObjective(
      DynamicsConfig config,
      Backend backend,
      DynamicsNetwork network,
      DynamicsData data,
      int threads) {
    this.config = config;
    this.network = network;
    this.data = data;
    workers = new Workers(threads);
    weights = Weights.zeros(network, backend);
    minibatches = new Minibatches(config.seed(), config.nTrain(), config.batchSize(), false);
    loss =
        new RolloutLoss(
            backend, network, weights, data.train(), workers, config.seed(), config.batchSize());
  }

  /** Returns the loss. */
  public RolloutLoss loss() {
    return loss;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public void initialise() {
    weights.initialise(network, config.seed());
  }

  @Override
  public Minibatches minibatches() {
    return minibatches;
  }

  @Override
  public double gradient(int[] batch, long step, Buffer gradients) {
    return loss.gradient(data.train(), batch, step, gradients);
  }

  @Override
  public double validation() {
    return loss.mse(data.val());
  }

  @Override
  public double test() {
    return loss.mse(data.test());
  }

  @Override
  public double testShare() {
    return (double) data.test().count() / data.val().count();
  }

  @Override
  public String dataSha256() {
    return data.sha256();
  }

  @Override
  public EpochLine metrics(int epoch, long step, double trainLoss, double validation, double lr) {
    return new EpochMetrics(epoch, step, trainLoss, validation, lr);
  }

  @Override
  public DynamicsResult result(Progress progress, double test, int epochs, boolean completed) {
    return new DynamicsResult(
        progress.bestValidation(),
        test,
        progress.bestEpoch(),
        epochs,
        completed,
        weights.layout().parameterCount(),
        data.sha256());
  }

  @Override
  public void close() {
    workers.close();
  }
}
