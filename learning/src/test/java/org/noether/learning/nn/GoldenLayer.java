package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.GoldenParameters;
import org.noether.learning.testing.GradientSummaries;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/**
 * A golden case of a layer: its numbers as leaves of a graph, and the comparison of outputs,
 * gradients of the sum of outputs times {@code in.w_*}, and buffers. The error of a tensor is
 * relative and taken over all its elements: |ours - theirs| / |theirs|. Where the reference yields
 * NaN, ours must be finite.
 */
public final class GoldenLayer {
  /** What the layer under test is called; the reference's tensors have no such prefix. */
  static final String PREFIX = "layer";

  /** Rounding of two double precision programs that add in different orders. */
  private static final double DOUBLE = 1e-9;

  /** Rounding of two single precision programs. */
  private static final double SINGLE = 2e-4;

  /** More than this would be no rounding. */
  private static final double MOST_ROUNDING = 5e-3;

  /** The reference works out how full balls are in single precision, whatever the layer's. */
  private static final double RADIUS = 1e-6;

  /**
   * Some gradients are zero but for rounding, such as that of a bias before batch norm. So none is
   * held to more than its tolerance of this fraction of the whole gradient.
   */
  private static final double SMALL_GRADIENT = 1e-2;

  private final GoldenCase golden;
  private final SafetensorsFile tensors;
  private final Backend backend;
  private double tolerance;
  private final Graph graph = new Graph();
  private final Trace trace;
  private final Map<String, double[]> leaves = new HashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private Optional<Tensor> loss = Optional.empty();
  private double worst;
  private boolean rounding;
  private final List<Map<String, double[]>> alternatives = new ArrayList<>();
  private final Map<String, Double> allowed = new HashMap<>();

  /** The backend of cases in single precision; the module of another backend names that one. */
  public static final String SINGLE_BACKEND = System.getProperty("noether.golden.backend", "cpu");

  public GoldenLayer(GoldenCase golden) {
    this(golden, golden.name().endsWith(".f32") ? SINGLE_BACKEND : "reference");
  }

  /** As {@link #GoldenLayer(GoldenCase)}, but on a backend of one's choice. */
  public GoldenLayer(GoldenCase golden, String backend) {
    this.golden = golden;
    this.tensors = golden.tensors();
    this.backend = Backends.choose(backend).backend();
    this.tolerance = backend.equals("reference") ? DOUBLE : SINGLE;
    this.trace = new Trace(graph, golden.json().path("train").asBoolean(false));
  }

  public Graph graph() {
    return graph;
  }

  public Trace trace() {
    return trace;
  }

  public Backend backend() {
    return backend;
  }

  /** Returns whether the numbers are of double precision. */
  public boolean exact() {
    return !golden.name().endsWith(".f32");
  }

  /** Allows for what the reference loses beyond rounding. */
  public void allow(double error) {
    tolerance += error;
  }

  /**
   * Allows, in single precision, for three times what the reference itself loses there, which is
   * how far its numbers are from the same in double precision.
   */
  public void allowForRounding() {
    rounding = !exact();
  }

  /**
   * Allows for twice what other values of leaves change, because the case does not tell which of
   * the two the reference had.
   */
  public void allowFor(Map<String, double[]> otherLeaves) {
    alternatives.add(otherLeaves);
  }

  public JsonNode json() {
    return golden.json();
  }

  /** Returns the case's tensors. */
  public SafetensorsFile tensors() {
    return tensors;
  }

  /** Returns the values of a tensor that needs no parameters. */
  public double[] values(Tensor tensor) {
    return Evaluation.of(backend, List.of(tensor), leaves).getFirst();
  }

  public boolean has(String name) {
    return tensors.tensors().containsKey(name);
  }

  public int[] shape(String name) {
    return tensors.tensor(name).shape();
  }

  public double[] theirs(String name) {
    return tensors.tensor(name).doubles();
  }

  public int[] indices(String name) {
    return tensors.tensor(name).ints();
  }

  public boolean[] mask(String name) {
    return tensors.tensor(name).booleans();
  }

