package org.noether.reports.extension;

import java.util.List;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NetConfig;
import org.noether.learning.task.molecule.network.MolecLieResNet;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworkFactory;

/** A network of one narrow block, with the nonlinearity as its option. */
public final class OneBlock implements MoleculeNetworkFactory {
  @Override
  public String name() {
    return "OneBlock";
  }

  @Override
  public List<String> options() {
    return List.of("act");
  }

  @Override
  public MoleculeNetwork create(NetConfig config, int features) {
    var group = new Translations(3);
    var block = new ConvolutionOptions(25, false, true, false, config.activation("act"), 1, 1);
    var net = new LieResNet(group, 1, features, List.of(8, 8), 1, List.of(block));
    return new MolecLieResNet(group, net, false);
  }
}
