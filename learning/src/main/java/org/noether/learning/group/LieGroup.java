package org.noether.learning.group;

import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A Lie group G that acts on positions x. Each position is lifted to a group element u that carries
 * the origin of its orbit to it, and to coordinates q of the orbit (Finzi et al. 2020, section
 * 4.1). If there are several such elements, because some leave the origin fixed, a lift draws one
 * or more of them at random.
 *
 * <p>A group must define {@link #exp}, {@link #log}, a name and a dimension. By default, positions
 * are elements of the group itself, in coordinates of the Lie algebra. Elements are matrices, but
 * only the group's methods, such as {@link #exp} and {@link #log}, access their entries.
 *
 * <p>Implementations are immutable, and trace onto the graph of the tensors they are given.
 */
public interface LieGroup {
  /** Returns the group as a user writes it. */
  String name();

  /** Returns the dimension of the Lie algebra. */
  int lieDim();

  /** Returns the number of coordinates that identify an orbit. */
  default int qDim() {
    return 0;
  }

  /** Returns the dimension of the positions that the group acts on. */
  default int repDim() {
    return lieDim();
  }

  /** Returns the weight of the group element in {@link #distance}, from 0 to 1. */
  default double alpha() {
    return Groups.ALPHA;
  }

  /** Returns the number of features of a pair of points: lieDim + 2 qDim. */
  default int pairDim() {
    return lieDim() + 2 * qDim();
  }

  /** Returns group elements for coordinates of the Lie algebra: (..., lieDim) to (..., m, m). */
  Tensor exp(Tensor a);

  /**
   * Returns the coordinates nearest to 0 of group elements: (..., m, m) to (..., lieDim). If two
   * are equally near (as for the angles pi and -pi), it returns one of them.
   */
  Tensor log(Tensor u);

  /** Returns inverses of group elements, of their shape. */
  default Tensor inverse(Tensor u) {
    return exp(log(u).neg());
  }

  /** Returns v^-1 u, for group elements whose shapes broadcast. */
  default Tensor relative(Tensor u, Tensor v) {
    return Matrices.product(inverse(v), u);
  }

  /**
   * Returns group elements that carry the origins of orbits to positions: (..., repDim) to (..., m,
   * m).
   */
  default Tensor section(Tensor positions) {
    return exp(positions);
  }

  /** Returns the coordinates of the positions' orbits: (..., repDim) to (..., qDim). */
  default Tensor orbits(Tensor positions) {
    return positions.slice(-1, 0, 0);
  }

  /**
   * Returns the number of random numbers that select an element of the stabiliser, the subgroup
   * that leaves the origin fixed; 0 if the stabiliser has only one element.
   */
  default int stabiliserDim() {
    return 0;
  }

  /** Returns whether all points of a cloud are lifted by the same elements of the stabiliser. */
  default boolean liftsTogether() {
    return false;
  }

  /** Returns whether a position lifts to an element; it must lie where the group acts. */
  default boolean lifts(double... position) {
    return true;
  }

  /** Returns whether the features of pairs do not change when all points are translated alike. */
  default boolean ignoresTranslations() {
    return false;
  }

  /**
   * Returns uniformly distributed elements of the stabiliser.
   *
   * @param uniform independent numbers uniform in [0, 1), of shape (..., stabiliserDim)
   * @return of shape (..., m, m)
   */
  default Tensor stabiliser(Tensor uniform) {
    throw new UnsupportedOperationException(name() + ": only one element leaves the origin");
  }

  /**
   * Returns the elements section(x) h that positions lift to.
   *
   * @param positions of shape (B, n, repDim)
   * @param stabiliser s elements h for each point, of shape (B, n, s, m, m)
   * @return of shape (B, n s, m, m), those of one point one after the other
   */
  default Tensor lift(Tensor positions, Tensor stabiliser) {
    Shape h = stabiliser.shape();
    int size = h.extent(4);
    Tensor one = section(positions).reshape(h.extent(0), h.extent(1), 1, size, size);
    return Matrices.product(one, stabiliser).reshape(h.extent(0), -1, size, size);
  }

  /**
   * Returns the features of pairs of points: the coordinates of log(v^-1 u), then those of the
   * first's orbit, then those of the second's, where u lifts the first point and v the second.
   *
   * @param first positions, of shape (..., repDim)
   * @param second positions, whose shape broadcasts with the first's
   * @return of shape (..., pairDim)
   * @throws IllegalArgumentException if a position lifts to many elements
   */
  default Tensor pair(Tensor first, Tensor second) {
    if (stabiliserDim() > 0) {
      throw new IllegalArgumentException(
          name() + ": positions lift to many elements; say which, by elements of the stabiliser");
    }
    return Pairs.ofLifts(this, section(first), orbits(first), section(second), orbits(second));
  }

  /**
   * Returns the features of all pairs of points of each cloud.
   *
   * @param positions of shape (B, n, repDim)
   * @return (B, n, n, pairDim); at (b, i, j) the {@link #pair} of points i and j of cloud b
   * @throws IllegalArgumentException if a position lifts to many elements
   */
  default Tensor pairs(Tensor positions) {
    return pair(Pairs.first(positions, 1), Pairs.second(positions, 1));
  }

  /**
   * As {@link #pairs(Tensor)}, but of all n s elements that the n points of a cloud lift to.
   *
   * @param stabiliser s elements for each point, as {@link #lift} takes them
   * @return (B, n s, n s, pairDim)
   */
  default Tensor pairs(Tensor positions, Tensor stabiliser) {
    int samples = stabiliser.shape().extent(2);
    return Pairs.ofAllLifts(
        this, lift(positions, stabiliser), Pairs.repeated(orbits(positions), samples));
  }

  /**
   * Returns the distances of pairs, alpha |log(v^-1 u)| + (1 - alpha) |q_i - q_j| unless the group
   * defines another (Finzi et al. 2020, section 4).
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
