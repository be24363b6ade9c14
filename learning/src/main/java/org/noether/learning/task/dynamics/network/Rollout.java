package org.noether.learning.task.dynamics.network;

import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** Integration of learned dynamics, traced step by step. */
public final class Rollout {
  private Rollout() {}

  /** Returns how many evaluations of the network a rollout of that many steps takes. */
  public static int evaluations(int steps) {
    return 4 * steps;
  }

  /**
   * Integrates by the 3/8 rule (Kutta 1901), one step from each time to the next.
   *
   * @param z0 states at the first time, of shape (B, 2 n d)
   * @param sysP system parameters, of shape (B, n, c)
   * @param dt the steps, of shape (T - 1)
   * @return the states at all times, the first included, of shape (B, T, 2 n d)
   */
  public static Tensor threeEighths(
      DynamicsNetwork network, Trace trace, Tensor z0, Tensor sysP, Tensor dt) {
    int batch = z0.shape().extent(0);
    int width = z0.shape().extent(1);
    Tensor[] states = new Tensor[dt.shape().extent(0) + 1];
    Tensor z = z0;
    states[0] = z.reshape(batch, 1, width);
    for (int step = 1; step < states.length; step++) {
      z = step(network, trace, z, sysP, dt.slice(0, step - 1, step));
      states[step] = z.reshape(batch, 1, width);
    }
    return Tensor.concat(1, states);
  }

  private static Tensor step(
      DynamicsNetwork network, Trace trace, Tensor z, Tensor sysP, Tensor h) {
    Tensor k1 = network.dzdt(trace, z, sysP);
    Tensor third = k1.mul(1.0 / 3);
    Tensor k2 = network.dzdt(trace, z.add(third.mul(h)), sysP);
    Tensor k3 = network.dzdt(trace, z.add(k2.sub(third).mul(h)), sysP);
    Tensor k4 = network.dzdt(trace, z.add(k1.sub(k2).add(k3).mul(h)), sysP);
    Tensor sum = k1.add(k2.add(k3).mul(3)).add(k4);
    return z.add(sum.mul(h.mul(0.125)));
  }
}
