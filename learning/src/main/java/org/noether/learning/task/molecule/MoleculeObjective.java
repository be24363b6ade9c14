package org.noether.learning.task.molecule;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Layer;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.Minibatches;
import org.noether.learning.train.Objective;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainState;
import org.noether.learning.train.Weights;
import org.noether.simulation.molecule.MoleculeDataset;

/** The mean absolute error of a network on the molecules of a run. */
final class MoleculeObjective implements Objective<MoleculeConfig, MoleculeResult> {
  private final MoleculeConfig config;
  private final MoleculeDataset dataset;
  private final MoleculeData data;
  private final MoleculeNetwork network;
  private final Weights weights;
  private final Minibatches minibatches;
  private final MoleculeLoss loss;

  MoleculeObjective(MoleculeConfig config, Backend backend, MoleculeDataset dataset, int threads) {
    this.config = config;
    this.dataset = dataset;
    data = MoleculeData.of(dataset, config);
    network =
        MoleculeNetworks.create(config.network(), config.netCfg(), data.scale().features().size());
    weights = Weights.zeros(network, backend);
    minibatches = minibatches(config, data);
    // Capacities follow from the whole training part, so they stay if fewer are learned from.
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

  private MoleculeObjective(MoleculeObjective other, MoleculeConfig config) {
    this.config = config;
    dataset = other.dataset;
    data = MoleculeData.of(dataset, config);
    network = other.network;
    weights = other.weights;
    minibatches = minibatches(config, data);
    loss = other.loss;
  }

  private static Minibatches minibatches(MoleculeConfig config, MoleculeData data) {
    return new Minibatches(config.seed(), data.train().length, config.bs(), true);
  }

  @Override
  public Optional<Smaller<MoleculeConfig, MoleculeResult>> learningFrom(int samples) {
    MoleculeConfig smaller = config.withNumEpochs(1).withSubsample(samples);
    return Optional.of(new Smaller<>(smaller, samples, new MoleculeObjective(this, smaller)));
  }

  @Override
  public void save(RunFolder run) throws IOException {
    data.scale().write(run);
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
  public MoleculeResult result(TrainState state, double test, int epochs, boolean completed) {
    return new MoleculeResult(
        config.task(),
        config.property().unit(),
        state.bestValidation(),
        test,
        state.bestEpoch(),
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
  public int microbatch() {
    return minibatches.size();
  }

  @Override
  public double matmulFlops() {
    return loss.matmulFlops();
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
