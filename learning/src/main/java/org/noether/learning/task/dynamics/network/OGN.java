package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.CompleteGraphs;
import org.noether.learning.nn.GraphNetwork;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A graph network from states and system parameters to rates of change, which are features of the
 * nodes (Sanchez-Gonzalez et al. 2019).
 */
final class OGN implements DynamicsNetwork {
  private final Bodies bodies;
  private final GraphNetwork net;
  private final Linear positionRates;
  private final Linear momentumRates;

  OGN(Bodies bodies, int k, int numLayers) {
    this.bodies = bodies;
    this.net = GraphNetwork.of(2 * bodies.dim() + bodies.sysDim(), k, numLayers);
    this.positionRates = Linear.of("qlinear", k, bodies.dim());
    this.momentumRates = Linear.of("plinear", k, bodies.dim());
  }

  @Override
  public List<Layer> layers() {
    return List.of(net, positionRates, momentumRates);
  }

  /** Returns the network without the last layers. */
  GraphNetwork net() {
    return net;
  }

  @Override
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    Tensor q = bodies.relevant(bodies.positions(z));
    Tensor nodes = Tensor.concat(2, q, bodies.momenta(z), sysP);
    Tensor updated = net.apply(trace, new CompleteGraphs(), nodes).nodes();
    return Tensor.concat(
        1,
        positionRates.apply(trace, updated).reshape(batch, -1),
        momentumRates.apply(trace, updated).reshape(batch, -1));
  }
}
