package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * How states are laid out, and what is known of the systems.
 *
 * @param count the number n of bodies
 * @param dim the number d of dimensions of space
 * @param sysDim the number c of system parameters of each body, the first of which is the mass of a
 *     point mass
 * @param pointMasses whether bodies have positions in space and the kinetic energy sum of |p|^2 /
 *     (2 m); otherwise coordinates and momenta mean anything, and there is one body
 * @param translationInvariant whether moving all bodies alike leaves the energy unchanged
 */
public record Bodies(
    int count, int dim, int sysDim, boolean pointMasses, boolean translationInvariant) {
  /** Returns the sizes of the paper's systems: point masses without outer forces. */
  public static Bodies withoutOuterForces(int count, int dim, int sysDim) {
    return new Bodies(count, dim, sysDim, true, true);
  }

  /** Returns the positions q of states z: (B, 2 n d) to (B, n, d). */
  public Tensor positions(Tensor z) {
    return z.slice(1, 0, count * dim).reshape(-1, count, dim);
  }

  /** Returns the momenta p of states z: (B, 2 n d) to (B, n, d). */
  public Tensor momenta(Tensor z) {
    return z.slice(1, count * dim, 2 * count * dim).reshape(-1, count, dim);
  }

  /** Returns the masses of point masses: (B, n, c) to (B, n, 1). */
  public static Tensor masses(Tensor sysP) {
    return sysP.slice(2, 0, 1);
  }

  /**
   * Returns what a network sees of positions q, of shape (B, n, d): positions relative to their
   * mean over the bodies if only those matter, else q.
   */
  public Tensor relevant(Tensor q) {
    return translationInvariant ? q.sub(q.meanKeeping(1)) : q;
  }

  /**
   * Returns Hamilton's equations dq/dt = dH/dp, dp/dt = -dH/dq, of shape (B, 2 n d).
   *
   * @param energy the sum of H over the batch
   * @param q the positions that it was computed from, of shape (B, n, d)
   * @param p the momenta, likewise
   */
  static Tensor symplecticGradient(Tensor energy, Tensor q, Tensor p) {
    int batch = q.shape().extent(0);
    List<Tensor> slopes = Gradients.of(energy, List.of(unreshaped(q), unreshaped(p)));
    return Tensor.concat(
        1, slopes.get(1).reshape(batch, -1), slopes.get(0).reshape(batch, -1).neg());
  }

  /** Returns what q was reshaped from: reshaping q again starts there and would bypass q. */
  static Tensor unreshaped(Tensor q) {
    return q.op() instanceof Op.Reshape ? q.inputs().getFirst() : q;
  }
}
