package org.noether.learning.task.image.network;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.backend.Call;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The neighbours of a convolution in a batch of images. All images have the same pairs of points
 * that may be neighbours, and the kernel is computed once for each; of these pairs each image has
 * its own random sample.
 *
 * @param pairs the pairs of one image
 * @param edges the edges of one image, of which point i has those from edges[i] to edges[i + 1]
 * @param pairOf the pair of each edge of all images
 */
record ImageNeighbours(NeighbourLists pairs, int[] edges, int[] pairOf) {
  /**
   * Draws a sample for each image.
   *
   * @param atMost the largest number of neighbours of a point
   * @param random draws the neighbours of an image
   */
  static ImageNeighbours sample(
      NeighbourLists pairs, int atMost, int images, IntFunction<RandomGenerator> random) {
    int[] rows = pairs.rowPtr().toArray();
    int[] edges = new int[rows.length];
    for (int i = 1; i < rows.length; i++) {
      edges[i] = edges[i - 1] + Math.min(atMost, rows[i] - rows[i - 1]);
    }
    int each = edges[rows.length - 1];
    int[] pairOf = new int[Math.multiplyExact(images, each)];
    IntStream.range(0, images)
        .parallel()
        .forEach(image -> sample(rows, atMost, random.apply(image), pairOf, image * each));
    return new ImageNeighbours(pairs, edges, pairOf);
  }

  /** Takes each pair with the probability that keeps all samples equally likely (Knuth's S). */
  private static void sample(
      int[] rows, int atMost, RandomGenerator random, int[] pairOf, int first) {
    int edge = first;
    for (int i = 1; i < rows.length; i++) {
      int left = rows[i] - rows[i - 1];
      int wanted = Math.min(atMost, left);
      for (int pair = rows[i - 1]; wanted > 0; pair++, left--) {
        if (wanted == left || random.nextInt(left) < wanted) {
          pairOf[edge++] = pair;
          wanted--;
        }
      }
    }
  }

  /**
   * The leaves of a graph that neighbours are bound to.
   *
   * @param name what their names begin with
   * @param images the number of images
   * @param from the number of points of an image whose values are summed
   * @param to the number of points of an image at which sums are given
   * @param subsampled whether these are some of the former, or all of them
   * @param pairs the number of pairs there is room for
   * @param edges the number of edges of all images there is room for
   */
  record Leaves(
      String name, int images, int from, int to, boolean subsampled, int pairs, int edges) {
    /** Returns the neighbourhood. */
    Neighbourhood on(Graph graph, LiftedPoints points, int lifted, boolean exchanged) {
      Tensor first = graph.indexInput(name + ".first", Shape.of(pairs), lifted);
      Tensor second = graph.indexInput(name + ".second", Shape.of(pairs), lifted);
      int receivers = images * to;
      return new Neighbourhood(
          exchanged ? points.pairs(second, first) : points.pairs(first, second),
          graph.input(name + ".counts", Shape.of(pairs, 1)),
          Optional.of(graph.indexInput(name + ".pairOf", Shape.of(edges), pairs)),
          graph.input(name + ".degrees", Shape.of(receivers, 1)),
          graph.indexInput(name + ".rowPtr", Shape.of(receivers + 1), edges + 1),
          graph.indexInput(name + ".receivers", Shape.of(edges), receivers),
          graph.indexInput(name + ".senders", Shape.of(edges), images * from),
          graph.full(Shape.of(receivers, 1), 1),
          subsampled
              ? Optional.of(graph.indexInput(name + ".kept", Shape.of(receivers), images * from))
              : Optional.empty());
    }

    /** Sets the leaves of a call. */
    void bind(Call call, ImageNeighbours neighbours) {
      NeighbourLists lists = neighbours.pairs;
      int[] rows = lists.rowPtr().toArray();
      int[] first = new int[pairs];
      int[] second = new int[pairs];
      for (int i = 0; i < to; i++) {
        for (int pair = rows[i]; pair < rows[i + 1]; pair++) {
          first[pair] = lists.to().rows().get(i);
          second[pair] = lists.from().rows().get(lists.senders().get(pair));
        }
      }
      call.setIndices(name + ".first", first);
      call.setIndices(name + ".second", second);
      bindEdges(call, neighbours);
      lists
          .kept()
          .ifPresent(kept -> {
            int[] all = new int[images * to];
            for (int i = 0; i < all.length; i++) {
              all[i] = i / to * from + kept.get(i % to);
            }
            call.setIndices(name + ".kept", all);
          });
    }

    private void bindEdges(Call call, ImageNeighbours neighbours) {
      int[] pairOf = new int[edges];
      int[] senders = new int[edges];
      double[] counts = new double[pairs];
      int used = neighbours.pairOf.length;
      for (int edge = 0; edge < used; edge++) {
        int pair = neighbours.pairOf[edge];
        pairOf[edge] = pair;
        senders[edge] = edge / (used / images) * from + neighbours.pairs.senders().get(pair);
        counts[pair]++;
      }
      int[] rowPtr = new int[images * to + 1];
      double[] degrees = new double[images * to];
      for (int i = 0; i < degrees.length; i++) {
        degrees[i] = neighbours.edges[i % to + 1] - neighbours.edges[i % to];
        rowPtr[i + 1] = rowPtr[i] + (int) degrees[i];
      }
      call.setIndices(name + ".pairOf", pairOf);
      call.setIndices(name + ".senders", senders);
      call.setIndices(name + ".rowPtr", rowPtr);
      call.set(name + ".counts", counts);
      call.set(name + ".degrees", degrees);
    }
  }
}
