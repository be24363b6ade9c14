package org.noether.learning.task.molecule;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.LieConv;
import org.noether.learning.task.molecule.network.BatchCapacity;
import org.noether.learning.task.molecule.network.Capacity;
import org.noether.learning.task.molecule.network.LiftedBatch;
import org.noether.learning.task.molecule.network.MoleculeBatch;
import org.noether.learning.task.molecule.network.MoleculeNeighbours;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.train.Ahead;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * A network's predictions for molecules and the gradient of their mean absolute error. A batch is
 * one function, because batch normalisation couples its molecules.
 */
final class MoleculeLoss {
  /** The most pairs of lifted atoms that are predicted together, unless one molecule has more. */
  private static final double MOST_PAIRS = 1 << 20;

  private final MoleculeNetwork network;
  private final MoleculeScale scale;
  private final Weights weights;
  private final long seed;
  private final int batchSize;
  private final Capacity atoms;
  private final Capacity edges;
  private final MoleculeNeighbours neighbours;
  private final MoleculeFunctions trained;
  private final MoleculeFunctions evaluated;
  private final Ahead<Request, Prepared> ahead = new Ahead<>(this::prepare);

  /**
   * Creates the loss of a network's present weights.
   *
   * @param threads how many threads compute
   * @param seed the run's seed
   * @param batchSize the largest number of molecules of a batch
   * @param usual molecules like those of the batches, for their sizes
   */
  MoleculeLoss(
      Backend backend,
      MoleculeNetwork network,
      MoleculeScale scale,
      Weights weights,
      int threads,
      long seed,
      int batchSize,
      PackedMolecules usual) {
    this.network = network;
    this.scale = scale;
    this.weights = weights;
    this.seed = seed;
    this.batchSize = batchSize;
    double[] sizes = new double[usual.size()];
    Arrays.setAll(sizes, usual::atoms);
    atoms = Capacity.ofSums(sizes, batchSize);
    edges = Capacity.ofSums(Arrays.stream(sizes).map(this::pairs).toArray(), batchSize);
    neighbours = new MoleculeNeighbours(backend, network, atoms, edges);
    int features = scale.features().size();
    trained = new MoleculeFunctions(backend, network, features, weights, true, threads);
    evaluated = new MoleculeFunctions(backend, network, features, weights, false, threads);
  }

  /**
   * Molecules of a training step, as many as a batch has.
   *
   * @param of what they are chosen from
   * @param which their numbers
   * @param step the step since the beginning, which random choices depend on
   */
  record Batch(PackedMolecules of, IntBuffer which, long step) {}

  private record Request(Batch batch, List<Double> radii) {}

  private record Prepared(MoleculeBatch batch, LiftedBatch chosen) {}

  /**
   * Returns the mean absolute error of a batch, in standard deviations of the property, stores its
   * gradient by the parameters, and updates the buffers.
   *
   * @param targets the property of each, in its unit
   * @param next the batch of the next step, which a device leaves time to prepare
   */
  double gradient(Batch batch, double[] targets, Batch next, Buffer gradients) {
    List<LieConv> convolutions = network.convolutions();
    Prepared prepared = ahead.take(new Request(batch, weights.radii(convolutions)));
    weights.setRadii(convolutions, prepared.chosen().radii());
    if (!weights.backend().equals(weights.backend().host())) {
      ahead.begin(new Request(next, weights.radii(convolutions)));
    }
    return trained.gradient(
        capacity(prepared.batch(), prepared.chosen()),
        prepared.batch(),
        prepared.chosen(),
        Arrays.stream(targets).map(scale::normalised).toArray(),
        gradients);
  }

  private Prepared prepare(Request request) {
    int[] which = new int[request.batch().which().limit()];
    Arrays.setAll(which, request.batch().which()::get);
    RandomGenerator random = Randomness.ofTraining(seed, request.batch().step(), 0);
    MoleculeBatch still = scale.batch(request.batch().of().select(which));
    MoleculeBatch batch = placed(network.augmented() ? still.moved(random) : still);
    double[] lifts = random.doubles(neighbours.lifts(batch.layout().points())).toArray();
    liftTogether(batch, lifts);
    return new Prepared(batch, neighbours.choose(batch, lifts, request.radii(), _ -> random));
  }

  /** Returns the operations of matrix products and contractions in the latest gradient. */
  double matmulFlops() {
    return trained.matmulFlops();
  }

  /** Returns the predictions in evaluation mode, in the property's unit. */
  double[] predict(PackedMolecules molecules) {
    return predict(molecules, _ -> {});
  }

  /**
   * Returns the predictions in evaluation mode, in the property's unit.
   *
   * @param progress receives the number of molecules done
   */
  double[] predict(PackedMolecules molecules, IntConsumer progress) {
    ahead.drop();
    double[] predictions = new double[molecules.size()];
    for (int from = 0; from < predictions.length; ) {
      double[] some =
          predictBatch(
              molecules.select(IntStream.range(from, endOfBatch(molecules, from)).toArray()));
      for (double output : some) {
        predictions[from++] = scale.value(output);
      }
      progress.accept(from);
    }
    evaluated.release();
    return predictions;
  }

  private int endOfBatch(PackedMolecules molecules, int from) {
    int end = from;
    double pairs = 0;
    do {
      pairs += pairs(molecules.atoms(end++));
    } while (end < Math.min(from + batchSize, molecules.size())
        && pairs + pairs(molecules.atoms(end)) <= MOST_PAIRS);
    return end;
  }

  private double pairs(double atoms) {
    double lifted = atoms * network.liftSamples();
    return lifted * lifted;
  }

  private double[] predictBatch(PackedMolecules molecules) {
    // A canonical order, so that no random choice depends on the order of the input.
    MoleculeBatch batch = placed(scale.batch(molecules)).ordered();
    // The same random numbers for each molecule, so that none depends on others of the batch.
    RandomGenerator[] own = new RandomGenerator[molecules.size()];
    Arrays.setAll(own, _ -> Randomness.ofEvaluation(seed, 0));
    double[] lifts = new double[neighbours.lifts(batch.layout().points())];
    for (int molecule = 0; molecule < own.length; molecule++) {
      int end = neighbours.lifts(batch.layout().start(molecule + 1));
      for (int i = neighbours.lifts(batch.layout().start(molecule)); i < end; i++) {
        lifts[i] = own[molecule].nextDouble();
      }
    }
    liftTogether(batch, lifts);
    LiftedBatch chosen =
        neighbours.choose(batch, lifts, weights.radii(network.convolutions()), i -> own[i]);
    return evaluated.predictions(capacity(batch, chosen), batch, chosen);
  }

  private MoleculeBatch placed(MoleculeBatch batch) {
    return network.group().ignoresTranslations() && !network.convolutions().isEmpty()
        ? batch.centred()
        : batch;
  }

  /** Gives all atoms of a molecule the first one's numbers, where the group says so. */
  private void liftTogether(MoleculeBatch batch, double[] lifts) {
    if (!network.group().liftsTogether()) {
      return;
    }
    int each = neighbours.lifts(1);
    for (int molecule = 0; molecule < batch.layout().clouds(); molecule++) {
      int first = batch.layout().start(molecule);
      for (int atom = first + 1; atom < batch.layout().start(molecule + 1); atom++) {
        System.arraycopy(lifts, first * each, lifts, atom * each, each);
      }
    }
  }

  private BatchCapacity capacity(MoleculeBatch batch, LiftedBatch chosen) {
    return new BatchCapacity(
        batchSize,
        atoms.of(batch.layout().points()),
        chosen.edges().stream().map(edges::of).toList(),
        chosen.listOf());
  }
}
