package org.noether.learning.task.molecule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.molecule.network.BatchCapacity;
import org.noether.learning.task.molecule.network.LiftedBatch;
import org.noether.learning.task.molecule.network.MoleculeBatch;
import org.noether.learning.task.molecule.network.MoleculeInputs;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.MatmulFlops;
import org.noether.learning.train.StepOutputs;
import org.noether.learning.train.Weights;

/**
 * A network in one mode, compiled for each capacity that batches need. Only the latest function
 * keeps its working memory, which is large.
 */
final class MoleculeFunctions {
  private static final String TARGETS = "targets";

  private final Backend backend;
  private final MoleculeNetwork network;
  private final int features;
  private final Weights weights;
  private final boolean training;
  private final int threads;
  private final StepOutputs step;
  private final Map<BatchCapacity, CompiledFunction> functions = new HashMap<>();
  private @Nullable Loaded latest;

  private record Loaded(BatchCapacity capacity, Call call, MoleculeInputs inputs) {}

  /**
   * Creates the functions, which are compiled when first called.
   *
   * @param features the numbers that describe an atom
   * @param training whether functions give the loss, the buffers afterwards and the gradients, or
   *     else predictions
   * @param threads how many threads compute
   */
  MoleculeFunctions(
      Backend backend,
      MoleculeNetwork network,
      int features,
      Weights weights,
      boolean training,
      int threads) {
    this.backend = backend;
    this.network = network;
    this.features = features;
    this.weights = weights;
    this.training = training;
    this.threads = threads;
    step = new StepOutputs(network, weights);
  }

  /** Returns the network's numbers for the molecules of a batch. */
  double[] predictions(BatchCapacity capacity, MoleculeBatch batch, LiftedBatch chosen) {
    Loaded loaded = loaded(capacity);
    loaded.inputs().load(batch, chosen);
    loaded.call().run();
    return loaded.call().get(0, batch.layout().clouds());
  }

  /**
   * Returns the mean absolute error of a batch of as many molecules as the capacity has, and stores
   * its gradient, and updates all buffers except the radii of the balls.
   *
   * @param targets the normalised values of the property
   */
  double gradient(
      BatchCapacity capacity,
      MoleculeBatch batch,
      LiftedBatch chosen,
      double[] targets,
      Buffer gradients) {
    Loaded loaded = loaded(capacity);
    Call call = loaded.call();
    loaded.inputs().load(batch, chosen);
    call.set(TARGETS, targets);
    return step.run(call, gradients);
  }

  /** Returns the operations of matrix products and contractions in the function called last. */
  double matmulFlops() {
    Loaded known = latest;
    return known == null ? 0 : MatmulFlops.of(known.call().function().outputs());
  }

  /** Drops the working memory. */
  void release() {
    latest = null;
  }

  private Loaded loaded(BatchCapacity capacity) {
    Loaded known = latest;
    if (known == null || !known.capacity().equals(capacity)) {
      CompiledFunction function = functions.computeIfAbsent(capacity, this::compile);
      Call call = function.newCall(threads, known == null ? null : known.call());
      weights.giveTo(call);
      known = new Loaded(capacity, call, new MoleculeInputs(capacity, network, features, call));
      latest = known;
    }
    return known;
  }

  private CompiledFunction compile(BatchCapacity capacity) {
    Trace trace = new Trace(new Graph(), training);
    Tensor predictions = capacity.predictions(trace, network, features);
    return new CompiledFunction(
        backend, training ? lossAndMore(trace, predictions) : List.of(predictions));
  }

  private List<Tensor> lossAndMore(Trace trace, Tensor predictions) {
    Shape shape = predictions.shape();
    Tensor error = predictions.sub(trace.graph().input(TARGETS, shape));
    return step.of(trace, error.max(error.neg()).sum().mul(1.0 / shape.size()));
  }
}
