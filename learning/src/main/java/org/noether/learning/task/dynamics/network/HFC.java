package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A perceptron that learns a potential, or a Hamiltonian; a baseline of the paper. */
final class HFC extends PotentialNetwork {
  private final Perceptron net;

  HFC(Bodies bodies, int k, int numLayers) {
    super(bodies);
    this.net = Perceptron.of(bodies.count() * (bodies.dim() + values(bodies)), numLayers, k, 1);
  }

  @Override
  public boolean takesStatesAsRows() {
    return true;
  }

  @Override
  public List<Perceptron> layers() {
    return List.of(net);
  }

  @Override
  Tensor energy(Trace trace, Tensor q, Tensor values) {
    Tensor bodyByBody = Tensor.concat(2, bodies().relevant(q), values);
    return net.apply(trace, bodyByBody.reshape(q.shape().extent(0), -1));
  }
}
