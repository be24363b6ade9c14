package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A network that learns an energy. Of point masses it is the potential V(q); the kinetic energy is
 * that of Newtonian bodies, so that H = sum of |p|^2 / (2 m) + V. Of other systems it is H(q, p)
 * itself.
 */
abstract class PotentialNetwork implements DynamicsNetwork.Hamiltonian {
  private final Bodies bodies;

  PotentialNetwork(Bodies bodies) {
    this.bodies = bodies;
  }

  /** Returns how many values of a body a network takes beside its positions. */
  static int values(Bodies bodies) {
    return bodies.pointMasses() ? bodies.sysDim() : bodies.dim() + bodies.sysDim();
  }

  /** Returns how states are laid out. */
  final Bodies bodies() {
    return bodies;
  }

  /**
   * Traces one evaluation and returns the learned energy, of shape (B, 1).
   *
   * @param q positions, of shape (B, n, d)
   * @param values the system parameters, after the momenta if H itself is learned: of shape (B, n,
   *     {@link #values(Bodies)})
   */
  abstract Tensor energy(Trace trace, Tensor q, Tensor values);

  @Override
  public final Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    Tensor q = bodies.positions(z);
    Tensor p = bodies.momenta(z);
    if (!bodies.pointMasses()) {
      return energy(trace, q, Tensor.concat(2, p, sysP)).reshape(batch);
    }
    Tensor kinetic = p.square().div(Bodies.masses(sysP)).sumKeeping(1, 2).mul(0.5);
    return kinetic.reshape(batch).add(energy(trace, q, sysP).reshape(batch));
  }

  /** Returns Hamilton's equations; of point masses dq/dt = p / m, dp/dt = -dV/dq. */
  @Override
  public final Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    Tensor q = bodies.positions(z);
    Tensor p = bodies.momenta(z);
    if (!bodies.pointMasses()) {
      Tensor energy = energy(trace, q, Tensor.concat(2, p, sysP)).sum();
      return Bodies.symplecticGradient(energy, q, p);
    }
    Tensor velocity = p.div(Bodies.masses(sysP)).reshape(batch, -1);
    Tensor energy = energy(trace, q, sysP).sum();
    Tensor slope = Gradients.of(energy, List.of(Bodies.unreshaped(q))).getFirst();
    return Tensor.concat(1, velocity, slope.reshape(batch, -1).neg());
  }
}
