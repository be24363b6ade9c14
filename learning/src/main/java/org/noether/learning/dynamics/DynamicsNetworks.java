package org.noether.learning.dynamics;

import java.util.List;
import java.util.Map;
import org.noether.learning.group.Spelling;

/** The dynamics networks known by name. */
public final class DynamicsNetworks {
  private static final List<String> KNOWN = List.of("FC", "HFC");
  private static final List<String> PERCEPTRON = List.of("d", "sys_dim", "k", "num_layers");

  private DynamicsNetworks() {}

  /** Returns the names of all networks. */
  public static List<String> names() {
    return KNOWN;
  }

  /**
   * Returns a network for systems of the given size.
   *
   * @param network one of {@link #names()}
   * @param netCfg the network's keywords, named and with defaults as in the reference: whole numbers,
   *     booleans, strings, lists, and {@link org.noether.learning.group.GroupSpec}
   * @param bodies the number n of bodies
   * @param dim the number d of dimensions of space
   * @param sysDim the number c of system parameters of each body
   * @throws IllegalArgumentException if the network or a keyword is unknown, or a value is wrong
   */
  public static DynamicsNetwork create(
      String network, Map<String, Object> netCfg, int bodies, int dim, int sysDim) {
    Bodies layout = new Bodies(bodies, dim, sysDim);
    return switch (network) {
      case "FC" -> {
        NetConfig config = perceptron(network, netCfg, layout);
        yield new FC(layout, config.integer("k", 300, 1), config.integer("num_layers", 4, 1));
      }
      case "HFC" -> {
        NetConfig config = perceptron(network, netCfg, layout);
        yield new HFC(layout, config.integer("k", 150, 1), config.integer("num_layers", 4, 1));
      }
      default ->
          throw new IllegalArgumentException(
              "no network '"
                  + network
                  + "'; known: "
                  + String.join(", ", KNOWN)
                  + Spelling.suggestion(network, KNOWN));
    };
  }

  private static NetConfig perceptron(String network, Map<String, Object> netCfg, Bodies bodies) {
    return checked(new NetConfig(network, netCfg, PERCEPTRON), bodies);
  }

  private static NetConfig checked(NetConfig config, Bodies bodies) {
    config.fixed("d", bodies.dim(), "the number of dimensions of the data");
    config.fixed("sys_dim", bodies.sysDim(), "the number of system parameters of a body");
    return config;
  }
}
