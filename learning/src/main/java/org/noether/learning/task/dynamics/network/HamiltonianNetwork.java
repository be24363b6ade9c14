package org.noether.learning.task.dynamics.network;

import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A network whose dynamics follow from an energy it learns. */
public interface HamiltonianNetwork extends DynamicsNetwork {

  /**
   * Traces one evaluation and returns the energies, of shape (B).
   *
   * @param z states, of shape (B, 2 n d)
   * @param sysP system parameters, of shape (B, n, c)
   */
  Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP);
}
