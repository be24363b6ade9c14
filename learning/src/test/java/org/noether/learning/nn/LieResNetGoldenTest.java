package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.SpaceMotions;
import org.noether.learning.group.SpaceRotations;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import tools.jackson.databind.JsonNode;

/** {@link LieResNet} against the reference implementation. */
class LieResNetGoldenTest {
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
    String drawn = golden.has("rec.rand.0") ? "rec.rand.0" : "rec.randn.0";
    LiftedPoints points =
        GoldenLifting.lifted(
            golden, group, coords, golden.theirs("in.coords"), shape, samples, drawn);
    boolean[] mask = GoldenLifting.repeated(golden.mask("in.mask"), samples);
    var clouds = new RecordedClouds(golden, shape[0], mask);
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    Optional<Sides> sides =
        group instanceof PlaneMotions
            ? Optional.of(new Sides(golden, points, samples, drawn))
            : Optional.empty();
    BiFunction<int[], int[], Tensor> pairs =
        sides.map(Sides::pairs).orElse(GoldenLayers.pairs(golden, points));
    for (int i = 0; i < layers; i++) {
      neighbourhoods.add(clouds.next(i, pairs));
    }
    if (group instanceof SpaceRotations || group instanceof SpaceMotions) {
      golden.allow(GoldenLifting.arcCosine(golden, points, mask, shape[0]));
    }
    Tensor values = Pairs.repeated(golden.input("values"), samples).reshape(-1, chin);
    Tensor result = layer.apply(golden.trace(), neighbourhoods, golden.column("in", mask), values);
    if (json.path("pool").booleanValue()) {
      golden.output(
          "y",
          layer.pool(
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

    GoldenLayers.compareChoice(
        golden, layer.convolutions(), mask, GoldenLifting.lengths(golden, points, mask, shape[0]));
    return error;
  }

  private static List<Double> perLayer(
      JsonNode json, int layers, ToDoubleFunction<JsonNode> number) {
    return json.isArray()
        ? json.valueStream().map(number::applyAsDouble).toList()
        : Collections.nCopies(layers, number.applyAsDouble(json));
  }
}
