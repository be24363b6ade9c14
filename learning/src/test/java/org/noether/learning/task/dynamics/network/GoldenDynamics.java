package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.noether.learning.backend.Backend;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.Groups;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.GoldenParameters;
import org.noether.learning.testing.GradientSummaries;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.SafetensorsFile;

/**
 * Checks a network against one golden case of kind {@code dynamics}: dz/dt, H, a rollout, and the
 * loss with its gradients, in this order, as each evaluation in training may change buffers. The
 * error of a tensor is relative and taken over all its elements: |ours - theirs| / |theirs|. Where
 * the reference yields NaN, ours must be finite.
 */
final class GoldenDynamics {
  /** The reference works out how full balls are in single precision, whatever the network's. */
  private static final double RADIUS = 1e-6;

  /**
   * Some gradients are zero but for rounding, such as that of a bias before batch norm. So none is
   * held to more than its tolerance of this fraction of the whole gradient.
   */
  private static final double SMALL_GRADIENT = 1e-2;

  private final GoldenCase golden;
  private final SafetensorsFile tensors;
  private final Backend backend;
  private final double tolerance;
  private final DynamicsNetwork network;
  private final GoldenLifts lifts;
  private final Map<String, double[]> leaves = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private double worst;

  GoldenDynamics(GoldenCase golden, Backend backend, double tolerance) {
    this.golden = golden;
    this.tensors = golden.tensors();
    this.backend = backend;
    this.tolerance = tolerance;
    int[] zs = tensors.tensor("in.zs").shape();
    int[] sysP = tensors.tensor("in.sysP").shape();
    int bodies = sysP[1];
    this.network =
        DynamicsNetworks.create(
            golden.json().path("net").stringValue(),
            GoldenConfig.of(golden.json()),
            bodies,
            zs[2] / (2 * bodies),
            sysP[2]);
    this.lifts = new GoldenLifts(tensors);
    shapes.put("z0", Shape.of(zs[0], zs[2]));
    shapes.put("zs", Shape.of(zs));
    shapes.put("sysP", Shape.of(sysP));
    shapes.put("dt", Shape.of(zs[1] - 1));
    bindData(zs);
    bindParameters();
    for (NamedBuffer buffer : network.buffers()) {
      leaves.put(buffer.name(), theirs("buffer." + buffer.name()));
    }
  }

  /** Runs all there is to compare and returns the largest relative error. */
  double check() {
    compare("out.dzdt", run("dzdt", (trace, in) -> List.of(dzdt(trace, in))).getFirst());
    if (network instanceof DynamicsNetwork.Hamiltonian hamiltonian && !lifts.random()) {
      compare(
          "out.H",
          run(
                  "H",
                  (trace, in) ->
                      List.of(hamiltonian.hamiltonian(trace, in.apply("z0"), in.apply("sysP"))))
              .getFirst());
    }
    compareBuffers("buffer_after_dzdt.");
    compare("out.pred_zs", run("rollout", (trace, in) -> List.of(rollout(trace, in))).getFirst());
    checkLoss();
    compareBuffers("buffer_after.");
    return worst;
  }

  private interface Inputs {
    Tensor apply(String name);
  }

  /** Traces and runs outputs, and keeps the buffers as they are afterwards. */
  private List<double[]> run(String stage, BiFunction<Trace, Inputs, List<Tensor>> traced) {
    Graph graph = new Graph();
    int planes = 0;
    if (tensors.tensors().containsKey("noise." + stage)) {
      planes = tensors.tensor("noise." + stage).shape()[1];
      leaves.put(Trace.NOISE, theirs("noise." + stage));
    }
    if (lifts.random()) {
      planes = bindLifts(stage);
    }
    Trace trace = new Trace(graph, golden.json().path("train").booleanValue(), planes);
    List<Tensor> outputs =
        new ArrayList<>(traced.apply(trace, name -> graph.input(name, shapes.get(name))));
    int results = outputs.size();
    network.buffers().forEach(buffer -> outputs.add(trace.buffer(buffer)));
    List<double[]> values = Evaluation.of(backend, outputs, leaves);
    for (int i = results; i < values.size(); i++) {
      leaves.put(network.buffers().get(i - results).name(), values.get(i));
    }
    return values.subList(0, results);
  }

