package org.noether.learning.task.molecule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.molecule.network.BatchCapacity;
import org.noether.learning.task.molecule.network.LiftedBatch;
import org.noether.learning.task.molecule.network.MoleculeBatch;
import org.noether.learning.task.molecule.network.MoleculeInputs;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Layout;
import org.noether.learning.train.MatmulFlops;
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
   * its gradient.
   *
   * @param targets the normalised values of the property
   * @param buffersAfter receives the buffers that the network updates
   */
  double gradient(
      BatchCapacity capacity,
      MoleculeBatch batch,
      LiftedBatch chosen,
      double[] targets,
      Buffer buffersAfter,
      Buffer gradients) {
    Loaded loaded = loaded(capacity);
    Call call = loaded.call();
    loaded.inputs().load(batch, chosen);
    call.set(TARGETS, targets);
    Layout.store(call, 1, updated(), buffersAfter);
    Layout.store(call, 1 + updated().size(), weights.layout().parameters(), gradients);
    call.run();
    return call.get(0)[0];
  }

  /** Returns the buffers that functions update: all except the radii of the balls. */
  List<Layout.Slot> updated() {
    List<String> radii =
        network.convolutions().stream().map(convolution -> convolution.radius().name()).toList();
    return weights.layout().buffers().stream()
        .filter(slot -> !radii.contains(slot.name()))
        .toList();
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
    Tensor loss = error.max(error.neg()).sum().mul(1.0 / shape.size());
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    List<String> names = updated().stream().map(Layout.Slot::name).toList();
    network.buffers().stream()
        .filter(buffer -> names.contains(buffer.name()))
        .forEach(buffer -> outputs.add(trace.buffer(buffer)));
    outputs.addAll(
        Gradients.of(loss, network.parameters().stream().map(trace::parameter).toList()));
    return outputs;
  }
}
