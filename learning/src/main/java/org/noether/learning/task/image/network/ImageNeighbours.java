package org.noether.learning.task.image.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.noether.learning.backend.Call;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The neighbours of a convolution in batches of images, and the leaves of a graph that they are
 * bound to. All images have the same pairs of points that may be neighbours, and the kernel is
 * computed once for each pair; each image has its own random sample of the pairs.
 */
final class ImageNeighbours {
  private final String name;
  private final int images;
  private final int from;
  private final int to;
  private final boolean subsampled;
  private final int atMost;

  private final int[] first;
  private final int[] second;
  private final double[] counts;
  private final int[] rowPtr;
  private final double[] degrees;
  private final int[] kept;
  private final int[] pairOf;
  private final int[] senders;

  /**
   * Allocates the numbers.
   *
   * @param name what the leaves' names begin with
   * @param images the number of images
   * @param from the number of points of an image whose values are summed
   * @param to the number of points of an image at which sums are given
   * @param subsampled whether these are some of the former, or all of them
   * @param pairs the maximum number of pairs
   * @param atMost the maximum number of neighbours of a point
   */
  ImageNeighbours(
      String name, int images, int from, int to, boolean subsampled, int pairs, int atMost) {
    this.name = name;
    this.images = images;
    this.from = from;
    this.to = to;
    this.subsampled = subsampled;
    this.atMost = atMost;
    first = new int[pairs];
    second = new int[pairs];
    counts = new double[pairs];
    rowPtr = new int[images * to + 1];
    degrees = new double[images * to];
    kept = new int[subsampled ? images * to : 0];
    pairOf = new int[Math.multiplyExact(images * to, Math.min(atMost, from))];
    senders = new int[pairOf.length];
  }

  /** Returns the neighbourhood that the leaves describe. */
  Neighbourhood on(Graph graph, LiftedPoints points, int lifted, boolean exchanged) {
    Shape ofPairs = Shape.of(first.length);
    Tensor begins = graph.indexInput(name + ".first", ofPairs, lifted);
    Tensor ends = graph.indexInput(name + ".second", ofPairs, lifted);
    int edges = senders.length;
    int receivers = images * to;
    return new Neighbourhood(
        exchanged ? points.pairs(ends, begins) : points.pairs(begins, ends),
        graph.input(name + ".counts", Shape.of(first.length, 1)),
        Optional.of(graph.indexInput(name + ".pairOf", Shape.of(edges), first.length)),
        graph.input(name + ".degrees", Shape.of(receivers, 1)),
        graph.indexInput(name + ".rowPtr", Shape.of(receivers + 1), edges + 1),
        graph.indexInput(name + ".receivers", Shape.of(edges), receivers),
        graph.indexInput(name + ".senders", Shape.of(edges), images * from),
        graph.full(Shape.of(receivers, 1), 1),
        subsampled
            ? Optional.of(graph.indexInput(name + ".kept", Shape.of(receivers), images * from))
            : Optional.empty());
  }

  /**
   * Draws a sample of pairs for each image. How often each pair was drawn is known after {@link
   * #count}.
   *
   * @param pairs the pairs of each image
   * @param random draws the neighbours of each image
   */
  void draw(NeighbourLists pairs, List<SplittableRandom> random) {
    int[] rows = pairs.rowPtr().toArray();
    int[] ends = pairs.senders().toArray();
    for (int i = 0; i < to; i++) {
      Arrays.fill(first, rows[i], rows[i + 1], pairs.to().rows().get(i));
      for (int image = 0; image < images; image++) {
        degrees[image * to + i] = Math.min(atMost, rows[i + 1] - rows[i]);
      }
    }
    for (int pair = 0; pair < ends.length; pair++) {
      second[pair] = pairs.from().rows().get(ends[pair]);
    }
    for (int i = 0; i < degrees.length; i++) {
      rowPtr[i + 1] = rowPtr[i] + (int) degrees[i];
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] = i / to * from + pairs.kept().orElseThrow().get(i % to);
    }
    IntStream.range(0, images)
        .parallel()
        .forEach(image -> sample(rows, ends, random.get(image), image));
  }

  /** Counts how often each pair was drawn. */
  void count() {
    Arrays.fill(counts, 0);
    for (int edge = 0; edge < rowPtr[images * to]; edge++) {
      counts[pairOf[edge]]++;
    }
  }

  /** Takes pairs so that all samples are equally likely (Knuth, algorithm S). */
  private void sample(int[] rows, int[] ends, SplittableRandom random, int image) {
    int edge = rowPtr[image * to];
    for (int i = 0; i < to; i++) {
      int left = rows[i + 1] - rows[i];
      int wanted = Math.min(atMost, left);
      int pair = rows[i];
      for (; wanted > 0 && wanted < left; pair++, left--) {
        pairOf[edge] = pair;
        // A product instead of nextInt(left) and a sign instead of a branch, which are slow.
        long drawn = (Integer.toUnsignedLong(random.nextInt()) * left) >>> 32;
        int taken = (int) ((drawn - wanted) >>> 63);
        edge += taken;
        wanted -= taken;
      }
      for (; wanted > 0; pair++, wanted--) {
        pairOf[edge++] = pair;
      }
    }
    for (edge = rowPtr[image * to]; edge < rowPtr[(image + 1) * to]; edge++) {
      senders[edge] = image * from + ends[pairOf[edge]];
    }
  }

  /** Returns the pairs drawn at a point of an image. */
  int[] drawn(int image, int point) {
    int at = image * to + point;
    return Arrays.copyOfRange(pairOf, rowPtr[at], rowPtr[at + 1]);
  }

  /** Sets the leaves of a call. */
  void bind(Call call) {
    call.setIndices(name + ".first", first);
    call.setIndices(name + ".second", second);
    call.set(name + ".counts", counts);
    call.setIndices(name + ".pairOf", pairOf);
    call.set(name + ".degrees", degrees);
    call.setIndices(name + ".rowPtr", rowPtr);
    call.setIndices(name + ".senders", senders);
    if (subsampled) {
      call.setIndices(name + ".kept", kept);
    }
  }
}