  /** Returns a leaf that holds {@code in.NAME}, and whose gradient is compared. */
  public Tensor input(String name) {
    Tensor leaf = graph.input("in." + name, Shape.of(shape("in." + name)));
    leaves.put("in." + name, theirs("in." + name));
    inputs.put(name, leaf);
    return leaf;
  }

  /** Returns a leaf of other numbers. */
  public Tensor leaf(String name, Shape shape, double[] values) {
    leaves.put(name, values);
    return graph.input(name, shape);
  }

  /** Returns a leaf of shape (N, 1) that holds 1 where the mask is true. */
  public Tensor column(String name, boolean[] mask) {
    double[] values = new double[mask.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] ? 1 : 0;
    }
    return leaf(name, Shape.of(values.length, 1), values);
  }

  /** Notes an output, to be compared with {@code out.NAME} and weighted by {@code in.w_NAME}. */
  public void output(String name, Tensor output) {
    outputs.put(name, output);
  }

  /**
   * Notes the scalar whose gradients by the parameters are compared, to be compared itself with
   * {@code out.NAME}.
   */
  public void loss(String name, Tensor scalar) {
    outputs.put(name, scalar);
    loss = Optional.of(scalar);
  }

  /** Gives leaves of parameters and buffers the reference's values. */
  public void bind(Layer layer) {
    Map<String, double[]> generated = GoldenParameters.all(json());
    for (Parameter parameter : layer.parameters()) {
      String name = stripped(parameter.name());
      double[] known = generated.get(name);
      leaves.put(parameter.name(), known == null ? theirs("param." + name) : known);
    }
    layer
        .buffers()
        .forEach(buffer -> leaves.put(buffer.name(), theirs("buffer." + stripped(buffer.name()))));
  }

  /** Gives a leaf another value. */
  void set(String leaf, double[] values) {
    leaves.put(leaf, values);
  }

  /** Returns a function that gives, in double precision, the relative error of an output. */
  DoubleSupplier errorOf(String name) {
    Tensor output = outputs.get(name);
    Evaluation.Compiled program =
        Evaluation.compiled(Backends.choose("reference").backend(), List.of(output));
    double[] theirs = theirs("out." + name);
    return () -> error(program.run(leaves).getFirst(), theirs, 0);
  }

  public double tolerance() {
    return tolerance;
  }

  /** Compares everything, and returns the largest relative error. */
  public double check(Optional<Layer> layer) {
    List<Parameter> parameters = layer.map(Layer::parameters).orElse(List.of());
    List<NamedBuffer> buffers = layer.map(Layer::buffers).orElse(List.of());
    layer.ifPresent(this::bind);
    Map<String, Tensor> results = new LinkedHashMap<>();
    outputs.forEach((name, output) -> results.put("out." + name, output));
    if (has("out.L")) {
      addGradientsOfSum(parameters, results);
    }
    loss.ifPresent(scalar -> addGradients(scalar, parameters, results));
    buffers.stream()
        .filter(buffer -> !buffer.name().endsWith(".r"))
        .forEach(
            buffer -> results.put("buffer_after." + stripped(buffer.name()), trace.buffer(buffer)));
    List<Tensor> compared = new ArrayList<>(results.values());
    List<double[]> ours = Evaluation.of(backend, compared, leaves);
    addAllowances(new ArrayList<>(results.keySet()), compared, ours);
    compareAll(new ArrayList<>(results.keySet()), ours);
    return worst;
  }

  /** Compares numbers that need no program. */
  public void compareNumbers(String name, double[] ours) {
    compare(name, ours, 0, exact() ? DOUBLE : SINGLE);
  }

  /** Compares the balls' radius after the call. */
  public void compareRadius(String name, double ours) {
    compare(name, new double[] {ours}, 0, Math.max(RADIUS, tolerance));
  }

  private void addGradientsOfSum(List<Parameter> parameters, Map<String, Tensor> results) {
    Tensor sum = graph.constant(0);
    for (String name : outputs.keySet()) {
      String weight = "in.w_" + name;
      Tensor output = outputs.get(name);
      Tensor weights = leaf(weight, Shape.of(output.shape().toArray()), theirs(weight));
      sum = sum.add(output.mul(weights).sum());
    }
    results.put("out.L", sum);
    addGradients(sum, parameters, results);
  }

  private void addGradients(
      Tensor scalar, List<Parameter> parameters, Map<String, Tensor> results) {
    List<Tensor> by =
        Stream.concat(parameters.stream().map(trace::parameter), inputs.values().stream()).toList();
    List<Tensor> gradients = Gradients.of(scalar, by);
    for (int i = 0; i < parameters.size(); i++) {
      results.put("grad." + stripped(parameters.get(i).name()), gradients.get(i));
    }
    int next = parameters.size();
    for (String name : inputs.keySet()) {
      results.put("grad_in." + name, gradients.get(next++));
    }
  }

  private void addAllowances(List<String> names, List<Tensor> compared, List<double[]> ours) {
    double whole = wholeGradient(names);
    if (rounding) {
      Backend exact = Backends.choose("reference").backend();
      List<double[]> rounded = Evaluation.of(exact, compared, leaves);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        double error = error(rounded.get(i), theirs(name), smallestScale(name, whole));
        assertThat(error).as("the reference's rounding of " + name).isLessThan(MOST_ROUNDING);
        allowed.merge(name, 3 * error, Double::sum);
      }
    }
    for (Map<String, double[]> alternative : alternatives) {
      Map<String, double[]> others = new HashMap<>(leaves);
      others.putAll(alternative);
      List<double[]> other = Evaluation.of(backend, compared, others);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        double error = error(other.get(i), ours.get(i), smallestScale(name, whole));
        allowed.merge(name, 2 * error, Math::max);
      }
    }
  }

  private double wholeGradient(List<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("grad.") && has(name))
        .mapToDouble(name -> norm(theirs(name)))
        .reduce(0, Math::hypot);
  }

  private void compareAll(List<String> names, List<double[]> ours) {
    double whole = wholeGradient(names);
    List<String> without = new ArrayList<>();
    golden.json().path("params_without_grad").forEach(name -> without.add(name.stringValue()));
    Map<String, double[]> summarised = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.startsWith("grad.") && without.contains(name.substring("grad.".length()))) {
        assertThat(ours.get(i)).as(name).containsOnly(0);
      } else if (name.startsWith("grad.") && GradientSummaries.in(tensors)) {
        summarised.put(name.substring("grad.".length()), ours.get(i));
      } else {
        double bound = tolerance + allowed.getOrDefault(name, 0.0);
        compare(name, ours.get(i), smallestScale(name, whole), bound);
      }
    }
    if (!summarised.isEmpty()) {
      GradientSummaries.errors(json(), tensors, summarised, SMALL_GRADIENT).forEach(this::note);
    }
  }

  /** Returns what an error is at least compared with, where numbers can cancel each other. */
  private double smallestScale(String name, double gradient) {
    if (name.equals("out.L")) {
      return outputs.keySet().stream()
          .mapToDouble(output -> norm(theirs("out." + output)) * norm(theirs("in.w_" + output)))
          .sum();
    }
    return name.startsWith("grad.") ? SMALL_GRADIENT * gradient : 0;
  }

  private void compare(String name, double[] ours, double smallestScale, double bound) {
    double[] theirs = theirs(name);
    assertThat(ours).as(name).hasSameSizeAs(theirs);
    assertThat(Arrays.stream(ours)).as(name).allMatch(Double::isFinite);
    if (!Arrays.stream(theirs).allMatch(Double::isFinite)) {
      return;
    }
    double error = error(ours, theirs, smallestScale);
    assertThat(error).as("relative error of " + name).isLessThanOrEqualTo(bound);
    worst = Math.max(worst, error);
  }

  private void note(String name, double error) {
    assertThat(error).as("relative error of " + name).isLessThanOrEqualTo(tolerance);
    worst = Math.max(worst, error);
  }

  private static double error(double[] ours, double[] theirs, double smallestScale) {
    double[] difference = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      difference[i] = ours[i] - theirs[i];
    }
    double size = norm(difference);
    return size == 0 ? 0 : size / Math.max(norm(theirs), smallestScale);
  }

  private static double norm(double[] x) {
    double norm = 0;
    for (double element : x) {
      norm = Math.hypot(norm, element);
    }
    return norm;
  }

  private static String stripped(String name) {
    return name.startsWith(PREFIX + ".") ? name.substring(PREFIX.length() + 1) : name;
  }
}
