package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainState;
import org.noether.learning.train.Weights;
import org.noether.simulation.molecule.MoleculeDataset;

/** The mean absolute error of a network on the molecules of a run. */
final class MoleculeObjective extends Objective<MoleculeConfig, MoleculeResult> {
  private final MoleculeConfig config;
  private final MoleculeDataset dataset;
  private final MoleculeData data;
  private final MoleculeNetwork network;
  private final MoleculeLoss loss;

  private MoleculeObjective(
      MoleculeConfig config,
      MoleculeDataset dataset,
      MoleculeData data,
      MoleculeNetwork network,
      Weights weights,
      MoleculeLoss loss) {
    super(network, weights, minibatches(config, data));
    this.config = config;
    this.dataset = dataset;
    this.data = data;
    this.network = network;
    this.loss = loss;
  }

  static MoleculeObjective of(
      MoleculeConfig config, Backend backend, MoleculeDataset dataset, int threads) {
    MoleculeData data = MoleculeData.of(dataset, config);
    MoleculeNetwork network =
        MoleculeNetworks.create(config.network(), config.netCfg(), data.scale().features().size());
    Weights weights = Weights.zeros(network, backend);
    // Capacities follow from the whole training part, so they stay if fewer are learned from.
    var loss =
        new MoleculeLoss(
            backend,
            network,
            data.scale(),
            weights,
            threads,
            config.seed(),
            minibatches(config, data).size(),
            data.molecules().select(data.trainPart()));
    return new MoleculeObjective(config, dataset, data, network, weights, loss);
  }

  private static Minibatches minibatches(MoleculeConfig config, MoleculeData data) {
    return new Minibatches(config.seed(), data.train().length, config.bs(), true);
  }

  @Override
  protected boolean shrinks() {
    return true;
  }

  @Override
  protected Optional<Smaller<MoleculeConfig, MoleculeResult>> learningFrom(int samples) {
    MoleculeConfig smaller = config.withNumEpochs(1).withSubsample(samples);
    MoleculeData fewer = MoleculeData.of(dataset, smaller);
    return Optional.of(
        new Smaller<>(
            smaller,
            samples,
            new MoleculeObjective(smaller, dataset, fewer, network, weights(), loss)));
  }

  @Override
  protected void save(RunFolder run) throws IOException {
    data.scale().write(run);
  }

  @Override
  protected double gradient(int[] batch, long step, Buffer gradients) {
    return loss.gradient(
        batch(batch, step),
        targets(molecules(batch)),
        batch(minibatches().of(step + 1), step + 1),
        gradients);
  }

  private MoleculeLoss.Batch batch(int[] samples, long step) {
    return new MoleculeLoss.Batch(data.molecules(), IntBuffer.wrap(molecules(samples)), step);
  }

  private int[] molecules(int[] samples) {
    return Arrays.stream(samples).map(i -> data.train()[i]).toArray();
  }

  @Override
  protected double validation() {
    return mae(data.valid());
  }

  /** Returns the error of predicting the mean. */
  @Override
  protected double unlearned() {
    return data.meanAbsoluteDeviation();
  }

  @Override
  protected double test() {
    return mae(data.test());
  }

  @Override
  protected double testShare() {
    return (double) data.test().length / data.valid().length;
  }

  @Override
  protected String dataSha256() {
    return data.sha256();
  }

  @Override
  protected MoleculeResult result(TrainState state, double test, int epochs, boolean completed) {
    return new MoleculeResult(
        config.task(),
        config.property().unit(),
        state.bestValidation(),
        test,
        state.bestEpoch(),
        epochs,
        completed,
        weights().layout().parameterCount(),
        data.train().length,
        data.valid().length,
        data.test().length,
        data.meanAbsoluteDeviation(),
        data.sha256());
  }

  @Override
  protected double matmulFlops() {
    return loss.matmulFlops();
  }

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
