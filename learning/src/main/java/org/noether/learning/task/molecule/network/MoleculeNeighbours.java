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
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
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
 * Chooses, batch by batch, the neighbours of a network's convolutions. Of the programs for this,
 * only the latest keeps its working memory, which is large.
 */
public final class MoleculeNeighbours {
  private static final String RECEIVERS = "receivers";
  private static final String SENDERS = "senders";
  private static final int SPACE = 3;

  private final Backend backend;
  private final MoleculeNetwork network;
  private final Capacity atoms;
  private final Capacity edges;
  private final Map<Room, Executable> programs = new HashMap<>();
  private @Nullable Loaded latest;

  /** The numbers of atoms and of pairs of lifted atoms that a program takes. */
  private record Room(int atoms, int edges) {}

  /** A program, what it is bound to, and space for indices on their way to it. */
  private record Loaded(
      Room room,
      Execution execution,
      Buffer positions,
      Buffer lifts,
      Buffer distances,
      int[] indices) {}

  /**
   * Makes a choice for a network.
   *
   * @param atoms the room to make for the atoms of a batch
   * @param edges the room to make for the pairs of its lifted atoms
   */
  public MoleculeNeighbours(
      Backend backend, MoleculeNetwork network, Capacity atoms, Capacity edges) {
    this.backend = backend;
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

  /** Stores positions, and the first one's in all places that are left. */
  static void putPositions(double[] positions, Buffer buffer) {
    buffer.put(0, positions);
    for (int i = positions.length; i < buffer.size(); i++) {
      buffer.set(i, positions[i % SPACE]);
    }
  }

  /** Stores numbers, and 0 in all places that are left. */
  static void put(double[] numbers, Buffer buffer) {
    buffer.put(0, numbers);
    buffer.fill(numbers.length, buffer.size(), 0);
  }

  private PairDistances distances(MoleculeBatch batch, double[] lifts) {
    CloudLayout layout = batch.layout().repeated(network.liftSamples());
    Ints receivers = PairDistances.receivers(layout);
    Loaded program =
        loaded(new Room(atoms.of(batch.layout().points()), edges.of(receivers.size())));
    bindIndices(RECEIVERS, receivers, program);
    bindIndices(SENDERS, PairDistances.senders(layout), program);
    putPositions(batch.positions(), program.positions());
    put(lifts, program.lifts());
    program.execution().run();
    return new PairDistances(layout, program.distances().toArray(0, receivers.size()));
  }

  private static void bindIndices(String input, Ints rows, Loaded program) {
    int[] indices = program.indices();
    for (int i = 0; i < rows.size(); i++) {
      indices[i] = rows.get(i);
    }
    Arrays.fill(indices, rows.size(), indices.length, 0);
    program.execution().bindIndices(input, indices);
  }

  private Loaded loaded(Room room) {
    Loaded known = latest;
    if (known == null || !known.room().equals(room)) {
      known = load(room, known);
      latest = known;
    }
    return known;
  }

  private Loaded load(Room room, @Nullable Loaded before) {
    Executable program = programs.computeIfAbsent(room, this::compile);
    Execution execution =
        before == null ? program.newExecution() : program.newExecution(1, before.execution());
    Buffer positions = backend.allocate(SPACE * room.atoms());
    Buffer lifts = backend.allocate(lifts(room.atoms()));
    Buffer distances = backend.allocate(room.edges());
    execution.bind(MoleculeRoom.POSITIONS, positions, 0);
    if (lifts.size() > 0) {
      execution.bind(MoleculeRoom.LIFTS, lifts, 0);
    }
    execution.bindOutput(0, distances, 0);
    return new Loaded(room, execution, positions, lifts, distances, new int[room.edges()]);
  }

  private Executable compile(Room room) {
    Graph graph = new Graph();
    Shape shape = Shape.of(room.edges());
    int lifted = room.atoms() * network.liftSamples();
    Tensor receivers = graph.indexInput(RECEIVERS, shape, lifted);
    Tensor senders = graph.indexInput(SENDERS, shape, lifted);
    Tensor distances =
        MoleculeRoom.lifted(graph, network, room.atoms()).distances(receivers, senders);
    return backend.compile(List.of(distances.broadcastTo(Shape.of(room.edges(), 1))));
  }
}
