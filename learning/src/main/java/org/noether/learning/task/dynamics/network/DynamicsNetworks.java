package org.noether.learning.task.dynamics.network;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NetConfig;
import org.noether.simulation.registry.Spelling;

/** The dynamics networks known by name. */
public final class DynamicsNetworks {
  private static final List<String> KNOWN =
      List.of("FC", "HFC", "OGN", "HOGN", "VOGN", "HLieResNet", "FLieResnet");
  private static final List<String> PLAIN = List.of("d", "sys_dim", "k", "num_layers");
  private static final List<String> RESNET =
      List.of(
          "d",
          "sys_dim",
          "k",
          "num_layers",
          "group",
          "bn",
          "knn",
          "nbhd",
          "mean",
          "act",
          "liftsamples");
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
      case "FC" -> plain(FC::new, network, netCfg, layout, 300, 4);
      case "HFC" -> plain(HFC::new, network, netCfg, layout, 150, 4);
      case "OGN" -> plain(OGN::new, network, netCfg, layout, 64, 1);
      case "HOGN" -> plain(HOGN::new, network, netCfg, layout, 64, 1);
      case "VOGN" -> plain(VOGN::new, network, netCfg, layout, 64, 1);
      case "HLieResNet" -> {
        NetConfig config = checked(new NetConfig(network, netCfg, HAMILTONIAN_RESNET), layout);
        LieGroup group = config.group("group", dim);
        yield new HLieResNet(
            layout, group, resNet(config, group, sysDim, 1), config.flag("center", true));
      }
      case "FLieResnet" -> {
        NetConfig config = checked(new NetConfig(network, netCfg, RESNET), layout);
        LieGroup group = config.group("group", dim);
        yield new FLieResnet(layout, group, resNet(config, group, sysDim + dim, 2 * dim));
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

  @FunctionalInterface
  private interface Plain {
    DynamicsNetwork create(Bodies bodies, int k, int numLayers);
  }

  private static DynamicsNetwork plain(
      Plain kind,
      String network,
      Map<String, Object> netCfg,
      Bodies bodies,
      int defaultK,
      int defaultLayers) {
    NetConfig config = checked(new NetConfig(network, netCfg, PLAIN), bodies);
    return kind.create(
        bodies, config.integer("k", defaultK, 1), config.integer("num_layers", defaultLayers, 1));
  }

  private static LieResNet resNet(NetConfig config, LieGroup group, int inputs, int outputs) {
    ConvolutionOptions options =
        new ConvolutionOptions(
            config.integer("nbhd", 100, 1),
            config.flag("knn", false),
            config.flag("mean", true),
            config.flag("bn", false),
            config.activation("act"),
            1,
            1);
    int layers = config.integer("num_layers", 4, 1);
    return new LieResNet(
        group,
        config.integer("liftsamples", 1, 1),
        inputs,
        config.integers("k", 384, layers + 1, 4),
        outputs,
        Collections.nCopies(layers, options));
  }

  private static NetConfig checked(NetConfig config, Bodies bodies) {
    config.fixed("d", bodies.dim(), "the number of dimensions of the data");
    config.fixed("sys_dim", bodies.sysDim(), "the number of system parameters of a body");
    return config;
  }
}
