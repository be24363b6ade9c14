package org.noether.learning.nn;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import tools.jackson.databind.JsonNode;

/** What tests of golden layers share. */
public final class GoldenLayers {
  private GoldenLayers() {}

  public static Stream<DynamicTest> tests(String kind, ToDoubleFunction<GoldenLayer> check) {
    return GoldenCases.tests(
        kind,
        golden -> {
          print(golden, check.applyAsDouble(new GoldenLayer(golden)));
        });
  }

  /** Compares neighbours that need no random draw, and how the balls' radii change. */
  public static void compareChoice(
      GoldenLayer golden, List<LieConv> convolutions, boolean[] mask, double[] distances) {
    if (golden.has("rec.fps.0")) {
      return; // each choice there has a first point drawn at random
    }
    int clouds = golden.shape("rec.nbhd_idx.0")[0];
    var packed = new PackedClouds(clouds, mask);
    List<Double> radii =
        IntStream.range(0, convolutions.size())
            .mapToObj(i -> golden.theirs("rec.r_before." + i)[0])
            .toList();
    var choice =
        new NeighbourChoice(
            convolutions, new NeighbourChoice.Subsampling(false, true), new Random(1));
    NeighbourChoice.Chosen chosen = choice.choose(packed.distances(distances), radii);
    for (int i = 0; i < convolutions.size(); i++) {
      packed.compare(golden, i, chosen.lists().get(i));
      if (golden.trace().training()) {
        golden.compareRadius("rec.r_after." + i, chosen.radii().get(i));
      }
    }
  }

  public static BiFunction<int[], int[], Tensor> pairs(GoldenLayer golden, LiftedPoints points) {
    return (first, second) ->
        points.pairs(golden.graph().indices(first), golden.graph().indices(second));
  }

  static ConvolutionOptions options(JsonNode json, int nbhd, double fill) {
    return new ConvolutionOptions(
        nbhd,
        json.path("knn").asBoolean(false),
        json.path("mean").booleanValue(),
        json.path("bn").booleanValue(),
        activation(json),
        fill,
        json.path("ds_frac").asDouble(1));
  }

  static Activation activation(JsonNode json) {
    return json.path("act").asString("swish").equals("relu") ? Activation.RELU : Activation.SWISH;
  }

  static void print(GoldenCase golden, double error) {
    System.out.printf(Locale.ROOT, "%s: largest relative error %.1e%n", golden, error);
  }
}
