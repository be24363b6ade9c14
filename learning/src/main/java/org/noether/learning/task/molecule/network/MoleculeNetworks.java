package org.noether.learning.task.molecule.network;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.Activation;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NetConfig;
import org.noether.simulation.registry.Registry;

/** The networks of molecules known by name. */
public final class MoleculeNetworks {
  private static final Registry<MoleculeNetworkFactory> KNOWN =
      new Registry<>(
          MoleculeNetworkFactory.class,
          "no network",
          MoleculeNetworkFactory::name,
          List.of(
              new BuiltIn(
                  "MolecLieResNet",
                  List.of(
                      "group",
                      "k",
                      "num_layers",
                      "fill",
                      "nbhd",
                      "liftsamples",
                      "knn",
                      "act",
                      "bn",
                      "mean",
                      "aug",
                      "cache",
                      "per_point"),
                  MoleculeNetworks::resNet),
              new BuiltIn(
                  "MolecGN", List.of("k", "num_layers", "aug"), MoleculeNetworks::graphNetwork)));

  private static final int SPACE = 3;
  private static final int RES_NET_WIDTH = 1536;
  private static final int GRAPH_WIDTH = 64;

  private MoleculeNetworks() {}

  /** Returns the names of all networks. */
  public static List<String> names() {
    return KNOWN.names();
  }

  /**
   * Returns a network. Its options have the names of the reference's, and the defaults of its
   * {@code train_molec.py}; {@code cache} and {@code per_point} are taken too, but change nothing
   * where no atoms are left out.
   *
   * @param network one of {@link #names()}
   * @param netCfg the network's options: whole numbers, numbers, booleans, strings, lists, and
   *     {@link org.noether.learning.group.GroupSpec}
   * @param features the numbers that describe an atom, see {@link AtomFeatures#size}
   * @throws IllegalArgumentException if the network or an option is unknown, or a value is wrong
   */
  public static MoleculeNetwork create(String network, Map<String, Object> netCfg, int features) {
    MoleculeNetworkFactory factory = KNOWN.get(network);
    return factory.create(new NetConfig(network, netCfg, factory.options()), features);
  }

  /** Returns the name of a network that differs in case only; an unknown name as it is. */
  public static String canonical(String name) {
    return KNOWN.canonical(name);
  }

  /**
   * Checks a network's name and options before it is known how atoms are described.
   *
   * @throws IllegalArgumentException as {@link #create} does
   */
  public static void check(String network, Map<String, Object> netCfg) {
    create(network, netCfg, 1);
  }

  /** Returns the width {@code k} of a network whose options do not say it; "unknown" of others'. */
  public static String defaultWidth(String network) {
    return switch (network) {
      case "MolecLieResNet" -> String.valueOf(RES_NET_WIDTH);
      case "MolecGN" -> String.valueOf(GRAPH_WIDTH);
      default -> "unknown";
    };
  }

  private record BuiltIn(
      String name, List<String> options, BiFunction<NetConfig, Integer, MoleculeNetwork> creation)
      implements MoleculeNetworkFactory {
    @Override
    public MoleculeNetwork create(NetConfig config, int features) {
      return creation.apply(config, features);
    }
  }

  private static MoleculeNetwork resNet(NetConfig config, int features) {
    config.flag("cache", false);
    config.flag("per_point", true);
    LieGroup group = config.group("group", SPACE);
    int layers = config.integer("num_layers", 6, 1);
    int nbhd = config.integer("nbhd", 100, 1);
    boolean knn = config.flag("knn", false);
    boolean mean = config.flag("mean", true);
    boolean bn = config.flag("bn", true);
    Activation act = config.activation("act");
    List<Double> fill = config.numbers("fill", 0.25, layers, 0, 1);
    List<ConvolutionOptions> options =
        IntStream.range(0, layers)
            .mapToObj(i -> new ConvolutionOptions(nbhd, knn, mean, bn, act, fill.get(i), 1))
            .toList();
    LieResNet net =
        new LieResNet(
            group,
            config.integer("liftsamples", 1, 1),
            features,
            config.integers("k", RES_NET_WIDTH, layers + 1, 4),
            1,
            options);
    return new MolecLieResNet(group, net, config.flag("aug", true));
  }

  private static MoleculeNetwork graphNetwork(NetConfig config, int features) {
    return MolecGN.of(
        features,
        config.integer("k", GRAPH_WIDTH, 1),
        config.integer("num_layers", 1, 1),
        config.flag("aug", true));
  }
}
