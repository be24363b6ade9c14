package org.noether.learning.task.molecule.network;

import java.util.Arrays;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLeaves;
import org.noether.learning.cloud.NeighbourLists;

/** Binds batches to the leaves of a program traced by {@link MoleculeRoom#predictions}. */
public final class MoleculeInputs {
  private final MoleculeRoom room;
  private final int samples;
  private final Execution execution;
  private final List<NeighbourLeaves> leaves;
  private final Buffer positions;
  private final Buffer lifts;
  private final Buffer present;
  private final Buffer features;
  private final List<Buffer> masks;
  private final int[] moleculeOf;

  /**
   * Allocates what the leaves are bound to.
   *
   * @param features the numbers that describe an atom
   */
  public MoleculeInputs(
      Backend backend,
      MoleculeRoom room,
      MoleculeNetwork network,
      int features,
      Execution execution) {
    this.room = room;
    this.execution = execution;
    samples = network.liftSamples();
    leaves = room.leaves(samples);
    int atoms = room.atoms();
    int numbers = network.group().stabiliserDim();
    positions = backend.allocate(atoms * 3);
    lifts = backend.allocate(atoms * samples * numbers);
    present = backend.allocate(atoms);
    this.features = backend.allocate(atoms * features);
    masks = leaves.stream().map(list -> backend.allocate(list.edges())).toList();
    moleculeOf = new int[atoms * samples];
    execution.bind(MoleculeRoom.POSITIONS, positions, 0);
    if (numbers > 0) {
      execution.bind(MoleculeRoom.LIFTS, lifts, 0);
    }
    execution.bind(MoleculeRoom.PRESENT, present, 0);
    execution.bind(MoleculeRoom.FEATURES, this.features, 0);
    for (int i = 0; i < leaves.size(); i++) {
      execution.bind(leaves.get(i).mask(), masks.get(i), 0);
    }
  }

  /**
   * Binds a batch.
   *
   * @param chosen what its atoms lift to and their neighbours
   */
  public void load(MoleculeBatch batch, LiftedBatch chosen) {
    CloudLayout layout = batch.layout();
    int atoms = layout.points();
    MoleculeNeighbours.putPositions(batch.positions(), positions);
    MoleculeNeighbours.put(chosen.lifts(), lifts);
    MoleculeNeighbours.put(batch.features(), features);
    present.fill(0, atoms, 1);
    present.fill(atoms, room.atoms(), 0);
    for (int i = 0; i < layout.clouds(); i++) {
      Arrays.fill(moleculeOf, layout.start(i) * samples, layout.start(i + 1) * samples, i);
    }
    Arrays.fill(moleculeOf, atoms * samples, moleculeOf.length, 0);
    execution.bindIndices(MoleculeRoom.MOLECULE, moleculeOf);
    for (int i = 0; i < leaves.size(); i++) {
      NeighbourLists lists = chosen.lists().get(i);
      leaves.get(i).indices(lists).forEach(execution::bindIndices);
      Buffer mask = masks.get(i);
      int used = lists.senders().size();
      mask.fill(0, used, 1);
      mask.fill(used, mask.size(), 0);
    }
  }
}
