package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Translations;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Each layer, and the choice of points and neighbours, against the reference implementation. */
class LayersGoldenTest {
  @TestFactory
  Stream<DynamicTest> maskbn() {
    return GoldenLayers.tests(
        "maskbn",
        golden -> {
          assertThat(golden.json().path("eps").doubleValue()).isEqualTo(1e-5);
          assertThat(golden.json().path("momentum").doubleValue()).isEqualTo(0.1);
          var layer =
              Normalization.MaskedBatchNorm.of(GoldenLayer.PREFIX, last(golden.shape("in.x")));
          golden.output("x", onRows(golden, layer));
          return golden.check(Optional.of(layer));
        });
  }

  @TestFactory
  Stream<DynamicTest> weightnet() {
    return GoldenLayers.tests(
        "weightnet",
        golden -> {
          JsonNode json = golden.json();
          assertThat(json.path("out_dim").intValue()).isEqualTo(Convolution.WeightNet.OUTPUTS);
          var layer =
              Convolution.WeightNet.of(
                  GoldenLayer.PREFIX,
                  json.path("in_dim").intValue(),
                  json.path("bn").booleanValue(),
                  GoldenLayers.activation(json));
          Tensor x = golden.input("x");
          Tensor mask = golden.column("mask", golden.mask("in.mask"));
          Tensor rows =
              layer.apply(golden.trace(), x.reshape(-1, last(golden.shape("in.x"))), mask);
          golden.output("x", rows.reshape(x.shape().with(-1, Convolution.WeightNet.OUTPUTS)));
          return golden.check(Optional.of(layer));
        });
  }

  @TestFactory
  Stream<DynamicTest> globalpool() {
    return GoldenLayers.tests(
        "globalpool",
        golden -> {
          int[] shape = golden.shape("in.x");
          Tensor present = golden.column("mask", golden.mask("in.mask"));
          int[] cloudOf =
              IntStream.range(0, shape[0] * shape[1]).map(row -> row / shape[1]).toArray();
          Tensor values = golden.input("x").reshape(-1, shape[2]);
          boolean mean = golden.json().path("mean").booleanValue();
          var options = new ConvolutionOptions(1, true, mean, false, Activation.SWISH, 1, 1);
          LieResNet net = PackedNetwork.net(new Translations(1), 1, options);
          Tensor pooled = net.pool(values, present, golden.graph().indices(cloudOf), shape[0]);
          golden.output("x", pooled);
          return golden.check(Optional.empty());
        });
  }

  @TestFactory
  Stream<DynamicTest> fps() {
    return GoldenLayers.tests(
        "fps",
        golden -> {
          int[] shape = golden.shape("in.dists");
          var packed = new PackedClouds(shape[0], golden.mask("in.mask"));
          PairDistances distances = packed.distances(golden.theirs("in.dists"));
          int count = (int) Math.rint(golden.json().path("frac").doubleValue() * shape[1]);
          int[] theirs = golden.indices("out.idx");
          int[] drawn = golden.indices("rec.randint.0");
          for (int b = 0; b < shape[0]; b++) {
            int[] rows = packed.rowsOf(b);
            int chosen = Math.min(count, rows.length);
            int[] ours = distances.farthest(rows, chosen, drawn[b] % rows.length);
            int start = packed.layout().start(b);
            assertThat(Arrays.stream(ours).map(i -> packed.padded(start + i) % shape[1]).toArray())
                .containsExactly(Arrays.copyOfRange(theirs, b * count, b * count + chosen));
          }
          return 0;
        });
  }

  @TestFactory
  Stream<DynamicTest> pointconv() {
    return GoldenLayers.tests(
        "pointconv",
        golden -> {
          JsonNode json = golden.json();
          int[] shape = golden.shape("in.coords");
          var layer =
              PointConv.of(
                  GoldenLayer.PREFIX,
                  json.path("xyz_dim").intValue(),
                  json.path("chin").intValue(),
                  json.path("chout").intValue(),
                  GoldenLayers.options(json, json.path("mc_samples").intValue(), 1));
          boolean[] mask = golden.mask("in.mask");
          var clouds = new RecordedClouds(golden, shape[0], mask);
          Tensor coords = golden.input("coords").reshape(-1, shape[2]);
          LiftedPoints points = LiftedPoints.of(new Translations(shape[2]), coords);
          Tensor values = golden.input("values").reshape(-1, json.path("chin").intValue());
          Neighbourhood neighbourhood = clouds.next(0, GoldenLayers.pairs(golden, points));
          golden.output(
              "values",
              layer
                  .convolution()
                  .apply(golden.trace(), neighbourhood, values)
                  .reshape(clouds.shape(json.path("chout").intValue())));
          double error = golden.check(Optional.of(layer));

          var packed = new PackedClouds(shape[0], mask);
          int counted = json.path("knn_channels").asInt(shape[2]);
          PairDistances distances =
              PairDistances.euclidean(
                  packed.layout(),
                  packed.rows(golden.theirs("in.coords"), shape[2]),
                  shape[2],
                  counted);
          packed.compare(golden, 0, layer.neighbours(distances));
          return error;
        });
  }

