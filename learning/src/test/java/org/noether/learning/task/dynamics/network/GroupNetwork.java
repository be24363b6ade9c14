package org.noether.learning.task.dynamics.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.noether.learning.backend.Backend;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** HLieResNet for a group, with random parameters, on bodies of given masses. */
final class GroupNetwork {
  /** Parameters are so many times larger than before training: where bodies are then matters. */
  private static final double STRENGTH = 3;

  private static final double[] MASSES = {0.7, 1.9, 1.2, 0.5};
  static final int BODIES = MASSES.length;

  final LieGroup group;
  private final DynamicsNetwork network;
  private final Map<String, double[]> parameters = new HashMap<>();

  /** Makes a network that does not move the bodies' centre to the origin. */
  GroupNetwork(GroupSpec spec) {
    this(spec, false);
  }

  GroupNetwork(GroupSpec spec, boolean center) {
    group = Groups.create(spec);
    network =
        DynamicsNetworks.create(
            "HLieResNet",
            Map.of("k", 8, "num_layers", 2, "group", spec, "center", center),
            BODIES,
            group.repDim(),
            1);
    Random random = new Random(21);
    for (Parameter parameter : network.parameters()) {
      double[] values = new double[parameter.shape().size()];
      Arrays.setAll(values, i -> STRENGTH * parameter.init().next(random));
      parameters.put(parameter.name(), values);
    }
    for (NamedBuffer buffer : network.buffers()) {
      parameters.put(buffer.name(), new double[] {buffer.initial()});
    }
  }

  /**
   * Returns the potential energies of one state in as many evaluations, each with lifts of its own.
   *
   * @param positions of the bodies, one after the other
   * @param share lifts are drawn from this first part of all that there are
   */
  double[] energies(double[] positions, int evaluations, Random random, double share) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, false, network.noisePlanes());
    int half = positions.length;
    Tensor z = graph.input("z", Shape.of(evaluations, 2 * half));
    Tensor mass = graph.input("m", Shape.of(evaluations, BODIES, 1));
    Tensor energy = ((DynamicsNetwork.Hamiltonian) network).hamiltonian(trace, z, mass);
    double[] states = new double[evaluations * 2 * half];
    for (int e = 0; e < evaluations; e++) {
      System.arraycopy(positions, 0, states, e * 2 * half, half);
    }
    return Evaluation.of(List.of(energy), leaves(trace, states, random, share)).getFirst();
  }

  /** Returns dz/dt of one state at rest and the parameters' gradients of its squared length. */
  List<double[]> ratesAndGradients(Backend backend, double[] positions) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, false, network.noisePlanes());
    Tensor z = graph.input("z", Shape.of(1, 2 * positions.length));
    Tensor rates = network.dzdt(trace, z, graph.input("m", Shape.of(1, BODIES, 1)));
    List<Tensor> outputs = new ArrayList<>(List.of(rates));
    outputs.addAll(
        Gradients.of(
            rates.square().sum(), network.parameters().stream().map(trace::parameter).toList()));
    double[] state = Arrays.copyOf(positions, 2 * positions.length);
    return Evaluation.of(backend, outputs, leaves(trace, state, new Random(5), 1));
  }

  private Map<String, double[]> leaves(Trace trace, double[] states, Random random, double share) {
    Map<String, double[]> leaves = new HashMap<>(parameters);
    leaves.put("z", states);
    int clouds = states.length / (2 * BODIES * group.repDim());
    double[] masses = new double[clouds * BODIES];
    Arrays.setAll(masses, i -> MASSES[i % BODIES]);
    leaves.put("m", masses);
    int numbers = trace.noiseShape().map(Shape::size).orElse(0);
    leaves.put(Trace.NOISE, random.doubles(numbers).map(uniform -> uniform * share).toArray());
    return leaves;
  }
}
