package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The state of tracing a network: buffers that each evaluation updates, random numbers consumed,
 * and whether the samples of a batch influence each other.
 */
public final class Trace {
  /** The name of the input with random numbers, of shape {@link #noiseShape()}. */
  public static final String NOISE = "noise";

  private final Graph graph;
  private final boolean training;
  private final int noisePlanes;
  private final boolean holdsRadii;
  private final Map<String, Tensor> state = new HashMap<>();
  private final List<Ball> balls = new ArrayList<>();
  private int noiseUsed;
  private Optional<Shape> noiseShape = Optional.empty();
  private boolean couples;

  /** As {@link #Trace(Graph, boolean, int)}, for networks that need no random numbers. */
  public Trace(Graph graph, boolean training) {
    this(graph, training, 0);
  }

  /**
   * Starts a trace.
   *
   * @param graph receives the tensors
   * @param training whether buffers are updated and batch norm uses the batch's own statistics
   * @param noisePlanes the number of planes of random numbers that all evaluations together use to
   *     sample neighbours and to lift points
   */
  public Trace(Graph graph, boolean training, int noisePlanes) {
    this(graph, training, noisePlanes, false);
  }

  private Trace(Graph graph, boolean training, int noisePlanes, boolean holdsRadii) {
    this.graph = graph;
    this.training = training;
    this.noisePlanes = noisePlanes;
    this.holdsRadii = holdsRadii;
  }

  /**
   * Starts a trace for training on a microbatch, with fixed radii of balls, because the update of a
   * radius depends on the whole batch. {@link #balls} shows afterwards whether that made a
   * difference.
   */
  public static Trace holdingRadii(Graph graph, int noisePlanes) {
    return new Trace(graph, true, noisePlanes, true);
  }

  /** Returns the graph being traced. */
  public Graph graph() {
    return graph;
  }

  /** Returns whether buffers are updated and batch norm uses the batch's own statistics. */
  public boolean training() {
    return training;
  }

  /** Returns the graph's input for a parameter. */
  public Tensor parameter(Parameter parameter) {
    return graph.input(parameter.name(), parameter.shape());
  }

  /** Returns the current value of a buffer: its input, or the result of the latest update. */
  public Tensor buffer(NamedBuffer buffer) {
    return state.computeIfAbsent(buffer.name(), name -> graph.input(name, buffer.shape()));
  }

  /** Updates the value of a buffer for later evaluations. */
  public void update(NamedBuffer buffer, Tensor value) {
    state.put(buffer.name(), value);
  }

  /**
   * Returns a plane of random numbers that is not used elsewhere in this trace: uniform in [0, 1),
   * of shape (clouds, n, n), a slice of the input {@link #NOISE}.
   *
   * @throws IllegalStateException if all planes are used up
   * @throws IllegalArgumentException if the size of the clouds differs from earlier calls
   */
  public Tensor noise(int clouds, int n) {
    if (noiseUsed == noisePlanes) {
      throw new IllegalStateException(
          "all " + noisePlanes + " planes of random numbers are used up; trace with more");
    }
    Tensor leaf = graph.input(NOISE, Shape.of(clouds, noisePlanes, n, n));
    noiseShape = Optional.of(leaf.shape());
    return leaf.slice(1, noiseUsed, ++noiseUsed).reshape(clouds, n, n);
  }

  /**
   * Returns the shape (clouds, planes, n, n) of the input {@link #NOISE}; empty if it is not used.
   */
  public Optional<Shape> noiseShape() {
    return noiseShape;
  }

  /** Returns the balls of all evaluations so far, if radii are fixed. */
  public List<Ball> balls() {
    return List.copyOf(balls);
  }

  /** Returns whether radii are fixed in training, and balls recorded instead. */
  boolean holdsRadii() {
    return holdsRadii;
  }

  /** Records the balls of an evaluation. */
  void add(Ball ball) {
    balls.add(ball);
  }

  /** Returns whether the samples of a batch influenced each other through batch statistics. */
  public boolean couples() {
    return couples;
  }

  /** Records that batch statistics were used. */
  void setCouples() {
    couples = true;
  }
}
