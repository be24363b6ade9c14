package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.CompleteGraphs;
import org.noether.learning.nn.GraphNetwork;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A graph network from states and system parameters to a Hamiltonian, the whole graph's
 * (Sanchez-Gonzalez et al. 2019). It owns the last layers of {@link OGN} too, though no result
 * depends on them: so do the reference's checkpoints.
 */
final class HOGN implements DynamicsNetwork.Hamiltonian {
  private final Bodies bodies;
  private final GraphNetwork net;
  private final Linear energy;
  private final List<Layer> layers;

  HOGN(Bodies bodies, int k, int numLayers) {
    this.bodies = bodies;
    this.net = GraphNetwork.of(2 * bodies.dim() + bodies.sysDim(), k, numLayers);
    this.energy = Linear.of("linear", k, 1);
    this.layers =
        List.of(
            net,
            Linear.of("qlinear", k, bodies.dim()),
            Linear.of("plinear", k, bodies.dim()),
            energy);
  }

  @Override
  public String name() {
    return "HOGN";
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP) {
    return energies(trace, bodies.positions(z), bodies.momenta(z), sysP);
  }

  /** Returns Hamilton's equations: dq/dt = dH/dp, dp/dt = -dH/dq. */
  @Override
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    Tensor q = bodies.positions(z);
    Tensor p = bodies.momenta(z);
    List<Tensor> slopes =
        Gradients.of(
            energies(trace, q, p, sysP).sum(), List.of(Bodies.unreshaped(q), Bodies.unreshaped(p)));
    return Tensor.concat(
        1, slopes.get(1).reshape(batch, -1), slopes.get(0).reshape(batch, -1).neg());
  }

  private Tensor energies(Trace trace, Tensor q, Tensor p, Tensor sysP) {
    Tensor whole =
        net.apply(trace, new CompleteGraphs(), Tensor.concat(2, Bodies.centred(q), p, sysP))
            .whole();
    return energy.apply(trace, whole).reshape(q.shape().extent(0));
  }
}