  @TestFactory
  Stream<DynamicTest> lieconv() {
    return GoldenLayers.tests(
        "lieconv",
        golden -> {
          JsonNode json = golden.json();
          LieGroup group = Groups.create(GoldenGroup.spec(json));
          int samples = json.path("mc_samples").intValue();
          var layer =
              LieConv.of(
                  GoldenLayer.PREFIX,
                  group.pairDim(),
                  json.path("chin").intValue(),
                  json.path("chout").intValue(),
                  GoldenLayers.options(json, samples, json.path("fill").doubleValue()));
          int[] shape = golden.shape("in.abq");
          boolean[] mask = golden.mask("in.mask");
          var clouds = new RecordedClouds(golden, shape[0], mask);
          Tensor pairs = golden.input("abq");
          Tensor values = golden.input("values").reshape(-1, json.path("chin").intValue());
          Neighbourhood neighbourhood = clouds.next(0, clouds.gathered(pairs));
          golden.output(
              "values",
              layer
                  .convolution()
                  .apply(golden.trace(), neighbourhood, values)
                  .reshape(clouds.shape(json.path("chout").intValue())));
          double error = golden.check(Optional.of(layer));

          GoldenLayers.compareChoice(golden, List.of(layer), mask, distances(golden, group));
          return error;
        });
  }

  @TestFactory
  Stream<DynamicTest> bottleblock() {
    return GoldenLayers.tests(
        "bottleblock",
        golden -> {
          JsonNode json = golden.json();
          LieGroup group = Groups.create(GoldenGroup.spec(json));
          int chin = json.path("chin").intValue();
          int chout = json.path("chout").intValue();
          var layer =
              new BottleBlock(
                  GoldenLayer.PREFIX,
                  group.pairDim(),
                  chin,
                  chout,
                  GoldenLayers.options(json, Integer.MAX_VALUE, json.path("fill").doubleValue()));
          int[] shape = golden.shape("in.abq");
          boolean[] mask = golden.mask("in.mask");
          var clouds = new RecordedClouds(golden, shape[0], mask);
          Tensor pairs = golden.input("abq");
          Tensor values = golden.input("values").reshape(-1, chin);
          BiFunction<int[], int[], Tensor> gathered = clouds.gathered(pairs);
          Neighbourhood neighbourhood = clouds.next(0, gathered);
          Tensor result =
              layer.apply(golden.trace(), neighbourhood, values, golden.column("in", mask));
          golden.output("values", result.reshape(clouds.shape(chout)));
          golden.output("abq", pairsLeft(clouds, gathered, shape));
          double error = golden.check(Optional.of(layer));

          GoldenLayers.compareChoice(golden, List.of(layer.conv()), mask, distances(golden, group));
          return error;
        });
  }

  private static double[] distances(GoldenLayer golden, LieGroup group) {
    Graph graph = new Graph();
    Tensor pairs = graph.input("abq", Shape.of(golden.shape("in.abq")));
    return Evaluation.of(
            golden.backend(),
            List.of(group.distance(pairs)),
            Map.of("abq", golden.theirs("in.abq")))
        .getFirst();
  }

  /** Returns the features of all pairs of the points that are left, of shape (B, m, m, d). */
  private static Tensor pairsLeft(
      RecordedClouds clouds, BiFunction<int[], int[], Tensor> pairs, int[] shape) {
    int[] rows = clouds.rows();
    int m = rows.length / shape[0];
    int[] first = IntStream.range(0, rows.length * m).map(e -> rows[e / m]).toArray();
    int[] second =
        IntStream.range(0, rows.length * m).map(e -> rows[e / m / m * m + e % m]).toArray();
    Tensor left = clouds.exchanged() ? pairs.apply(second, first) : pairs.apply(first, second);
    return left.reshape(shape[0], m, m, shape[3]);
  }

  private static Tensor onRows(GoldenLayer golden, Normalization layer) {
    Tensor x = golden.input("x");
    Tensor rows = x.reshape(-1, x.shape().extent(-1));
    Tensor mask = golden.column("mask", golden.mask("in.mask"));
    return layer.apply(golden.trace(), rows, mask).reshape(x.shape().toArray());
  }

  private static int last(int[] shape) {
    return shape[shape.length - 1];
  }
}
