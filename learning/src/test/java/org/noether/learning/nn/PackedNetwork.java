package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A small network on packed clouds, whose neighbours are chosen before it is traced. */
final class PackedNetwork {
  static final int INPUTS = 2;

  private final LieGroup group;
  private final LieResNet net;
  private final boolean training;

  PackedNetwork(LieGroup group, LieResNet net, boolean training) {
    this.group = group;
    this.net = net;
    this.training = training;
  }

  static LieResNet net(LieGroup group, int samples, ConvolutionOptions options) {
    return new LieResNet(
        group, samples, INPUTS, List.of(8, 8, 12), 3, Collections.nCopies(2, options));
  }

  /** What a network gives, as tensors of one graph. */
  record Traced(Graph graph, Trace trace, Tensor atPoints, Tensor pooled) {}

  /**
   * Traces the network on leaves x, v and, where positions lift to many elements, h.
   *
   * @param leaves values of x, v and h, by which neighbours are chosen
   */
  Traced trace(CloudLayout layout, Map<String, double[]> leaves, double radius) {
    CloudLayout lifted = layout.repeated(net.liftSamples());
    Graph graph = new Graph();
    Trace trace = new Trace(graph, training);
    LiftedPoints points = points(graph, layout.points());
    List<Double> radii = Collections.nCopies(net.convolutions().size(), radius);
    List<NeighbourLists> lists =
        new NeighbourChoice(
                net.convolutions(), new NeighbourChoice.Subsampling(false, false), new Random(1))
            .choose(distances(layout, leaves), radii)
            .lists();
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    lists.forEach(list -> neighbourhoods.add(list.on(graph, points)));
    Tensor values =
        Pairs.repeated(graph.input("v", Shape.of(1, layout.points(), INPUTS)), net.liftSamples())
            .reshape(-1, INPUTS);
    Tensor present = graph.full(Shape.of(lifted.points(), 1), 1);
    Tensor atPoints = net.apply(trace, neighbourhoods, present, values);
    CloudLayout left = lists.getLast().to().layout();
    Tensor pooled =
        net.pool(
            atPoints,
            graph.full(Shape.of(left.points(), 1), 1),
            graph.indices(left.cloudOfRow().toArray()),
            left.clouds());
    return new Traced(graph, trace, atPoints, pooled);
  }

  private PairDistances distances(CloudLayout layout, Map<String, double[]> leaves) {
    CloudLayout lifted = layout.repeated(net.liftSamples());
    Graph graph = new Graph();
    Tensor distances =
        points(graph, layout.points())
            .distances(
                graph.indices(PairDistances.receivers(lifted).toArray()),
                graph.indices(PairDistances.senders(lifted).toArray()));
    return new PairDistances(lifted, Evaluation.of(List.of(distances), leaves).getFirst());
  }

  private LiftedPoints points(Graph graph, int count) {
    Tensor positions = graph.input("x", Shape.of(count, group.repDim()));
    if (group.stabiliserDim() == 0) {
      return LiftedPoints.of(group, positions);
    }
    Shape drawn = Shape.of(count, net.liftSamples(), group.stabiliserDim());
    return LiftedPoints.of(group, positions, group.stabiliser(graph.input("h", drawn)));
  }

  /** Returns random leaves x, v and h, and the network's own. */
  Map<String, double[]> leaves(Random random, int points) {
    Map<String, double[]> leaves = new HashMap<>(LayerLeaves.of(net, random));
    leaves.put("x", random.doubles((long) points * group.repDim(), -1, 1).toArray());
    leaves.put("v", random.doubles((long) points * INPUTS, -1, 1).toArray());
    leaves.put(
        "h", random.doubles((long) points * net.liftSamples() * group.stabiliserDim()).toArray());
    return leaves;
  }
}
