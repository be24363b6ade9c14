package org.noether.learning.task.molecule.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NeighbourChoice;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * Chooses, batch by batch, the neighbours of a network's convolutions. Of the functions for this,
 * only the latest keeps its working memory, which is large.
 */
public final class MoleculeNeighbours {
  private static final String RECEIVERS = "receivers";
  private static final String SENDERS = "senders";

  private final Backend backend;
  private final MoleculeNetwork network;
  private final Capacity atoms;
  private final Capacity edges;
  private final Map<Size, CompiledFunction> functions = new HashMap<>();
  private @Nullable Loaded latest;

  /** The numbers of atoms and of pairs of lifted atoms that a function takes. */
  private record Size(int atoms, int pairs) {}

  /** A call of a function, and space for indices on their way to it. */
  private record Loaded(Size size, Call call, int[] indices) {}

  /**
   * Makes a choice for a network.
   *
   * @param atoms the capacity for the atoms of a batch
   * @param edges the capacity for the pairs of its lifted atoms
   */
  public MoleculeNeighbours(
      Backend backend, MoleculeNetwork network, Capacity atoms, Capacity edges) {
    this.backend = backend.host();
    this.network = network;
    this.atoms = atoms;
    this.edges = edges;
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

  private PairDistances distances(MoleculeBatch batch, double[] lifts) {
    CloudLayout layout = batch.layout().repeated(network.liftSamples());
    Ints receivers = PairDistances.receivers(layout);
    Size size = new Size(atoms.of(batch.layout().points()), edges.of(receivers.size()));
    Loaded loaded = loaded(size);
    setIndices(RECEIVERS, receivers, loaded);
    setIndices(SENDERS, PairDistances.senders(layout), loaded);
    BatchCapacity.setPlaces(loaded.call(), network, size.atoms(), batch.positions(), lifts);
    loaded.call().run();
    return new PairDistances(layout, loaded.call().get(0, receivers.size()));
  }

  private static void setIndices(String input, Ints rows, Loaded loaded) {
    int[] indices = loaded.indices();
    for (int i = 0; i < rows.size(); i++) {
      indices[i] = rows.get(i);
    }
    Arrays.fill(indices, rows.size(), indices.length, 0);
    loaded.call().setIndices(input, indices);
  }

  private Loaded loaded(Size size) {
    Loaded known = latest;
    if (known == null || !known.size().equals(size)) {
      CompiledFunction function = functions.computeIfAbsent(size, this::compile);
      Call call = function.newCall(1, known == null ? null : known.call());
      known = new Loaded(size, call, new int[size.pairs()]);
      latest = known;
    }
    return known;
  }

  private CompiledFunction compile(Size size) {
    Graph graph = new Graph();
    Shape shape = Shape.of(size.pairs());
    int lifted = size.atoms() * network.liftSamples();
    Tensor receivers = graph.indexInput(RECEIVERS, shape, lifted);
    Tensor senders = graph.indexInput(SENDERS, shape, lifted);
    Tensor distances =
        BatchCapacity.lifted(graph, network, size.atoms()).distances(receivers, senders);
    return new CompiledFunction(backend, List.of(distances.broadcastTo(Shape.of(size.pairs(), 1))));
  }
}
