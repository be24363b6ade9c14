package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A perceptron from states and system parameters to rates of change, a baseline of the paper. */
final class FC implements DynamicsNetwork {
  private final Bodies bodies;
  private final Perceptron net;

  FC(Bodies bodies, int k, int numLayers) {
    this.bodies = bodies;
    int width = 2 * bodies.count() * bodies.dim();
    this.net = Perceptron.of(width + bodies.count() * bodies.sysDim(), numLayers, k, width);
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
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    int half = z.shape().extent(1) / 2;
    Tensor q = bodies.relevant(bodies.positions(z)).reshape(batch, half);
    Tensor p = z.slice(1, half, 2 * half);
    return net.apply(trace, Tensor.concat(1, q, p, sysP.reshape(batch, -1)));
  }
}
