package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.CompleteGraphs;
import org.noether.learning.nn.GraphNetwork;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A graph network that learns a potential, or a Hamiltonian, as a global feature of the graph. It
 * also has the last layers of an {@link OGN} of default size, which are not used, because the
 * reference's checkpoints contain them.
 */
final class VOGN extends PotentialNetwork {
  private static final int UNUSED_CHANNELS = 64;
  private static final int UNUSED_DIM = 2;

  private final GraphNetwork net;
  private final Linear energy;
  private final List<Layer> layers;

  VOGN(Bodies bodies, int k, int numLayers) {
    super(bodies);
    this.net = GraphNetwork.of(bodies.dim() + values(bodies), k, numLayers);
    this.energy = Linear.of("linear", k, 1);
    this.layers =
        List.of(
            net,
            Linear.of("qlinear", UNUSED_CHANNELS, UNUSED_DIM),
            Linear.of("plinear", UNUSED_CHANNELS, UNUSED_DIM),
            energy);
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  @Override
  Tensor energy(Trace trace, Tensor q, Tensor values) {
    Tensor nodes = Tensor.concat(2, bodies().relevant(q), values);
    Tensor globals = net.apply(trace, new CompleteGraphs(), nodes).globals();
    return energy.apply(trace, globals).reshape(q.shape().extent(0), 1);
  }
}
