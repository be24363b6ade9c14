package org.noether.learning.task.dynamics.network;

import java.util.List;
import org.noether.learning.nn.NetConfig;

/**
 * Makes the networks of one name. An implementation that {@code
 * META-INF/services/org.noether.learning.task.dynamics.network.DynamicsNetworkFactory} names is
 * known beside those of {@link DynamicsNetworks}.
 */
public interface DynamicsNetworkFactory {
  /** Returns the name that users write, such as {@code HOGN}. */
  String name();

  /** Returns the options that the network takes. */
  List<String> options();

  /**
   * Returns a network.
   *
   * @param config the options given, none of them unknown
   * @param bodies the sizes of the data
   * @throws IllegalArgumentException if a value is wrong
   */
  DynamicsNetwork create(NetConfig config, Bodies bodies);
}
