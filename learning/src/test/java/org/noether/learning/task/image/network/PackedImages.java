package org.noether.learning.task.image.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.NeighbourLists.Subset;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** The images of a batch as ordinary clouds, one after the other, which share nothing. */
final class PackedImages {
  private static final String POSITIONS = "packed.positions";
  private static final String LIFTS = "packed.lifts";

  private PackedImages() {}

  /** Returns the points that all images lift to. */
  static LiftedPoints points(ImgLieResnet network, Graph graph, int images) {
    int pixels = images * network.disc().pixels().size();
    Tensor positions = graph.input(POSITIONS, Shape.of(pixels, 2));
    if (network.lifts().isEmpty()) {
      return LiftedPoints.of(network.group(), positions);
    }
    Shape one = network.lifts().get().shape();
    Tensor lifts = graph.input(LIFTS, Shape.of(pixels, one.extent(1), one.extent(2)));
    return LiftedPoints.of(network.group(), positions, network.group().stabiliser(lifts));
  }

  /** The values of the inputs of {@link #points}, by name. */
  static Map<String, double[]> leaves(ImgLieResnet network, List<double[]> choices, int images) {
    double[] positions = repeated(network.disc().positions(), images);
    return network.lifts().isEmpty()
        ? Map.of(POSITIONS, positions)
        : Map.of(POSITIONS, positions, LIFTS, repeated(choices.getFirst(), images));
  }

  private static double[] repeated(double[] one, int times) {
    double[] all = new double[times * one.length];
    Arrays.setAll(all, i -> one[i % one.length]);
    return all;
  }

  /** Returns the neighbours of all convolutions, an edge for each of an image's own pairs. */
  static List<NeighbourLists> lists(ImgLieResnet network, Drawn drawn) {
    List<NeighbourLists> lists = new ArrayList<>();
    boolean exchanged = false;
    for (int i = 0; i < drawn.pairs().size(); i++) {
      NeighbourLists found =
          lists(drawn.candidates().pairs().get(i), drawn.senders(i), network.points());
      lists.add(exchanged ? found.exchange() : found);
      exchanged ^= network.exchanged() && found.kept().isPresent();
    }
    return lists;
  }

  private static NeighbourLists lists(NeighbourLists one, int[][][] senders, int points) {
    int images = senders.length;
    int from = one.from().rows().size();
    int to = one.to().rows().size();
    int[] rowPtr = new int[images * to + 1];
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < images * to; i++) {
      for (int sender : senders[i / to][i % to]) {
        all.add(i / to * from + sender);
      }
      rowPtr[i + 1] = all.size();
    }
    Optional<Ints> kept = one.kept().map(some -> repeated(some, images, from));
    return new NeighbourLists(
        subset(one.from(), points, images),
        subset(one.to(), points, images),
        kept,
        Ints.of(rowPtr),
        Ints.of(all.stream().mapToInt(i -> i).toArray()),
        false);
  }

  private static Subset subset(Subset one, int points, int images) {
    int[] sizes = new int[images];
    Arrays.fill(sizes, one.rows().size());
    return new Subset(CloudLayout.of(sizes), repeated(one.rows(), images, points));
  }

  private static Ints repeated(Ints one, int times, int shift) {
    int[] all = new int[times * one.size()];
    Arrays.setAll(all, i -> i / one.size() * shift + one.get(i % one.size()));
    return Ints.of(all);
  }
}
