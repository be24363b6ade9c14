package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.nn.NetConfig;

/**
 * Makes the networks of one name. An implementation that {@code
 * META-INF/services/org.noether.learning.task.molecule.network.MoleculeNetworkFactory} names is
 * known beside those of {@link MoleculeNetworks}.
 */
public interface MoleculeNetworkFactory {
  /** Returns the name that users write, such as {@code MolecGN}. */
  String name();

  /** Returns the options that the network takes. */
  List<String> options();

  /**
   * Returns a network.
   *
   * @param config the options given, none of them unknown
   * @param features the numbers that describe an atom, see {@link AtomFeatures#size}
   * @throws IllegalArgumentException if a value is wrong
   */
  MoleculeNetwork create(NetConfig config, int features);
}
