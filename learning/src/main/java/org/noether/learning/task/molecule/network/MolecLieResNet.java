package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A {@link LieResNet} on the atoms of molecules that gives one number for each molecule (Finzi et
 * al. 2020, section 6.2).
 *
 * @param group what atoms lift to
 * @param net the network on atoms, with one output
 * @param augmented whether each training molecule is moved at random
 */
public record MolecLieResNet(LieGroup group, LieResNet net, boolean augmented)
    implements MoleculeNetwork {

  @Override
  public int liftSamples() {
    return net.liftSamples();
  }

  @Override
  public List<LieConv> convolutions() {
    return net.convolutions();
  }

  @Override
  public List<LieResNet> layers() {
    return List.of(net);
  }

  @Override
  public Tensor apply(Trace trace, List<Neighbourhood> neighbourhoods, Atoms atoms) {
    Tensor outputs = net.apply(trace, neighbourhoods, atoms.present(), atoms.features());
    return net.pool(outputs, atoms.present(), atoms.moleculeOf(), atoms.molecules())
        .reshape(atoms.molecules());
  }
}
