package org.noether.learning.molecule;

import java.util.List;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A {@link LieResNet} on the atoms of molecules that gives one number for each molecule (Finzi et
 * al. 2020, section 6.2).
 *
 * @param net the network on atoms, with one output
 */
public record MolecLieResNet(LieResNet net) implements Layer {
  @Override
  public List<Parameter> parameters() {
    return net.parameters();
  }

  @Override
  public List<NamedBuffer> buffers() {
    return net.buffers();
  }

  /**
   * Returns the molecules' numbers, of shape (B).
   *
   * @param neighbourhoods of the convolutions
   * @param present 1 for lifted atoms that exist and 0 for others, of shape (P, 1)
   * @param features of lifted atoms, of shape (P, inputs)
   * @param moleculeOf indices of shape (P): the molecule of each lifted atom
   * @param molecules B
   */
  public Tensor apply(
      Trace trace,
      List<Neighbourhood> neighbourhoods,
      Tensor present,
      Tensor features,
      Tensor moleculeOf,
      int molecules) {
    Tensor atoms = net.apply(trace, neighbourhoods, present, features);
    return net.pool().apply(atoms, present, moleculeOf, molecules).reshape(molecules);
  }
}
