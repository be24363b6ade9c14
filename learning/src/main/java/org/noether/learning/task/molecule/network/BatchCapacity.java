package org.noether.learning.task.molecule.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.noether.learning.backend.Call;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLeaves;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The sizes of batches that a program takes: one program serves all that fit. Atoms that a batch
 * leaves empty do not count.
 *
 * @param molecules the number B of molecules
 * @param atoms the number of atoms, before they lift to s elements each
 * @param edges the number of edges of each list of neighbours
 * @param listOf for each convolution, or for a network without any, the list it takes; several may
 *     share one
 */
public record BatchCapacity(int molecules, int atoms, List<Integer> edges, List<Integer> listOf) {
  static final String POSITIONS = "positions";
  static final String LIFTS = "lifts";
  static final String PRESENT = "present";
  static final String FEATURES = "features";
  static final String MOLECULE = "molecule";

  private static final int SPACE = 3;

  /**
   * Traces a network on leaves that {@link MoleculeInputs} binds.
   *
   * @param features the numbers that describe an atom
   * @return the molecules' numbers, of shape (B); not finite for molecules that the batch lacks
   */
  public Tensor predictions(Trace trace, MoleculeNetwork network, int features) {
    Graph graph = trace.graph();
    int samples = network.liftSamples();
    LiftedPoints points = lifted(graph, network, atoms);
    Tensor present = lifted(graph.input(PRESENT, Shape.of(atoms, 1)), samples);
    List<Neighbourhood> lists = new ArrayList<>();
    for (NeighbourLeaves leaves : leaves(samples)) {
      lists.add(leaves.on(graph, points, present));
    }
    return network.apply(
        trace,
        listOf.stream().map(lists::get).toList(),
        new MoleculeNetwork.Atoms(
            points,
            present,
            lifted(graph.input(FEATURES, Shape.of(atoms, features)), samples),
            graph.indexInput(MOLECULE, Shape.of(atoms * samples), molecules),
            molecules));
  }

  /** Returns what atoms lift to. */
  static LiftedPoints lifted(Graph graph, MoleculeNetwork network, int atoms) {
    LieGroup group = network.group();
    Tensor positions = graph.input(POSITIONS, Shape.of(atoms, SPACE));
    int numbers = group.stabiliserDim();
    if (numbers == 0) {
      return LiftedPoints.of(group, positions);
    }
    Tensor lifts = graph.input(LIFTS, Shape.of(atoms, network.liftSamples(), numbers));
    return LiftedPoints.of(group, positions, group.stabiliser(lifts));
  }

  /**
   * Sets the inputs of {@link #lifted}. Places that a batch leaves empty are the first atom's.
   *
   * @param atoms how many there is room for
   * @param lifts the numbers that lift atoms
   */
  static void setPlaces(
      Call call, MoleculeNetwork network, int atoms, double[] positions, double[] lifts) {
    double[] all = Arrays.copyOf(positions, SPACE * atoms);
    for (int i = positions.length; i < all.length; i++) {
      all[i] = positions[i % SPACE];
    }
    call.set(POSITIONS, all);
    int numbers = network.liftSamples() * network.group().stabiliserDim();
    if (numbers > 0) {
      call.set(LIFTS, Arrays.copyOf(lifts, atoms * numbers));
    }
  }

  /** Returns the leaves of the lists of neighbours. */
  List<NeighbourLeaves> leaves(int samples) {
    return IntStream.range(0, edges.size())
        .mapToObj(i -> new NeighbourLeaves("neighbours." + i, atoms * samples, edges.get(i)))
        .toList();
  }

  private static Tensor lifted(Tensor ofAtoms, int samples) {
    int atoms = ofAtoms.shape().extent(0);
    return Pairs.repeated(ofAtoms.reshape(1, atoms, -1), samples).reshape(atoms * samples, -1);
  }
}
