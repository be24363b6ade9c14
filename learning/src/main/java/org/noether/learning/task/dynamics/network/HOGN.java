package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.CompleteGraphs;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A graph network from states and system parameters to a Hamiltonian, a global feature of the graph
 * (Sanchez-Gonzalez et al. 2019). It also has the last layers of {@link OGN}, which are not used,
 * because the reference's checkpoints contain them.
 */
final class HOGN implements DynamicsNetwork.Hamiltonian {
  private final Bodies bodies;
  private final OGN ogn;
  private final Linear energy;

  HOGN(Bodies bodies, int k, int numLayers) {
    this.bodies = bodies;
    this.ogn = new OGN(bodies, k, numLayers);
    this.energy = Linear.of("linear", k, 1);
  }

  @Override
  public List<Layer> layers() {
    return List.of(ogn, energy);
  }

  @Override
  public Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP) {
    return energies(trace, bodies.positions(z), bodies.momenta(z), sysP);
  }

  /** Returns Hamilton's equations: dq/dt = dH/dp, dp/dt = -dH/dq. */
  @Override
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    Tensor q = bodies.positions(z);
    Tensor p = bodies.momenta(z);
    return Bodies.symplecticGradient(energies(trace, q, p, sysP).sum(), q, p);
  }

  private Tensor energies(Trace trace, Tensor q, Tensor p, Tensor sysP) {
    Tensor nodes = Tensor.concat(2, bodies.relevant(q), p, sysP);
    Tensor globals = ogn.net().apply(trace, new CompleteGraphs(), nodes).globals();
    return energy.apply(trace, globals).reshape(q.shape().extent(0));
  }
}
