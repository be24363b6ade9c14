package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backends;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.nn.GoldenLayer;
import org.noether.learning.nn.GoldenLayers;
import org.noether.learning.nn.GoldenLifting;
import org.noether.learning.nn.RecordedClouds;
import org.noether.learning.nn.Sides;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import tools.jackson.databind.JsonNode;

/** {@link ImgLieResnet} against the reference implementation, given its recorded choices. */
class ImageGoldenTest {
  private static final String KIND = "image";

  /**
   * The edges that the usual tolerance is for. Rounding of sums over edges, such as the gradients
   * of biases before batch norm, which cancel, grows with the root of their number.
   */
  private static final double EDGES = 1000;

  private static final String DRAWN = "lift_rec.rand.0";

  @TestFactory
  Stream<DynamicTest> image() {
    return GoldenLayers.tests(KIND, ImageGoldenTest::compared);
  }

  /**
   * Where lifts to SE2 are opposite, the reference's outputs depend on its rounding, which in
   * single precision cannot be found out; there the case in double precision is run in single
   * precision.
   */
  private static double compared(GoldenLayer golden) {
    if (golden.exact() || !opposite(golden.json())) {
      return check(golden);
    }
    String exact = golden.json().path("name").stringValue().replace(".f32", ".f64");
    Optional<GoldenCase> other =
        GoldenCases.of(KIND).stream().filter(c -> c.name().equals(exact)).findAny();
    Assumptions.assumeTrue(
        other.isPresent(), "its signs are those of rounding, and there is no " + exact);
    return check(new GoldenLayer(other.orElseThrow(), GoldenLayer.SINGLE_BACKEND));
  }

  private static boolean opposite(JsonNode json) {
    return json.path("group").stringValue().equals("SE2")
        && json.path("liftsamples").intValue() % 2 == 0;
  }

  private static double check(GoldenLayer golden) {
    JsonNode json = golden.json();
    int[] shape = golden.shape("in.img");
    int images = shape[0];
    int classes = golden.shape("out.logits")[1];
    ImgLieResnet network =
        ImgLieResnet.create(
            ImgLieResnet.NAME, options(json), shape[1], shape[2], shape[3], classes);
    int samples = network.net().liftSamples();
    int pixels = network.disc().pixels().size();
    double[] positions = positions(network, json, images);
    Tensor coords = golden.leaf("positions", Shape.of(images * pixels, 2), positions);
    LiftedPoints points =
        GoldenLifting.lifted(
            golden,
            network.group(),
            coords,
            positions,
            new int[] {images, pixels, 2},
            samples,
            DRAWN);
    boolean[] all = new boolean[images * network.points()];
    Arrays.fill(all, true);
    var recorded = new RecordedClouds(golden, images, all);
    Optional<Sides> sides =
        network.group() instanceof PlaneMotions
            ? Optional.of(new Sides(golden, points, samples, DRAWN))
            : Optional.empty();
    BiFunction<int[], int[], Tensor> pairs =
        sides.map(Sides::pairs).orElse(GoldenLayers.pairs(golden, points));
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    for (int i = 0; i < network.kept().size(); i++) {
      neighbourhoods.add(recorded.next(i, pairs));
    }
    Tensor values =
        golden.leaf(
            "values",
            Shape.of(images * network.points(), network.channels()),
            values(golden, network, images));
    Tensor scores = network.scores(golden.trace(), neighbourhoods, values, images);
    golden.output("logits", scores);
    double[] targets = new double[images * classes];
    int[] labels = golden.indices("in.labels");
    for (int image = 0; image < images; image++) {
      targets[image * classes + labels[image]] = 1;
    }
    golden.loss(
        "loss", ImgLieResnet.crossEntropy(scores, golden.leaf("targets", scores.shape(), targets)));
    golden.bind(network.net());
    golden.allowForRounding();
    int edges = Arrays.stream(golden.shape("rec.nbhd_idx.0")).reduce(1, (a, b) -> a * b);
    golden.allow(golden.tolerance() * (Math.sqrt((double) edges / EDGES) - 1));
    sides.ifPresent(unknown -> allow(golden, unknown));
    double error = golden.check(Optional.of(network.net()));
    if (network.lifts().isEmpty() && golden.exact() && !shifted(json)) {
      compareChoice(golden, network, images);
    }
    return error;
  }

