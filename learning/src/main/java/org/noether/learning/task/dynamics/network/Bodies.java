package org.noether.learning.task.dynamics.network;

import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * How states are laid out.
 *
 * @param count the number n of bodies
 * @param dim the number d of dimensions of space
 * @param sysDim the number c of system parameters of each body, the first of which is its mass
 */
public record Bodies(int count, int dim, int sysDim) {
  /** Returns the positions q of states z: (B, 2 n d) to (B, n, d). */
  public Tensor positions(Tensor z) {
    return z.slice(1, 0, count * dim).reshape(-1, count, dim);
  }

  /** Returns the momenta p of states z: (B, 2 n d) to (B, n, d). */
  public Tensor momenta(Tensor z) {
    return z.slice(1, count * dim, 2 * count * dim).reshape(-1, count, dim);
  }

  /** Returns the masses: (B, n, c) to (B, n, 1). */
  public static Tensor masses(Tensor sysP) {
    return sysP.slice(2, 0, 1);
  }

  /** Returns positions relative to their mean over the bodies, of shape (B, n, d). */
  public static Tensor centred(Tensor q) {
    return q.sub(q.meanKeeping(1));
  }

  /** Returns what q was reshaped from: reshaping q again starts there and would bypass q. */
  static Tensor unreshaped(Tensor q) {
    return q.op() instanceof Op.Reshape ? q.inputs().getFirst() : q;
  }
}
