package org.noether.learning.molecule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NeighbourChoice;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Chooses, batch by batch, what atoms lift to and the neighbours of a network's convolutions. */
public final class MoleculeNeighbours {
  private static final String RECEIVERS = "receivers";
  private static final String SENDERS = "senders";
  private static final int SPACE = 3;

  /** Sizes of programs are rounded up to this fraction of them, so that there are few. */
  private static final int ROUNDING = 8;

  private final Backend backend;
  private final MoleculeNetwork network;
  private final Map<List<Integer>, Execution> programs = new HashMap<>();

  /** Makes a choice for a network. */
  public MoleculeNeighbours(Backend backend, MoleculeNetwork network) {
    this.backend = backend;
    this.network = network;
  }

  /** Returns how many uniform numbers lift atoms. */
  public int lifts(int atoms) {
    return Math.multiplyExact(atoms, network.liftSamples() * network.group().stabiliserDim());
  }

  /**
   * Chooses for a batch.
   *
   * @param lifts {@link #lifts} independent numbers uniform in [0, 1)
   * @param radii the balls' radii of each convolution
   * @param random draws a molecule's neighbours where a ball holds too many
   */
  public LiftedBatch choose(
      MoleculeBatch batch,
      double[] lifts,
      List<Double> radii,
      IntFunction<RandomGenerator> random) {
    List<LieConv> convolutions = network.convolutions();
    if (convolutions.isEmpty()) {
      return new LiftedBatch(
          lifts, List.of(NeighbourLists.complete(batch.layout())), List.of(0), List.of());
    }
    NeighbourChoice choice =
        new NeighbourChoice(convolutions, new NeighbourChoice.Subsampling(false, false), random);
    NeighbourChoice.Chosen chosen = choice.choose(distances(batch, lifts), radii);
    List<NeighbourLists> different = new ArrayList<>();
    List<Integer> listOf = new ArrayList<>();
    for (NeighbourLists lists : chosen.lists()) {
      int known = different.indexOf(lists);
      listOf.add(known < 0 ? different.size() : known);
      if (known < 0) {
        different.add(lists);
      }
    }
    return new LiftedBatch(lifts, List.copyOf(different), List.copyOf(listOf), chosen.radii());
  }

  /** Returns the positions, with places for more atoms, all at the first one's. */
  static double[] padded(double[] positions, int atoms) {
    double[] padded = Arrays.copyOf(positions, SPACE * atoms);
    for (int i = positions.length; i < padded.length; i++) {
      padded[i] = positions[i % SPACE];
    }
    return padded;
  }

  private PairDistances distances(MoleculeBatch batch, double[] lifts) {
    CloudLayout layout = batch.layout().repeated(network.liftSamples());
    int[] receivers = PairDistances.receivers(layout).toArray();
    int[] senders = PairDistances.senders(layout).toArray();
    int edges = rounded(receivers.length);
    int atoms = rounded(batch.layout().points());
    Execution program = programs.computeIfAbsent(List.of(atoms, edges), _ -> compile(atoms, edges));
    program.bindIndices(RECEIVERS, Arrays.copyOf(receivers, edges));
    program.bindIndices(SENDERS, Arrays.copyOf(senders, edges));
    program.bind(MoleculeRoom.POSITIONS, buffer(padded(batch.positions(), atoms)), 0);
    if (lifts.length > 0) {
      program.bind(MoleculeRoom.LIFTS, buffer(Arrays.copyOf(lifts, lifts(atoms))), 0);
    }
    Buffer distances = backend.allocate(edges);
    program.bindOutput(0, distances, 0);
    program.run();
    return new PairDistances(layout, distances.toArray(0, receivers.length));
  }

  private Execution compile(int atoms, int edges) {
    Graph graph = new Graph();
    int lifted = atoms * network.liftSamples();
    Tensor receivers = graph.indexInput(RECEIVERS, Shape.of(edges), lifted);
    Tensor senders = graph.indexInput(SENDERS, Shape.of(edges), lifted);
    Tensor distances = MoleculeRoom.lifted(graph, network, atoms).distances(receivers, senders);
    return backend.compile(List.of(distances.broadcastTo(Shape.of(edges, 1)))).newExecution();
  }

  private static int rounded(int size) {
    int step = Math.max(1, Integer.highestOneBit(size) / ROUNDING);
    return Math.ceilDiv(size, step) * step;
  }

  private Buffer buffer(double[] numbers) {
    Buffer buffer = backend.allocate(numbers.length);
    buffer.put(0, numbers);
    return buffer;
  }
}
