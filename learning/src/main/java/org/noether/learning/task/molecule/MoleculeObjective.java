package org.noether.learning.task.molecule;

import java.util.Arrays;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.EpochLine;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.MoleculeMetrics;
import org.noether.learning.train.Objective;
import org.noether.learning.train.Progress;
import org.noether.learning.train.Weights;

/** Learning a property of molecules: the mean absolute error. */
public final class MoleculeObjective implements Objective<MoleculeResult> {
  private final MoleculeConfig config;
  private final MoleculeData data;
  private final MoleculeNetwork network;
  private final Weights weights;
  private final Minibatches minibatches;
  private final MoleculeLoss loss;

  public MoleculeObjective(MoleculeConfig config, Backend backend, MoleculeData data, int threads) {
    this.config = config;
    this.data = data;
    network =
        MoleculeNetworks.create(config.network(), config.netCfg(), data.scale().features().size());
    weights = Weights.zeros(network, backend);
    minibatches = minibatches(config, data);
    // Room is made for the whole part's molecules, so that it stays if fewer of them are learned
    // from.
    loss =
        new MoleculeLoss(
            backend,
            network,
            data.scale(),
            weights,
            threads,
            config.seed(),
            minibatches.size(),
            data.molecules().select(data.trainPart()));
  }

  private MoleculeObjective(MoleculeObjective other, MoleculeConfig config, MoleculeData data) {
    this.config = config;
    this.data = data;
    network = other.network;
    weights = other.weights;
    minibatches = minibatches(config, data);
    loss = other.loss;
  }

  private static Minibatches minibatches(MoleculeConfig config, MoleculeData data) {
    return new Minibatches(config.seed(), data.train().length, config.bs(), true);
  }

  /**
   * Returns the objective of learning from fewer molecules, which shares weights and compiled
   * programs with this one.
   *
   * @param fitted the configuration, which differs from this one's in nothing but extent
   * @param fewer its data, with at least a minibatch to learn from
   */
  public MoleculeObjective learningFrom(MoleculeConfig fitted, MoleculeData fewer) {
    return new MoleculeObjective(this, fitted, fewer);
  }

  /** Returns the loss. */
  public MoleculeLoss loss() {
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
    int[] which = Arrays.stream(batch).map(i -> data.train()[i]).toArray();
    return loss.gradient(data.molecules().select(which), targets(which), step, gradients);
  }

  @Override
  public double validation() {
    return mae(data.valid());
  }

  @Override
  public double test() {
    return mae(data.test());
  }

  @Override
  public double testShare() {
    return (double) data.test().length / data.valid().length;
  }

  @Override
  public String dataSha256() {
    return data.sha256();
  }

  @Override
  public EpochLine metrics(int epoch, long step, double trainLoss, double validation, double lr) {
    return new MoleculeMetrics(epoch, step, trainLoss, validation, lr);
  }

  @Override
  public MoleculeResult result(Progress progress, double test, int epochs, boolean completed) {
    return new MoleculeResult(
        config.task(),
        config.property().unit(),
        progress.bestValidation(),
        test,
        progress.bestEpoch(),
        epochs,
        completed,
        weights.layout().parameterCount(),
        data.train().length,
        data.valid().length,
        data.test().length,
        data.meanAbsoluteDeviation(),
        data.sha256());
  }

  @Override
  public void close() {}

  /** Returns the mean absolute error on some molecules, in the property's unit. */
  private double mae(int[] which) {
    double[] predictions = loss.predict(data.molecules().select(which));
    double[] targets = targets(which);
    double sum = 0;
    for (int i = 0; i < which.length; i++) {
      sum += Math.abs(predictions[i] - targets[i]);
    }
    return sum / which.length;
  }

  private double[] targets(int[] which) {
    return Arrays.stream(which).mapToDouble(i -> data.targets()[i]).toArray();
  }
}
