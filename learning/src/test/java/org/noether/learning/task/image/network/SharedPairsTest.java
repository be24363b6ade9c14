package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Randomness;

/**
 * Computing the kernel once for each pair, with the number of images that drew it, gives the same
 * as computing it for each edge of each image.
 */
class SharedPairsTest {
  private static final int IMAGES = 3;
  private static final int CLASSES = 4;

  /**
   * The rounding of about a thousand numbers that are added in another order, several times one
   * after the other, in relation to the largest number of a tensor or, for gradients that cancel,
   * of all gradients; below 1e-13 where it was measured.
   */
  private static final double ROUNDING = 1e-12;

  private static final Backend REFERENCE = Backends.choose("reference").backend();

  private final Random random = new Random(8);
  private final Map<String, double[]> leaves = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "T, 1, false, false", "SO2, 1, false, false", "SE2, 2, false, false",
    "T, 1, true, false", "SO2, 1, true, false", "SE2, 2, true, false",
    "T, 1, false, true", "SE2, 2, false, true", "SE2, 2, true, true"
  })
  void sharingPairsChangesNothing(String group, int samples, boolean knn, boolean exchanged) {
    ImgLieResnet network = network(group, samples, knn, exchanged);
    List<double[]> choices = ImageCloud.draw(network, REFERENCE, new Random(3));
    var cloud = new ImageCloud(network, REFERENCE, choices);
    Drawn chosen = Drawn.of(cloud, radii(group), IMAGES, SharedPairsTest::own);
    assertSharing(chosen, knn);
    drawLeaves(network, choices);

    for (boolean training : new boolean[] {true, false}) {
      var sharing = new Trace(new Graph(), training);
      Call call = call(network, sharing, cloud.scores(sharing, chosen.candidates().size()));
      cloud.bindPoints(call);
      cloud.choose(chosen.candidates(), Drawn.seeded(SharedPairsTest::own)).accept(call);
      cloud.setValues(call, value("values"));
      var single = new Trace(new Graph(), training);
      Call packed = call(network, single, packed(network, single, chosen));
      leaves.forEach((name, numbers) -> {
        if (packed.function().inputShape(name).isPresent()) {
          packed.set(name, numbers);
        }
      });

      assertSame(network, call, packed, training);
    }
  }

  private static RandomGenerator own(int image) {
    return Randomness.ofTraining(2, 0, image);
  }

  /** Radii of balls that hold some points more than a sample. */
  private static List<Double> radii(String group) {
    return group.equals("SE2") ? List.of(2.0, 3.0) : List.of(0.5, 0.9);
  }

  private static ImgLieResnet network(String group, int samples, boolean knn, boolean exchanged) {
    Object argument = group.equals("T") ? (Object) 2 : (Object) 0.2;
    Map<String, Object> options = new HashMap<>();
    options.put("k", 8);
    options.put("num_layers", 2);
    options.put("total_ds", .3);
    options.put("nbhd", 5);
    options.put("knn", knn);
    options.put("exchanged", exchanged);
    options.put("liftsamples", samples);
    options.put("group", new GroupSpec(group, List.of(argument)));
    return ImgLieResnet.create(ImgLieResnet.NAME, options, 3, 6, 8, CLASSES);
  }

  /** Otherwise the comparison would say nothing. */
  private static void assertSharing(Drawn chosen, boolean knn) {
    for (int i = 0; i < chosen.pairs().size(); i++) {
      int[] counts = new int[chosen.candidates().pairs().get(i).senders().size()];
      Arrays.stream(chosen.pairs().get(i))
          .flatMap(Arrays::stream)
          .flatMapToInt(Arrays::stream)
          .forEach(pair -> counts[pair]++);
      assertThat(counts).as("pairs that all images share").contains(IMAGES);
      if (!knn) {
        assertThat(counts).as("pairs of none, and of some").contains(0, 1, 2);
      }
    }
  }

  private void drawLeaves(ImgLieResnet network, List<double[]> choices) {
    leaves.putAll(PackedImages.leaves(network, choices, IMAGES));
    for (Parameter parameter : network.parameters()) {
      leaves.put(parameter.name(), uniform(parameter.shape().size(), -1, 1));
    }
    for (NamedBuffer buffer : network.net().buffers()) {
      boolean variance = buffer.name().endsWith("var");
      leaves.put(buffer.name(), uniform(buffer.shape().size(), variance ? .5 : -.5, 1));
    }
    leaves.put("values", uniform(IMAGES * network.points() * 3, -1, 2));
    double[] targets = new double[IMAGES * CLASSES];
    for (int image = 0; image < IMAGES; image++) {
      targets[image * CLASSES + random.nextInt(CLASSES)] = 1;
    }
    leaves.put("targets", targets);
  }

  private double[] uniform(int count, double low, double high) {
    return random.doubles(count, low, high).toArray();
  }

  private double[] value(String name) {
    return Objects.requireNonNull(leaves.get(name));
  }

  private static Tensor packed(ImgLieResnet network, Trace trace, Drawn chosen) {
    LiftedPoints points = PackedImages.points(network, trace.graph(), IMAGES);
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    for (NeighbourLists lists : PackedImages.lists(network, chosen)) {
      neighbourhoods.add(lists.on(trace.graph(), points));
    }
    Tensor values =
        trace.graph().input("values", Shape.of(IMAGES * network.points(), network.channels()));
    return network.scores(trace, neighbourhoods, values, IMAGES);
  }

  /** A call of the scores, the loss, the buffers afterwards, and the gradient. */
  private Call call(ImgLieResnet network, Trace trace, Tensor scores) {
    Tensor loss = ImgLieResnet.crossEntropy(scores, trace.graph().input("targets", scores.shape()));
    List<Tensor> outputs = new ArrayList<>(List.of(scores, loss));
    network.net().buffers().forEach(buffer -> outputs.add(trace.buffer(buffer)));
    outputs.addAll(
        Gradients.of(loss, network.parameters().stream().map(trace::parameter).toList()));
    Call call = new CompiledFunction(REFERENCE, outputs).newCall();
    leaves.forEach((name, numbers) -> {
      boolean weights = name.startsWith("net.") || name.equals("targets");
      if (weights && call.function().inputShape(name).isPresent()) {
        call.set(name, numbers);
      }
    });
    return call;
  }

  private void assertSame(ImgLieResnet network, Call sharing, Call single, boolean training) {
    sharing.run();
    single.run();
    List<NamedBuffer> buffers = network.net().buffers();
    int gradients = 2 + buffers.size();
    int outputs = gradients + network.parameters().size();
    double largest =
        IntStream.range(gradients, outputs)
            .mapToDouble(k -> largest(single.get(k)))
            .max()
            .orElse(0);
    for (int k = 0; k < outputs; k++) {
      double[] expected = single.get(k);
      double scale = k < gradients ? largest(expected) : largest;
      double[] actual = sharing.get(k);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i]))
            .as("training %s, output %d, element %d: %s", training, k, i, expected[i])
            .isLessThanOrEqualTo(ROUNDING * scale);
      }
    }
    assertThat(largest).as("there is a gradient").isGreaterThan(1e-3);
    for (int k = 0; k < buffers.size(); k++) {
      if (!buffers.get(k).name().endsWith(".r")) {
        assertThat(Arrays.equals(single.get(2 + k), value(buffers.get(k).name())))
            .as("statistics stay as they are: %s", buffers.get(k).name())
            .isEqualTo(!training);
      }
    }
  }

  private static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
  }
}
