package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.noether.learning.dynamics.DynamicsNetwork;
import org.noether.learning.dynamics.Rollout;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The traced loss of a chunk of samples: the sum of squared errors of rollouts from the samples'
 * first points, times a factor. Output 0 is the loss, output 1 the number of neighbours outside
 * their ball; when training, the buffers after the rollouts and the gradients by the parameters
 * follow.
 *
 * @param size the number of samples
 * @param outputs what is computed
 * @param inputs the names of the inputs they are computed from
 * @param noise the shape of the random numbers it takes, if any
 * @param couples whether samples influence each other through batch statistics
 */
record LossProgram(
    int size, List<Tensor> outputs, Set<String> inputs, Optional<Shape> noise, boolean couples) {
  static final String STATES = "zs";
  static final String SYSTEM = "sysP";
  static final String STEPS = "dt";
  static final String FACTOR = "factor";

  /** Where the outputs after the scalars begin. */
  static final int SCALARS = 2;

  /** Traces the loss, with gradients and buffers if training. */
  static LossProgram trace(DynamicsNetwork network, Samples like, int size, boolean training) {
    Graph graph = new Graph();
    int steps = like.points() - 1;
    Trace trace = new Trace(graph, training, network.noisePlanes() * Rollout.evaluations(steps));
    Tensor zs = graph.input(STATES, Shape.of(size, like.points(), like.width()));
    Tensor sysP = graph.input(SYSTEM, Shape.of(size, like.bodies(), like.sysDim()));
    Tensor dt = graph.input(STEPS, Shape.of(steps));
    Tensor z0 = zs.slice(1, 0, 1).reshape(size, like.width());
    Tensor predicted = Rollout.threeEighths(network, trace, z0, sysP, dt);
    // The first point is given, so it adds nothing to the sum.
    Tensor error = predicted.slice(1, 1, like.points()).sub(zs.slice(1, 1, like.points()));
    Tensor loss = error.square().sum().mul(graph.input(FACTOR, Shape.SCALAR));
    List<Tensor> outputs = new ArrayList<>(List.of(loss, trace.outside()));
    if (training) {
      for (NamedBuffer buffer : network.buffers()) {
        outputs.add(trace.buffer(buffer));
      }
      List<Tensor> parameters = new ArrayList<>();
      for (Parameter parameter : network.parameters()) {
        parameters.add(trace.parameter(parameter));
      }
      outputs.addAll(Gradients.of(loss, parameters));
    }
    return new LossProgram(
        size, outputs, Binder.inputs(outputs), trace.noiseShape(), trace.couples());
  }
}
