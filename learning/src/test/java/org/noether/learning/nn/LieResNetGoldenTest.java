package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.GoldenStabiliser;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Matrices;
import org.noether.learning.group.Pairs;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.SpaceMotions;
import org.noether.learning.group.SpaceRotations;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import tools.jackson.databind.JsonNode;

/** {@link LieResNet} against the reference implementation. */
class LieResNetGoldenTest {
  /** Rounding of a cosine in double precision. */
  private static final double ARC_COSINE = 1e-15;

  /** By how much a network and its derivative increase an error; measured: 6. */
  private static final double AMPLIFIED = 20;

  @TestFactory
  Stream<DynamicTest> lieresnet() {
    List<GoldenCase> cases = GoldenCases.of("lieresnet");
    GoldenCases.report("lieresnet", cases.size());
    return cases.stream()
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.name(), () -> GoldenLayers.print(golden, check(compared(golden)))));
  }

  /**
   * Returns the case on its backend. Where lifts to SE2 are opposite, the reference's outputs hang
   * on its rounding, which in single precision cannot be found out; there the case in double
   * precision is run in single precision.
   */
  private static GoldenLayer compared(GoldenCase golden) {
    boolean opposite =
        golden.json().path("group").stringValue().equals("SE2")
            && golden.json().path("liftsamples").intValue() % 2 == 0;
    if (!opposite || !golden.name().endsWith(".f32")) {
      return new GoldenLayer(golden);
    }
    String exact = golden.name().replace(".f32", ".f64");
    Optional<GoldenCase> other =
        GoldenCases.of("lieresnet").stream().filter(c -> c.name().equals(exact)).findAny();
    Assumptions.assumeTrue(
        other.isPresent(), golden + ": its signs are those of rounding, and there is no " + exact);
    return new GoldenLayer(other.orElseThrow(), "cpu");
  }

  private static double check(GoldenLayer golden) {
    JsonNode json = golden.json();
    LieGroup group = Groups.create(GoldenGroup.spec(json));
    int layers = json.path("num_layers").intValue();
    int samples = json.path("liftsamples").intValue();
    int chin = json.path("chin").intValue();
    var layer =
        new LieResNet(
            group,
            samples,
            chin,
            perLayer(json.path("k"), layers + 1, JsonNode::doubleValue).stream()
                .map(Double::intValue)
                .toList(),
            json.path("num_outputs").intValue(),
            perLayer(json.path("fill"), layers, JsonNode::doubleValue).stream()
                .map(fill -> GoldenLayers.options(json, json.path("nbhd").intValue(), fill))
                .toList());
    int[] shape = golden.shape("in.coords");
    Tensor coords = golden.input("coords").reshape(-1, shape[2]);
    LiftedPoints points = lifted(golden, group, coords, samples);
    boolean[] mask = repeated(golden.mask("in.mask"), samples);
    var clouds = new RecordedClouds(golden, shape[0], mask);
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    Optional<Sides> sides =
        group instanceof PlaneMotions
            ? Optional.of(new Sides(golden, points, samples))
            : Optional.empty();
    BiFunction<int[], int[], Tensor> pairs =
        sides.map(Sides::pairs).orElse(GoldenLayers.pairs(golden, points));
    for (int i = 0; i < layers; i++) {
      neighbourhoods.add(clouds.next(i, pairs));
    }
    if (group instanceof SpaceRotations || group instanceof SpaceMotions) {
      golden.allow(arcCosine(golden, points, mask));
    }
    Tensor values = Pairs.repeated(golden.input("values"), samples).reshape(-1, chin);
    Tensor result = layer.apply(golden.trace(), neighbourhoods, golden.column("in", mask), values);
    if (json.path("pool").booleanValue()) {
      golden.output(
          "y",
          layer
              .pool()
              .apply(
                  result,
                  golden.column("left", clouds.present()),
                  golden.graph().indices(clouds.cloudOf()),
                  shape[0]));
    } else {
      golden.output("y", result.reshape(clouds.shape(json.path("num_outputs").intValue())));
    }
    golden.bind(layer);
    sides.ifPresent(unknown -> unknown.find("y"));
    double error = golden.check(Optional.of(layer));

    GoldenLayers.compareChoice(golden, layer.convolutions(), mask, lengths(golden, points, mask));
    return error;
  }

  private static LiftedPoints lifted(
      GoldenLayer golden, LieGroup group, Tensor coords, int samples) {
    if (group.stabiliserDim() == 0) {
      return LiftedPoints.of(group, coords);
    }
    int count = coords.shape().extent(0);
    double[] drawn = golden.theirs(golden.has("rec.rand.0") ? "rec.rand.0" : "rec.randn.0");
    Tensor stabiliser;
    if (group instanceof SpaceRotations) {
      Tensor elements =
          golden.leaf(
              "elements",
              Shape.of(count, samples, 3, 3),
              new ReferenceRotations(
                      golden.theirs("in.coords"), golden.shape("in.coords"), drawn, samples)
                  .elements());
      Tensor section = group.section(coords).reshape(count, 1, 3, 3);
      stabiliser = Matrices.product(group.inverse(section), elements);
    } else {
      Tensor coordinates =
          golden.leaf(
              "stabiliser",
              Shape.of(count, samples, group.lieDim()),
              GoldenStabiliser.coordinates(group, drawn, count, samples));
      stabiliser = group.exp(coordinates);
    }
    return LiftedPoints.of(group, coords, stabiliser);
  }

  /**
   * Returns the error of the reference's logarithms: it takes angles from their cosines, which near
   * pi tells half of the digits.
   */
  private static double arcCosine(GoldenLayer golden, LiftedPoints points, boolean[] mask) {
    int clouds = golden.shape("in.mask")[0];
    var packed = new PackedClouds(clouds, mask);
    int[] first = packed.padded(PairDistances.receivers(packed.layout()).toArray());
    int[] second = packed.padded(PairDistances.senders(packed.layout()).toArray());
    Tensor pairs = GoldenLayers.pairs(golden, points).apply(first, second);
    double pairGap = gap(golden, pairs);
    double liftGap = gap(golden, points.group().log(points.elements().orElseThrow()));
    double rounding = golden.exact() ? ARC_COSINE : ARC_COSINE * 0x1p29;
    return AMPLIFIED * rounding * (1 / (pairGap * pairGap) + 1 / (liftGap * liftGap));
  }

  /** Returns by how much the largest angle of logarithms misses pi. */
  private static double gap(GoldenLayer golden, Tensor logarithms) {
    double[] angles = golden.values(Pairs.norm(logarithms.slice(1, 0, 3)));
    return Math.PI - Arrays.stream(angles).max().orElseThrow();
  }

  private static double[] lengths(GoldenLayer golden, LiftedPoints points, boolean[] mask) {
    int clouds = golden.shape("in.mask")[0];
    int[] sizes = new int[clouds];
    Arrays.fill(sizes, mask.length / clouds);
    CloudLayout padded = CloudLayout.of(sizes);
    Tensor first = golden.graph().indices(PairDistances.receivers(padded).toArray());
    Tensor second = golden.graph().indices(PairDistances.senders(padded).toArray());
    return golden.values(points.distances(first, second));
  }

  private static List<Double> perLayer(
      JsonNode json, int layers, ToDoubleFunction<JsonNode> number) {
    return json.isArray()
        ? json.valueStream().map(number::applyAsDouble).toList()
        : Collections.nCopies(layers, number.applyAsDouble(json));
  }

  private static boolean[] repeated(boolean[] mask, int samples) {
    boolean[] repeated = new boolean[mask.length * samples];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = mask[i / samples];
    }
    return repeated;
  }
}
