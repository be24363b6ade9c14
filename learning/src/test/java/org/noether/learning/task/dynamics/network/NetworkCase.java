package org.noether.learning.task.dynamics.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A network with parameters drawn as before training, and a batch of random states. */
final class NetworkCase {
  static final int BATCH = 2;
  static final int BODIES = 4;
  static final int DIM = 2;
  static final int SYS_DIM = 2;
  static final int HALF = BODIES * DIM;

  private final Bodies bodies;
  final DynamicsNetwork network;
  final double[] states;
  final double[] sysP;
  private final Map<String, double[]> leaves = new HashMap<>();

  NetworkCase(String name, Map<String, Object> config) {
    this(name, config, Bodies.withoutOuterForces(BODIES, DIM, SYS_DIM));
  }

  NetworkCase(String name, Map<String, Object> config, Bodies bodies) {
    Random random = new Random(11);
    this.bodies = bodies;
    network = DynamicsNetworks.create(name, config, bodies);
    states = random.doubles((long) BATCH * width(), -1, 1).toArray();
    sysP = random.doubles((long) BATCH * bodies.count() * bodies.sysDim(), 0.5, 2).toArray();
    for (Parameter parameter : network.parameters()) {
      double[] values = new double[parameter.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = parameter.init().next(random);
      }
      leaves.put(parameter.name(), values);
    }
    for (NamedBuffer buffer : network.buffers()) {
      double[] values = new double[buffer.shape().size()];
      Arrays.fill(values, buffer.initial());
      leaves.put(buffer.name(), values);
    }
    int planes = network.noisePlanes();
    leaves.put(
        Trace.NOISE,
        random.doubles((long) BATCH * planes * bodies.count() * bodies.count()).toArray());
  }

  /** Returns dz/dt at states, in evaluation. */
  double[] dzdt(double[] z, double[] parameters) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, false, network.noisePlanes());
    return run(network.dzdt(trace, z(graph), sysP(graph)), z, parameters);
  }

  /** Returns the energies of states, in evaluation. */
  double[] hamiltonian(double[] z) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, false, network.noisePlanes());
    Tensor energy =
        ((DynamicsNetwork.Hamiltonian) network).hamiltonian(trace, z(graph), sysP(graph));
    return run(energy, z, sysP);
  }

  private double[] run(Tensor output, double[] z, double[] parameters) {
    Map<String, double[]> all = new HashMap<>(leaves);
    all.put("z", z);
    all.put("sysP", parameters);
    return Evaluation.of(List.of(output), all).getFirst();
  }

  /** Returns the length of a state. */
  int width() {
    return 2 * bodies.count() * bodies.dim();
  }

  private Tensor z(Graph graph) {
    return graph.input("z", Shape.of(BATCH, width()));
  }

  private Tensor sysP(Graph graph) {
    return graph.input("sysP", Shape.of(BATCH, bodies.count(), bodies.sysDim()));
  }
}
