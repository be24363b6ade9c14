package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A network that learns a potential energy V(q); the kinetic energy is that of Newtonian bodies, so
 * that H = sum of |p|^2 / (2 m) + V.
 */
abstract class PotentialNetwork implements DynamicsNetwork.Hamiltonian {
  private final Bodies bodies;

  PotentialNetwork(Bodies bodies) {
    this.bodies = bodies;
  }

  /** Returns how states are laid out. */
  final Bodies bodies() {
    return bodies;
  }

  /** Traces one evaluation and returns V, of shape (B, 1), for positions q of shape (B, n, d). */
  abstract Tensor potential(Trace trace, Tensor q, Tensor sysP);

  @Override
  public final Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP) {
    Tensor p = bodies.momenta(z);
    Tensor kinetic = p.square().div(Bodies.masses(sysP)).sumKeeping(1, 2).mul(0.5);
    int batch = z.shape().extent(0);
    return kinetic.reshape(batch).add(potential(trace, bodies.positions(z), sysP).reshape(batch));
  }

  /** Returns Hamilton's equations: dq/dt = dH/dp = p / m, dp/dt = -dH/dq = -dV/dq. */
  @Override
  public final Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    Tensor q = bodies.positions(z);
    Tensor velocity = bodies.momenta(z).div(Bodies.masses(sysP)).reshape(batch, -1);
    Tensor energy = potential(trace, q, sysP).sum();
    Tensor slope = Gradients.of(energy, List.of(Bodies.unreshaped(q))).getFirst();
    return Tensor.concat(1, velocity, slope.reshape(batch, -1).neg());
  }
}
