package org.noether.learning.task.dynamics;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Layer;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.TrainState;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/** The mean squared error of rollouts of a network on the systems of a run. */
final class DynamicsObjective implements Objective<DynamicsConfig, DynamicsResult> {
  private final DynamicsNetwork network;
  private final DynamicsData data;
  private final Workers workers;
  private final Weights weights;
  private final Minibatches minibatches;
  private final RolloutLoss loss;

  DynamicsObjective(DynamicsConfig config, Backend backend, DynamicsData data, int threads) {
    this.data = data;
    network = data.network(config);
    workers = new Workers(threads);
    weights = Weights.zeros(network, backend);
    minibatches = new Minibatches(config.seed(), config.nTrain(), config.batchSize(), false);
    loss =
        new RolloutLoss(
            backend, network, weights, data.train(), workers, config.seed(), config.batchSize());
  }

  @Override
  public Layer network() {
    return network;
  }

  @Override
  public Weights weights() {
    return weights;
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
  public DynamicsResult result(TrainState state, double test, int epochs, boolean completed) {
    return new DynamicsResult(
        state.bestValidation(),
        test,
        state.bestEpoch(),
        epochs,
        completed,
        weights.layout().parameterCount(),
        data.sha256());
  }

  @Override
  public int microbatch() {
    return loss.microbatch();
  }

  @Override
  public double matmulFlops() {
    return loss.matmulFlops();
  }

  @Override
  public void close() {
    workers.close();
  }
}
