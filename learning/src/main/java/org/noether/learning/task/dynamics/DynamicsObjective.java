package org.noether.learning.task.dynamics;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.dynamics.network.Rollout;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.TrainState;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/** The mean squared error of rollouts of a network on the systems of a run. */
final class DynamicsObjective extends Objective<DynamicsConfig, DynamicsResult> {
  private final DynamicsData data;
  private final Workers workers;
  private final RolloutLoss loss;

  DynamicsObjective(DynamicsConfig config, Backend backend, DynamicsData data, int threads) {
    this(config, backend, data, data.networks(config), threads);
  }

  private DynamicsObjective(
      DynamicsConfig config,
      Backend backend,
      DynamicsData data,
      NetworkFamily networks,
      int threads) {
    super(
        networks.first(),
        Weights.zeros(networks.first(), backend),
        new Minibatches(config.seed(), config.nTrain(), config.batchSize(), false));
    this.data = data;
    workers = new Workers(threads);
    loss =
        new RolloutLoss(
            backend, networks, weights(), data.train(), workers, config.seed(), config.batchSize());
  }

  @Override
  protected double gradient(int[] batch, long step, Buffer gradients) {
    return loss.gradient(data.train(), batch, step, gradients);
  }

  @Override
  protected double validation() {
    return loss.mse(data.val());
  }

  /** Returns the error of predicting that nothing moves. */
  @Override
  protected double unlearned() {
    return data.val().meanSquaredChange();
  }

  @Override
  protected double test() {
    return loss.mse(data.test());
  }

  @Override
  protected double testShare() {
    return (double) data.test().count() / data.val().count();
  }

  @Override
  protected String dataSha256() {
    return data.sha256();
  }

  @Override
  protected DynamicsResult result(TrainState state, double test, int epochs, boolean completed) {
    return new DynamicsResult(
        state.bestValidation(),
        test,
        state.bestEpoch(),
        epochs,
        completed,
        weights().layout().parameterCount(),
        data.sha256());
  }

  @Override
  protected int microbatch() {
    return loss.microbatch();
  }

  @Override
  protected int evaluations() {
    return Rollout.evaluations(data.train().steps(0).length);
  }

  @Override
  protected double matmulFlops() {
    return loss.matmulFlops();
  }

  @Override
  public void close() {
    workers.close();
  }
}
