package org.noether.reports.extension;

import java.util.List;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Trivial;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.NetConfig;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworkFactory;
import org.noether.learning.tensor.Tensor;

/**
 * A sum over atoms, wherever they are.
 *
 * @param linear from an atom's features to its summand
 */
public record AtomSum(Linear linear) implements MoleculeNetwork {
  @Override
  public boolean augmented() {
    return false;
  }

  @Override
  public LieGroup group() {
    return new Trivial(3);
  }

  @Override
  public int liftSamples() {
    return 1;
  }

  @Override
  public List<LieConv> convolutions() {
    return List.of();
  }

  @Override
  public List<Parameter> parameters() {
    return linear.parameters();
  }

  @Override
  public Tensor apply(Trace trace, List<Neighbourhood> neighbourhoods, Atoms atoms) {
    return linear
        .apply(trace, atoms.features())
        .mul(atoms.present())
        .scatterAdd(atoms.moleculeOf(), atoms.molecules())
        .reshape(atoms.molecules());
  }

  /** Takes no option. */
  public static final class Factory implements MoleculeNetworkFactory {
    @Override
    public String name() {
      return "AtomSum";
    }

    @Override
    public List<String> options() {
      return List.of();
    }

    @Override
    public MoleculeNetwork create(NetConfig config, int features) {
      return new AtomSum(Linear.of("linear", features, 1));
    }
  }
}
