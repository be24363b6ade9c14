package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** A network that gives one number for each molecule. */
public interface MoleculeNetwork extends Layer {
  /** Returns whether each training molecule is moved at random before the network sees it. */
  boolean augmented();

  /** Returns the group that atoms lift to. */
  LieGroup group();

  /** Returns to how many elements each atom lifts. */
  default int liftSamples() {
    return 1;
  }

  /**
   * Returns the convolutions whose neighbours are chosen for each batch; none if all atoms of a
   * molecule are joined.
   */
  default List<LieConv> convolutions() {
    return List.of();
  }

  /** Returns the radii of the balls. */
  @Override
  default List<NamedBuffer> chosen() {
    return convolutions().stream().map(LieConv::radius).toList();
  }

  /**
   * Returns the molecules' numbers, of shape (B).
   *
   * @param neighbourhoods of the convolutions, or if there are none the complete ones
   * @param atoms the lifted atoms
   */
  Tensor apply(Trace trace, List<Neighbourhood> neighbourhoods, Atoms atoms);

  /**
   * The lifted atoms of a batch, in a graph.
   *
   * @param points what the atoms lift to
   * @param present 1 for lifted atoms that exist and 0 for others, of shape (P, 1)
   * @param features of lifted atoms, of shape (P, inputs)
   * @param moleculeOf indices of shape (P): the molecule of each lifted atom
   * @param molecules B
   */
  record Atoms(
      LiftedPoints points, Tensor present, Tensor features, Tensor moleculeOf, int molecules) {}
}
