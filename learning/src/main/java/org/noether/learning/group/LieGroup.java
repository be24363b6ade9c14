package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * A Lie group G that acts on positions x. Each position is lifted to a group element u that carries
 * the origin of its orbit to it, and to coordinates q of the orbit (Finzi et al. 2020, section
 * 4.1).
 *
 * <p>Implementations are immutable, and trace onto the graph of the tensors they are given.
 */
public interface LieGroup {

  /** Returns the group as a user writes it. */
  String name();

  /** Returns the dimension of the Lie algebra. */
  int lieDim();

  /** Returns how many coordinates tell orbits apart. */
  int qDim();

  /** Returns the dimension of the positions that the group acts on. */
  int repDim();

  /** Returns the weight of the group element in {@link #distance}, from 0 to 1. */
  double alpha();

  /** Returns how many features each pair of points has: lieDim + 2 qDim. */
  default int pairDim() {
    return lieDim() + 2 * qDim();
  }

  /**
   * Returns the features of all pairs of points of each cloud.
   *
   * @param positions of shape (B, n, repDim)
   * @return (B, n, n, pairDim); at (b, i, j) the coordinates of log(v^-1 u), then those of i's
   *     orbit, then those of j's orbit, where u lifts point i and v lifts point j of cloud b
   */
  Tensor pairs(Tensor positions);

  /**
   * Returns the distances of pairs, alpha |log(v^-1 u)| + (1 - alpha) |q_i - q_j| unless the group
   * says otherwise (Finzi et al. 2020, equation 10).
   *
   * @param pairs of shape (..., pairDim)
   * @return of shape (..., 1)
   */
  default Tensor distance(Tensor pairs) {
    int lie = lieDim();
    int orbit = qDim();
    Tensor distance = pairs.graph().constant(0);
    if (lie > 0) {
      distance = distance.add(Pairs.norm(pairs.slice(-1, 0, lie)).mul(alpha()));
    }
    if (orbit > 0) {
      Tensor first = pairs.slice(-1, lie, lie + orbit);
      Tensor second = pairs.slice(-1, lie + orbit, lie + 2 * orbit);
      distance = distance.add(Pairs.norm(first.sub(second)).mul(1 - alpha()));
    }
    return distance;
  }
}
