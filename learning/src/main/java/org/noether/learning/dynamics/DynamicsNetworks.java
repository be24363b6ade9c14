package org.noether.learning.dynamics;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.noether.learning.group.Spelling;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;

/** The dynamics networks known by name. */
public final class DynamicsNetworks {
  private static final List<String> KNOWN = List.of("FC", "HFC", "HLieResNet", "FLieResnet");
  private static final List<String> PERCEPTRON = List.of("d", "sys_dim", "k", "num_layers");
  private static final List<String> RESNET =
      List.of("d", "sys_dim", "k", "num_layers", "group", "bn", "knn", "nbhd", "mean", "act");
  private static final List<String> HAMILTONIAN_RESNET =
      Stream.concat(RESNET.stream(), Stream.of("center")).toList();

  private DynamicsNetworks() {}

  /** Returns the names of all networks. */
  public static List<String> names() {
    return KNOWN;
  }

  /**
   * Returns a network for systems of the given size.
   *
   * @param network one of {@link #names()}
   * @param netCfg the network's keywords, named and with defaults as in the reference: whole
   *     numbers, booleans, strings, lists, and {@link org.noether.learning.group.GroupSpec}
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
      case "HLieResNet" -> {
        NetConfig config = checked(new NetConfig(network, netCfg, HAMILTONIAN_RESNET), layout);
        yield new HLieResNet(
            layout, resNet(config, layout, sysDim, 1), config.flag("center", true));
      }
      case "FLieResnet" -> {
        NetConfig config = checked(new NetConfig(network, netCfg, RESNET), layout);
        yield new FLieResnet(layout, resNet(config, layout, sysDim + dim, 2 * dim));
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

  private static LieResNet resNet(NetConfig config, Bodies bodies, int inputs, int outputs) {
    ConvolutionOptions options =
        new ConvolutionOptions(
            config.integer("nbhd", 100, 1),
            config.flag("knn", false),
            config.flag("mean", true),
            config.flag("bn", false),
            config.activation("act"),
            1);
    int layers = config.integer("num_layers", 4, 1);
    List<Integer> channels = config.integers("k", 384, layers + 1, 4);
    return new LieResNet(config.group("group", bodies.dim()), inputs, channels, outputs, options);
  }

  private static NetConfig checked(NetConfig config, Bodies bodies) {
    config.fixed("d", bodies.dim(), "the number of dimensions of the data");
    config.fixed("sys_dim", bodies.sysDim(), "the number of system parameters of a body");
    return config;
  }
}