  private static void allow(GoldenLayer golden, Sides sides) {
    if (!sides.areMany()) {
      sides.find("logits");
      return;
    }
    var random = new Random(3);
    for (int i = 0; i < 3; i++) {
      golden.allowFor(sides.random(random));
    }
  }

  private static Map<String, Object> options(JsonNode json) {
    Map<String, Object> options = new HashMap<>();
    for (String key : List.of("k", "num_layers", "nbhd", "liftsamples")) {
      options.put(key, json.path(key).intValue());
    }
    options.put("total_ds", json.path("total_ds").doubleValue());
    options.put("fill", json.path("fill").doubleValue());
    options.put("bn", json.path("bn").booleanValue());
    options.put("knn", json.path("knn").asBoolean(false));
    options.put("increase_channels", json.path("increase_channels").asBoolean(true));
    options.put("exchanged", true);
    options.put("group", GoldenGroup.spec(json));
    return options;
  }

  /** The positions of all images' pixels, moved by what keeps them from being exactly antipodal. */
  private static double[] positions(ImgLieResnet network, JsonNode json, int images) {
    double[] grid = network.disc().positions();
    double[] positions = new double[images * grid.length];
    Arrays.setAll(
        positions,
        i -> (float) grid[i % grid.length] + json.path("coord_shift").path(i % 2).asDouble(0));
    return positions;
  }

  private static boolean shifted(JsonNode json) {
    return json.path("coord_shift").valueStream().anyMatch(shift -> shift.doubleValue() != 0);
  }

  /** The values of the points, in the case's precision; {@code lift} rounds them to floats. */
  private static double[] values(GoldenLayer golden, ImgLieResnet network, int images) {
    double[] pixels = golden.theirs("in.img");
    int plane = network.disc().height() * network.disc().width();
    int each = network.points() * network.channels();
    double[] values = new double[images * each];
    float[] rounded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rounded[i] = (float) pixels[i];
    }
    for (int i = 0; i < values.length; i++) {
      int channel = i % network.channels();
      int point = i % each / network.channels();
      int pixel = network.disc().pixels().get(point / network.net().liftSamples());
      values[i] = pixels[(i / each * network.channels() + channel) * plane + pixel];
    }
    double[] lifted = new double[each];
    network.lift(rounded, 0, 0, 1, lifted, 0);
    assertThat(lifted).containsExactly(Arrays.copyOf(values, each), within(0x1p-22));
    return values;
  }

  /**
   * The neighbours that the reference drew must lie in our balls, as many as there are or {@code
   * nbhd}; and the mean of the radii for the next step must be the reference's.
   */
  private static void compareChoice(GoldenLayer golden, ImgLieResnet network, int images) {
    int layers = network.kept().size();
    List<Double> radii =
        IntStream.range(0, layers).mapToObj(i -> golden.theirs("rec.r_before." + i)[0]).toList();
    double[] next = new double[layers];
    for (int image = 0; image < images; image++) {
      List<double[]> choices = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        int[] kept = golden.indices("rec.fps." + i);
        int each = kept.length / images;
        choices.add(
            Arrays.stream(kept, image * each, (image + 1) * each).asDoubleStream().toArray());
      }
      var cloud = new ImageCloud(network, Backends.choose("reference").backend(), choices);
      ImageCloud.Candidates balls = cloud.candidates(radii, 1);
      for (int i = 0; i < layers; i++) {
        next[i] += balls.radii().get(i) / images;
        assertInBalls(golden, i, image, images, balls.pairs().get(i));
      }
    }
    for (int i = 0; i < layers && golden.trace().training(); i++) {
      golden.compareRadius("rec.r_after." + i, next[i]);
    }
  }

  private static void assertInBalls(
      GoldenLayer golden, int layer, int image, int images, NeighbourLists balls) {
    int[] neighbours = golden.indices("rec.nbhd_idx." + layer);
    boolean[] valid = golden.mask("rec.nbhd_mask." + layer);
    int points = balls.to().rows().size();
    int most = neighbours.length / images / points;
    for (int i = 0; i < points; i++) {
      int at = (image * points + i) * most;
      int[] drawn =
          IntStream.range(at, at + most).filter(k -> valid[k]).map(k -> neighbours[k]).toArray();
      int[] ball =
          IntStream.range(balls.rowPtr().get(i), balls.rowPtr().get(i + 1))
              .map(balls.senders()::get)
              .toArray();
      assertThat(ball).as("layer %d, point %d", layer, i).contains(drawn);
      assertThat(drawn).hasSize(Math.min(most, ball.length));
    }
  }
}
