package org.noether.learning.task.image.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.cloud.NeighbourLists;

/**
 * The pairs that the images of a batch drew.
 *
 * @param candidates from which they were drawn
 * @param pairs those of each convolution, image and point
 */
record Drawn(ImageCloud.Candidates candidates, List<int[][][]> pairs) {
  static Drawn of(
      ImageCloud cloud, List<Double> radii, int images, IntFunction<RandomGenerator> random) {
    ImageCloud.Candidates candidates = cloud.candidates(radii, images);
    List<ImageNeighbours> neighbours = cloud.draw(candidates, seeded(random));
    List<int[][][]> pairs = new ArrayList<>();
    for (int i = 0; i < neighbours.size(); i++) {
      ImageNeighbours each = neighbours.get(i);
      int points = candidates.pairs().get(i).to().rows().size();
      pairs.add(
          IntStream.range(0, images)
              .mapToObj(image ->
                  IntStream.range(0, points)
                      .mapToObj(point -> each.drawn(image, point))
                      .toArray(int[][]::new))
              .toArray(int[][][]::new));
    }
    return new Drawn(candidates, pairs);
  }

  static IntFunction<SplittableRandom> seeded(IntFunction<RandomGenerator> random) {
    return image -> new SplittableRandom(random.apply(image).nextLong());
  }

  int images() {
    return candidates.size().images();
  }

  /** Returns the neighbours of each point of each image, as numbers of points of an image. */
  int[][][] senders(int convolution) {
    NeighbourLists lists = candidates.pairs().get(convolution);
    int[][][] senders = pairs.get(convolution).clone();
    for (int image = 0; image < senders.length; image++) {
      senders[image] = senders[image].clone();
      for (int i = 0; i < senders[image].length; i++) {
        senders[image][i] = IntStream.of(senders[image][i]).map(lists.senders()::get).toArray();
      }
    }
    return senders;
  }
}
