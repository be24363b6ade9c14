package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Trivial;
import org.noether.learning.nn.GraphNetwork;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.PackedGraphs;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A graph network on the features and positions of atoms, all of which are joined, that gives one
 * number for each molecule (Battaglia et al. 2018). The nodes are the atoms alone. In the reference
 * implementation the padding of small molecules counts as nodes too, so that predictions depend on
 * the largest molecule of the batch.
 *
 * @param net the graph network
 * @param linear from the global features to the number
 * @param augmented whether each training molecule is moved at random
 */
record MolecGN(GraphNetwork net, Linear linear, boolean augmented) implements MoleculeNetwork {
  private static final int SPACE = 3;

  /**
   * Returns a network.
   *
   * @param features the numbers that describe an atom
   * @param k the channels of the features of nodes and edges and of global features
   */
  static MolecGN of(int features, int k, int layers, boolean augmented) {
    return new MolecGN(
        GraphNetwork.of(features + SPACE, k, layers), Linear.of("linear", k, 1), augmented);
  }

  @Override
  public LieGroup group() {
    return new Trivial(SPACE);
  }

  @Override
  public List<Layer> layers() {
    return List.of(net, linear);
  }

  @Override
  public Tensor apply(Trace trace, List<Neighbourhood> neighbourhoods, Atoms atoms) {
    PackedGraphs graphs =
        new PackedGraphs(neighbourhoods.getFirst(), atoms.moleculeOf(), atoms.molecules());
    Tensor nodes = Tensor.concat(1, atoms.features(), atoms.points().positions());
    Tensor globals = net.apply(trace, graphs, nodes).globals();
    return linear.apply(trace, globals).reshape(atoms.molecules());
  }
}