  /** Binds what the reference drew; it did not record the loss's draws, so a rollout's serve. */
  private int bindLifts(String stage) {
    int numbers = Groups.create(GoldenGroup.spec(golden.json())).stabiliserDim();
    List<double[]> planes = lifts.planes(stage.equals("loss") ? "rollout" : stage, numbers);
    int batch = shapes.get("sysP").extent(0);
    int size = planes.getFirst().length / batch;
    double[] noise = new double[planes.size() * size * batch];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < planes.size(); i++) {
        System.arraycopy(planes.get(i), b * size, noise, (b * planes.size() + i) * size, size);
      }
    }
    leaves.put(Trace.NOISE, noise);
    return planes.size();
  }

  private Tensor dzdt(Trace trace, Inputs in) {
    return network.dzdt(trace, in.apply("z0"), in.apply("sysP"));
  }

  private Tensor rollout(Trace trace, Inputs in) {
    return Rollout.threeEighths(network, trace, in.apply("z0"), in.apply("sysP"), in.apply("dt"));
  }

  private void checkLoss() {
    List<double[]> values =
        run(
            "loss",
            (trace, in) -> {
              Tensor error = rollout(trace, in).sub(in.apply("zs"));
              Tensor loss = error.square().sum().mul(1.0 / error.shape().size());
              List<Tensor> outputs = new ArrayList<>(List.of(loss));
              outputs.addAll(
                  Gradients.of(loss, network.parameters().stream().map(trace::parameter).toList()));
              return outputs;
            });
    if (lifts.random()) {
      values.forEach(value -> assertThat(Arrays.stream(value)).allMatch(Double::isFinite));
      compareLossOfPredictions(values.getFirst()[0]);
      return;
    }
    compare("out.loss", values.getFirst());
    Map<String, double[]> gradients = new HashMap<>();
    for (int i = 0; i < network.parameters().size(); i++) {
      gradients.put(network.parameters().get(i).name(), values.get(i + 1));
    }
    if (GradientSummaries.in(tensors)) {
      GradientSummaries.errors(golden.json(), tensors, gradients, 0).forEach(this::note);
    } else {
      compareEach(gradients);
    }
  }

  /** Compares the loss with that of the reference's predictions, where these are finite. */
  private void compareLossOfPredictions(double loss) {
    double[] zs = theirs("in.zs");
    double[] predictions = theirs("out.pred_zs");
    double theirs = 0;
    for (int i = 0; i < zs.length; i++) {
      theirs += (predictions[i] - zs[i]) * (predictions[i] - zs[i]) / zs.length;
    }
    if (Double.isFinite(theirs)) {
      note("loss", Math.abs(loss - theirs) / theirs);
    }
  }

  private void compareEach(Map<String, double[]> gradients) {
    double whole =
        gradients.keySet().stream()
            .map(name -> "grad." + name)
            .filter(tensors.tensors()::containsKey)
            .mapToDouble(name -> norm(theirs(name)))
            .reduce(0, Math::hypot);
    List<String> without = new ArrayList<>();
    golden.json().path("params_without_grad").forEach(name -> without.add(name.stringValue()));
    gradients.forEach((name, gradient) -> {
      if (without.contains(name)) {
        assertThat(gradient).as(name).containsOnly(0);
      } else {
        compare("grad." + name, gradient, SMALL_GRADIENT * whole, tolerance);
      }
    });
  }

  private void compareBuffers(String prefix) {
    for (NamedBuffer buffer : network.buffers()) {
      double bound = buffer.name().endsWith(".r") ? RADIUS : tolerance;
      compare(prefix + buffer.name(), leaves.get(buffer.name()), 0, Math.max(bound, tolerance));
    }
  }

  private void compare(String name, double[] ours) {
    compare(name, ours, 0, tolerance);
  }

  private void compare(String name, double[] ours, double smallestScale, double bound) {
    double[] theirs = theirs(name);
    assertThat(ours).as(name).hasSameSizeAs(theirs);
    assertThat(Arrays.stream(ours)).as(name).allMatch(Double::isFinite);
    if (!Arrays.stream(theirs).allMatch(Double::isFinite)) {
      return;
    }
    double[] error = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      error[i] = ours[i] - theirs[i];
    }
    double size = norm(error);
    note(name, size == 0 ? 0 : size / Math.max(norm(theirs), smallestScale), bound);
  }

  private void note(String name, double error) {
    note(name, error, tolerance);
  }

  private void note(String name, double error, double bound) {
    assertThat(error).as("relative error of " + name).isLessThanOrEqualTo(bound);
    worst = Math.max(worst, error);
  }

  private static double norm(double[] x) {
    double norm = 0;
    for (double element : x) {
      norm = Math.hypot(norm, element);
    }
    return norm;
  }

  private double[] theirs(String name) {
    return tensors.tensor(name).doubles();
  }

  private void bindData(int[] extents) {
    double[] zs = theirs("in.zs");
    double[] ts = theirs("in.ts");
    double[] z0 = new double[extents[0] * extents[2]];
    for (int b = 0; b < extents[0]; b++) {
      System.arraycopy(zs, b * extents[1] * extents[2], z0, b * extents[2], extents[2]);
    }
    double[] dt = new double[extents[1] - 1];
    for (int i = 0; i < dt.length; i++) {
      dt[i] = ts[i + 1] - ts[i];
    }
    leaves.put("zs", zs);
    leaves.put("z0", z0);
    leaves.put("dt", dt);
    leaves.put("sysP", theirs("in.sysP"));
  }

  private void bindParameters() {
    leaves.putAll(GoldenParameters.all(golden.json()));
    tensors.tensors().keySet().stream()
        .filter(name -> name.startsWith("param."))
        .forEach(name -> leaves.put(name.substring("param.".length()), theirs(name)));
    assertThat(network.parameters())
        .extracting(Parameter::name)
        .allSatisfy(name -> assertThat(leaves).containsKey(name));
  }
}
