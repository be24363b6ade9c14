package org.noether.learning.task.molecule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.molecule.network.LiftedBatch;
import org.noether.learning.task.molecule.network.MoleculeBatch;
import org.noether.learning.task.molecule.network.MoleculeInputs;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeRoom;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Binder;
import org.noether.learning.train.Layout;
import org.noether.learning.train.MatmulFlops;
import org.noether.learning.train.Weights;

/**
 * The programs of one network in one mode, by the room that batches need. Only the latest keeps its
 * working memory, which is large.
 */
final class MoleculePrograms {
  private static final String TARGETS = "targets";

  private final Backend backend;
  private final MoleculeNetwork network;
  private final int features;
  private final Weights weights;
  private final boolean training;
  private final int threads;
  private final Map<MoleculeRoom, Compiled> programs = new HashMap<>();
  private @Nullable Loaded latest;

  private record Compiled(Executable executable, Set<String> inputs, double matmulFlops) {}

  private record Loaded(
      MoleculeRoom room, Execution execution, MoleculeInputs inputs, Buffer targets, Buffer main) {}

  /**
   * Creates no program yet.
   *
   * @param features the numbers that describe an atom
   * @param training whether programs give the loss, the buffers afterwards and the gradients, or
   *     else predictions
   * @param threads how many threads compute
   */
  MoleculePrograms(
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
  double[] predictions(MoleculeRoom room, MoleculeBatch batch, LiftedBatch chosen) {
    Loaded loaded = loaded(room);
    loaded.inputs().load(batch, chosen);
    loaded.execution().run();
    return loaded.main().toArray(0, batch.layout().clouds());
  }

  /**
   * Returns the mean absolute error of a batch that fills the room's molecules, and stores its
   * gradient.
   *
   * @param targets what the network should give
   * @param buffersAfter receives the buffers that the network updates
   */
  double gradient(
      MoleculeRoom room,
      MoleculeBatch batch,
      LiftedBatch chosen,
      double[] targets,
      Buffer buffersAfter,
      Buffer gradients) {
    Loaded loaded = loaded(room);
    loaded.inputs().load(batch, chosen);
    loaded.targets().put(0, targets);
    int output = 1;
    for (Layout.Slot slot : updated()) {
      loaded.execution().bindOutput(output++, buffersAfter, slot.offset());
    }
    for (Layout.Slot slot : weights.layout().parameters()) {
      loaded.execution().bindOutput(output++, gradients, slot.offset());
    }
    loaded.execution().run();
    return loaded.main().get(0);
  }

  /**
   * Returns the buffers that programs update: all but the radii, which neighbours are chosen by.
   */
  List<Layout.Slot> updated() {
    List<String> radii =
        network.convolutions().stream().map(convolution -> convolution.radius().name()).toList();
    return weights.layout().buffers().stream()
        .filter(slot -> !radii.contains(slot.name()))
        .toList();
  }

  /** Returns the operations of matrix products and contractions in the program run last. */
  double matmulFlops() {
    Loaded known = latest;
    return known == null ? 0 : compiled(known.room()).matmulFlops();
  }

  /** Drops the working memory. */
  void release() {
    latest = null;
  }

  private Loaded loaded(MoleculeRoom room) {
    Loaded known = latest;
    if (known == null || !known.room().equals(room)) {
      known = load(room, known);
      latest = known;
    }
    return known;
  }

  private Loaded load(MoleculeRoom room, @Nullable Loaded before) {
    Compiled compiled = compiled(room);
    Execution execution =
        before == null
            ? compiled.executable().newExecution(threads)
            : compiled.executable().newExecution(threads, before.execution());
    MoleculeInputs inputs = new MoleculeInputs(backend, room, network, features, execution);
    Buffer targets = backend.allocate(training ? room.molecules() : 0);
    Buffer main = backend.allocate(training ? 1 : room.molecules());
    Binder binder = new Binder(execution, compiled.inputs());
    binder.bind(weights);
    binder.bind(TARGETS, targets, 0);
    execution.bindOutput(0, main, 0);
    return new Loaded(room, execution, inputs, targets, main);
  }

  private Compiled compiled(MoleculeRoom room) {
    return programs.computeIfAbsent(room, this::compile);
  }

  private Compiled compile(MoleculeRoom room) {
    Trace trace = new Trace(new Graph(), training);
    Tensor predictions = room.predictions(trace, network, features);
    List<Tensor> outputs = training ? lossAndMore(trace, predictions) : List.of(predictions);
    return new Compiled(backend.compile(outputs), Binder.inputs(outputs), MatmulFlops.of(outputs));
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
