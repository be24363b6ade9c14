package org.noether.learning.task.dynamics.network;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NetConfig;
import org.noether.simulation.registry.Registry;

/** The dynamics networks known by name. */
public final class DynamicsNetworks {
  private static final List<String> SIZES = List.of("d", "sys_dim");
  private static final List<String> PLAIN = List.of("k", "num_layers");
  private static final List<String> RESNET =
      List.of("k", "num_layers", "group", "bn", "knn", "nbhd", "mean", "act", "liftsamples");

  private static final Registry<DynamicsNetworkFactory> KNOWN =
      new Registry<>(
          DynamicsNetworkFactory.class,
          "no network",
          DynamicsNetworkFactory::name,
          List.of(
              plain("FC", FC::new, 300, 4),
              plain("HFC", HFC::new, 150, 4),
              plain("OGN", OGN::new, 64, 1),
              plain("HOGN", HOGN::new, 64, 1),
              plain("VOGN", VOGN::new, 64, 1),
              new BuiltIn(
                  "HLieResNet", concat(RESNET, List.of("center")), DynamicsNetworks::hLieResNet),
              new BuiltIn("FLieResnet", RESNET, DynamicsNetworks::fLieResnet)));

  private DynamicsNetworks() {}

  /** Returns the names of all networks. */
  public static List<String> names() {
    return KNOWN.names();
  }

  /**
   * Returns a network for point masses without outer forces, such as the paper's.
   *
   * @param bodies the number n of bodies
   * @param dim the number d of dimensions of space
   * @param sysDim the number c of system parameters of each body
   * @throws IllegalArgumentException as {@link #create(String, Map, Bodies)}
   */
  public static DynamicsNetwork create(
      String network, Map<String, Object> netCfg, int bodies, int dim, int sysDim) {
    return create(network, netCfg, Bodies.withoutOuterForces(bodies, dim, sysDim));
  }

  /**
   * Returns a network for systems.
   *
   * @param network one of {@link #names()}
   * @param netCfg the network's keywords, named and with defaults as in the reference: whole
   *     numbers, booleans, strings, lists, and {@link org.noether.learning.group.GroupSpec}
   * @param bodies the sizes of the systems, and what is known of them
   * @throws IllegalArgumentException if the network or a keyword is unknown, a value is wrong, or
   *     the network cannot learn such systems
   */
  public static DynamicsNetwork create(String network, Map<String, Object> netCfg, Bodies bodies) {
    DynamicsNetworkFactory factory = KNOWN.get(network);
    NetConfig config = new NetConfig(network, netCfg, concat(SIZES, factory.options()));
    config.fixed("d", bodies.dim(), "the number of dimensions of the data");
    config.fixed("sys_dim", bodies.sysDim(), "the number of system parameters of a body");
    return factory.create(config, bodies);
  }

  /** Returns the name of a network that differs in case only; an unknown name as it is. */
  public static String canonical(String name) {
    return KNOWN.canonical(name);
  }

  /**
   * Checks a network's name and keywords as far as they do not depend on the data.
   *
   * @throws IllegalArgumentException as {@link #create(String, Map, Bodies)} does
   */
  public static void check(String network, Map<String, Object> netCfg) {
    Map<String, Object> free = new HashMap<>(netCfg);
    SIZES.forEach(free::remove);
    int dim = netCfg.get("group") instanceof GroupSpec group ? Groups.create(group).repDim() : 2;
    create(network, free, 2, dim, 1);
  }

  private record BuiltIn(
      String name, List<String> options, BiFunction<NetConfig, Bodies, DynamicsNetwork> creation)
      implements DynamicsNetworkFactory {
    @Override
    public DynamicsNetwork create(NetConfig config, Bodies bodies) {
      return creation.apply(config, bodies);
    }
  }

  @FunctionalInterface
  private interface Plain {
    DynamicsNetwork create(Bodies bodies, int k, int numLayers);
  }

  private static BuiltIn plain(String name, Plain kind, int defaultK, int defaultLayers) {
    return new BuiltIn(
        name,
        PLAIN,
        (config, bodies) ->
            kind.create(
                bodies,
                config.integer("k", defaultK, 1),
                config.integer("num_layers", defaultLayers, 1)));
  }

  private static DynamicsNetwork hLieResNet(NetConfig config, Bodies bodies) {
    LieGroup group = group(config, bodies);
    LieResNet net = resNet(config, group, PotentialNetwork.values(bodies), 1);
    return new HLieResNet(bodies, group, net, config.flag("center", true));
  }

  private static DynamicsNetwork fLieResnet(NetConfig config, Bodies bodies) {
    LieGroup group = group(config, bodies);
    LieResNet net = resNet(config, group, bodies.sysDim() + bodies.dim(), 2 * bodies.dim());
    return new FLieResnet(bodies, group, net);
  }

  /** The default is T(d) only where all that matters of positions are their differences. */
  private static LieGroup group(NetConfig config, Bodies bodies) {
    if (!bodies.pointMasses()) {
      throw new IllegalArgumentException(
          config.network()
              + " convolves over positions in space, which these systems have none of; choose FC,"
              + " HFC, OGN, HOGN or VOGN");
    }
    return config.group(
        "group",
        bodies.dim(),
        new GroupSpec(bodies.translationInvariant() ? "T" : "Trivial", List.of(bodies.dim())));
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

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
