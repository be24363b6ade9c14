package org.noether.learning.task.dynamics.network;

import java.util.Optional;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A network that gives the rate of change of a mechanical system's state. */
public interface DynamicsNetwork extends Layer {
  /**
   * Returns the group that the network is built on, whose elements act on positions x as matrices,
   * or on (x, 1); empty if there is none.
   */
  default Optional<LieGroup> group() {
    return Optional.empty();
  }

  /**
   * Traces one evaluation and returns dz/dt, of shape (B, 2 n d).
   *
   * @param z states, of shape (B, 2 n d)
   * @param sysP system parameters, of shape (B, n, c)
   */
  Tensor dzdt(Trace trace, Tensor z, Tensor sysP);

  /**
   * Returns whether a state is one row of the network's matrix products, rather than one for each
   * body or pair of bodies.
   */
  default boolean takesStatesAsRows() {
    return false;
  }

  /** Returns how many planes of {@link Trace#noise} one evaluation uses. */
  default int noisePlanes() {
    return 0;
  }

  /** A network whose dynamics follow from an energy it learns. */
  interface Hamiltonian extends DynamicsNetwork {
    /**
     * Traces one evaluation and returns the energies, of shape (B).
     *
     * @param z states, of shape (B, 2 n d)
     * @param sysP system parameters, of shape (B, n, c)
     */
    Tensor hamiltonian(Trace trace, Tensor z, Tensor sysP);
  }
}
