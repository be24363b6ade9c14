package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Ball;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.Rollout;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The loss of samples, traced and compiled: the sum of squared errors of rollouts from the samples'
 * first points, times a factor. Output 0 is the loss. When training the gradients by the parameters
 * come last; between them come the counts of {@link Ball}s of a microbatch, or the buffers after
 * the rollouts of a whole batch.
 *
 * @param size the number of samples
 * @param use its purpose
 * @param function the compiled function
 * @param couples whether samples influence each other through batch statistics
 * @param balls the balls that are counted
 */
record CompiledLoss(
    int size, Use use, CompiledFunction function, boolean couples, List<Ball> balls) {
  static final String STATES = "zs";
  static final String SYSTEM = "sysP";
  static final String STEPS = "dt";
  static final String FACTOR = "factor";

  /** What a loss is for. */
  enum Use {
    /** Only the loss counts. */
    EVALUATION,
    /** Training on a part of a batch. */
    MICROBATCH,
    /** Training on a batch, in which buffers change. */
    BATCH
  }

  /** Traces and compiles the loss. */
  static CompiledLoss of(
      Backend backend, DynamicsNetwork network, Samples like, int size, Use use) {
    Graph graph = new Graph();
    int steps = like.points() - 1;
    int planes = network.noisePlanes() * Rollout.evaluations(steps);
    Trace trace =
        use == Use.MICROBATCH
            ? Trace.holdingRadii(graph, planes)
            : new Trace(graph, use == Use.BATCH, planes);
    Tensor zs = graph.input(STATES, Shape.of(size, like.points(), like.width()));
    Tensor sysP = graph.input(SYSTEM, Shape.of(size, like.bodies(), like.sysDim()));
    Tensor dt = graph.input(STEPS, Shape.of(steps));
    Tensor z0 = zs.slice(1, 0, 1).reshape(size, like.width());
    Tensor predicted = Rollout.threeEighths(network, trace, z0, sysP, dt);
    // The first point is given, so it adds nothing to the sum.
    Tensor error = predicted.slice(1, 1, like.points()).sub(zs.slice(1, 1, like.points()));
    Tensor loss = error.square().sum().mul(graph.input(FACTOR, Shape.SCALAR));
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    if (!trace.balls().isEmpty()) {
      outputs.add(
          Tensor.concat(0, trace.balls().stream().map(Ball::counts).toArray(Tensor[]::new)));
    }
    if (use == Use.BATCH) {
      network.buffers().forEach(buffer -> outputs.add(trace.buffer(buffer)));
    }
    if (use != Use.EVALUATION) {
      outputs.addAll(
          Gradients.of(loss, network.parameters().stream().map(trace::parameter).toList()));
    }
    return new CompiledLoss(
        size, use, new CompiledFunction(backend, outputs), trace.couples(), trace.balls());
  }
}
