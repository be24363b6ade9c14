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
 * One tracing of a network, with what changes along it: buffers that each evaluation updates, the
 * random numbers used up, and whether the samples of a batch influence each other.
 */
public final class Trace {
  /** The name of the leaf that holds random numbers, of shape {@link #noiseShape()}. */
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

  /** As {@link #Trace(Graph, boolean, int)}, of networks that choose nothing at random. */
  public Trace(Graph graph, boolean training) {
    this(graph, training, 0);
  }

  /**
   * Starts a tracing.
   *
   * @param graph where the tensors are made
   * @param training whether buffers are updated and batch norm uses the batch's own statistics
   * @param noisePlanes how many planes of random numbers all evaluations together use, to choose
   *     neighbours and to lift points
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
   * Starts a tracing for training on a part of a batch, whose balls keep their radius, as how it
   * grows depends on the whole batch. {@link #balls} tell afterwards whether that made a
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

  /** Returns the leaf of a parameter. */
  public Tensor parameter(Parameter parameter) {
    return graph.input(parameter.name(), parameter.shape());
  }

  /** Returns the buffer as it is now: its leaf, or what the evaluations so far made of it. */
  public Tensor buffer(NamedBuffer buffer) {
    return state.computeIfAbsent(buffer.name(), name -> graph.input(name, buffer.shape()));
  }

  /** Replaces the buffer's value for the evaluations to come. */
  public void update(NamedBuffer buffer, Tensor value) {
    state.put(buffer.name(), value);
  }

  /**
   * Returns numbers uniform in [0, 1) that no other part of this tracing uses, as (clouds, n, n).
   * They come from the leaf {@link #NOISE}.
   *
   * @throws IllegalStateException if all planes are used up
   * @throws IllegalArgumentException if clouds have another size than before
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
   * Returns the shape (clouds, planes, n, n) of the leaf {@link #NOISE}; empty if nothing random
   * was traced.
   */
  public Optional<Shape> noiseShape() {
    return noiseShape;
  }

  /** Returns the balls of all evaluations so far, if their radii are held. */
  public List<Ball> balls() {
    return List.copyOf(balls);
  }

  /** Returns whether balls keep their radius in training, and are noted instead. */
  boolean holdsRadii() {
    return holdsRadii;
  }

  /** Notes an evaluation's balls. */
  void add(Ball ball) {
    balls.add(ball);
  }

  /** Returns whether the samples of a batch influenced each other through batch statistics. */
  public boolean couples() {
    return couples;
  }

  /** Notes that batch statistics were used. */
  void setCouples() {
    couples = true;
  }
}
