package org.noether.learning.task.molecule.network;

import java.util.Arrays;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLeaves;
import org.noether.learning.cloud.NeighbourLists;

/** Gives batches to calls of functions traced by {@link BatchCapacity#predictions}. */
public final class MoleculeInputs {
  private final BatchCapacity capacity;
  private final MoleculeNetwork network;
  private final Call call;
  private final Backend backend;
  private final int features;
  private final List<NeighbourLeaves> leaves;
  private final Buffer present;
  private final List<Buffer> masks;
  private final int[] moleculeOf;

  /**
   * Allocates what batches are kept in.
   *
   * @param features the numbers that describe an atom
   */
  public MoleculeInputs(BatchCapacity capacity, MoleculeNetwork network, int features, Call call) {
    this.capacity = capacity;
    this.network = network;
    this.call = call;
    this.features = features;
    backend = call.function().backend();
    leaves = capacity.leaves(network.liftSamples());
    present = backend.allocate(capacity.atoms());
    masks = leaves.stream().map(list -> backend.allocate(list.edges())).toList();
    moleculeOf = new int[capacity.atoms() * network.liftSamples()];
    call.set(BatchCapacity.PRESENT, present, 0);
    for (int i = 0; i < leaves.size(); i++) {
      call.set(leaves.get(i).mask(), masks.get(i), 0);
    }
  }

  /**
   * Sets the inputs to a batch.
   *
   * @param chosen what its atoms lift to and their neighbours
   */
  public void load(MoleculeBatch batch, LiftedBatch chosen) {
    CloudLayout layout = batch.layout();
    int atoms = capacity.atoms();
    int samples = network.liftSamples();
    BatchCapacity.setPlaces(call, network, atoms, batch.positions(), chosen.lifts());
    call.set(BatchCapacity.FEATURES, Arrays.copyOf(batch.features(), atoms * features));
    fillMask(present, layout.points());
    for (int i = 0; i < layout.clouds(); i++) {
      Arrays.fill(moleculeOf, layout.start(i) * samples, layout.start(i + 1) * samples, i);
    }
    Arrays.fill(moleculeOf, layout.points() * samples, moleculeOf.length, 0);
    call.setIndices(BatchCapacity.MOLECULE, moleculeOf);
    for (int i = 0; i < leaves.size(); i++) {
      NeighbourLists lists = chosen.lists().get(i);
      leaves.get(i).indices(lists).forEach(call::setIndices);
      fillMask(masks.get(i), lists.senders().size());
    }
  }

  /** Stores 1 at places that are used, and 0 at the others. */
  private void fillMask(Buffer mask, int used) {
    backend.fill(mask, 0, used, 1);
    backend.fill(mask, used, mask.size() - used, 0);
  }
}
