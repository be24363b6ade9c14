package org.noether.learning.task.dynamics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.Bodies;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.train.Layout;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;

/**
 * The network of a configuration for any number of bodies. The weights are the same for all; a
 * network whose weights depend on the number of bodies is for one number only.
 */
final class NetworkFamily implements IntFunction<DynamicsNetwork> {
  private final DynamicsConfig config;
  private final int dim;
  private final int sysDim;
  private final boolean pointMasses;
  private final boolean translationInvariant;
  private final int first;
  private final Map<Integer, DynamicsNetwork> networks = new ConcurrentHashMap<>();

  private NetworkFamily(DynamicsConfig config, GenerateRequest request) {
    this.config = config;
    SystemKind kind = request.kind();
    dim = request.spaceDimension();
    sysDim = kind.parameterNames().size();
    pointMasses = kind.pointMasses();
    translationInvariant =
        pointMasses
            && request.sizes().stream()
                .distinct()
                .allMatch(bodies -> TranslationInvariance.of(request.withBodies(bodies)));
    first = request.sizes().getFirst();
  }

  /**
   * Returns the network for systems such as a request asks for.
   *
   * @throws IllegalArgumentException if the network or one of its options is wrong, or it cannot
   *     learn such systems
   */
  static NetworkFamily of(DynamicsConfig config, GenerateRequest request) {
    var family = new NetworkFamily(config, request);
    for (int bodies : request.sizes()) {
      DynamicsNetwork network = family.apply(bodies);
      if (request.mixed() && family.couples(network, bodies)) {
        throw new IllegalArgumentException(
            "%s takes statistics over a batch, which is not possible for systems of different sizes (%s bodies); set 'bn' to False"
                .formatted(config.network(), request.bodiesText()));
      }
    }
    return family;
  }

  /** Returns the number of space dimensions. */
  int dim() {
    return dim;
  }

  /** Returns the network for the number of bodies that comes first. */
  DynamicsNetwork first() {
    return apply(first);
  }

  /**
   * Returns the network for a number of bodies.
   *
   * @throws IllegalArgumentException if its weights are for another number
   */
  @Override
  public DynamicsNetwork apply(int bodies) {
    return networks.computeIfAbsent(bodies, this::create);
  }

  private DynamicsNetwork create(int bodies) {
    DynamicsNetwork network = network(bodies);
    if (bodies != first && !Layout.of(network).equals(Layout.of(network(first)))) {
      throw new IllegalArgumentException(
          "%s has weights for systems of %d bodies and cannot take systems of %d; networks for any number are OGN, HOGN, VOGN, HLieResNet and FLieResnet"
              .formatted(config.network(), first, bodies));
    }
    return network;
  }

  private DynamicsNetwork network(int bodies) {
    return DynamicsNetworks.create(
        config.network(),
        config.netCfg(),
        new Bodies(bodies, dim, sysDim, pointMasses, translationInvariant));
  }

  private boolean couples(DynamicsNetwork network, int bodies) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, true, network.noisePlanes());
    network.dzdt(
        trace,
        graph.input("z", Shape.of(1, 2 * bodies * dim)),
        graph.input("sysP", Shape.of(1, bodies, sysDim)));
    return trace.couples();
  }
}
