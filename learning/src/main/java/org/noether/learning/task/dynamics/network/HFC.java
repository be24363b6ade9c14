package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A perceptron from positions and system parameters to a potential, a baseline of the paper. */
final class HFC extends PotentialNetwork {
  private final Perceptron net;

  HFC(Bodies bodies, int k, int numLayers) {
    super(bodies);
    this.net = Perceptron.of(bodies.count() * (bodies.dim() + bodies.sysDim()), numLayers, k, 1);
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
  Tensor potential(Trace trace, Tensor q, Tensor sysP) {
    Tensor bodyByBody = Tensor.concat(2, Bodies.centred(q), sysP);
    return net.apply(trace, bodyByBody.reshape(q.shape().extent(0), -1));
  }
}
