package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.testing.Numbers;
import org.noether.learning.train.Layout;
import org.noether.learning.train.Weights;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.molecule.PackedMolecules;
import tools.jackson.databind.JsonNode;

/**
 * Packed batches against the reference's padded ones, with neighbours chosen here: its golden cases
 * of molecules in double precision where nothing is random.
 */
class MoleculeLossGoldenTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();
  private static final int[] QM9_SPECIES = {1, 6, 7, 8, 9};

  /** Rounding of two double precision programs that add in different orders. */
  private static final double DOUBLE = 1e-9;

  /** The reference works out how full balls are in single precision. */
  private static final double RADIUS = 1e-6;

  @TestFactory
  Stream<DynamicTest> packed() {
    List<GoldenCase> cases =
        GoldenCases.of("molecule").stream().filter(MoleculeLossGoldenTest::certain).toList();
    GoldenCases.report("molecule, packed", cases.size());
    return cases.stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
  }

  private static boolean certain(GoldenCase golden) {
    JsonNode json = golden.json();
    return golden.name().endsWith(".f64")
        && json.path("group").stringValue().matches("(T|Trivial)3")
        && json.path("nbhd").intValue() >= golden.tensors().tensor("in.charges").shape()[1]
        && !(json.path("aug").booleanValue() && json.path("train").booleanValue())
        && !json.has("formula");
  }

  private static void check(GoldenCase golden) {
    JsonNode json = golden.json();
    SafetensorsFile tensors = golden.tensors();
    PackedMolecules molecules = molecules(tensors);
    MoleculeScale scale =
        new MoleculeScale(
            "homo",
            json.path("stats").get(0).doubleValue(),
            json.path("stats").get(1).doubleValue(),
            QM9_SPECIES,
            Optional.empty(),
            Optional.empty());
    MoleculeNetwork network =
        MoleculeNetworks.create("MolecLieResNet", options(json), scale.features().size());
    Weights weights = weights(network, tensors);
    boolean training = json.path("train").booleanValue();
    // In training a batch is full; otherwise there may be room for more molecules.
    int room = molecules.size() + (training ? 0 : 3);
    MoleculeLoss loss = new MoleculeLoss(REFERENCE, network, scale, weights, 1, 0, room, molecules);
    double[] predictions = loss.predict(molecules);
    if (!training) {
      double[] y = tensors.tensor("out.y").doubles();
      compare("out.y", predictions, Arrays.stream(y).map(scale::value).toArray(), DOUBLE);
      return;
    }
    Buffer gradients = REFERENCE.allocate(weights.parameters().size());
    IntBuffer all = IntBuffer.wrap(IntStream.range(0, molecules.size()).toArray());
    var batch = new MoleculeLoss.Batch(molecules, all, 0);
    double mae = loss.gradient(batch, tensors.tensor("in.homo").doubles(), batch, gradients);
    compare("out.loss", new double[] {mae}, tensors.tensor("out.loss").doubles(), DOUBLE);
    double[] ours = Numbers.of(gradients);
    double[] theirs = new double[ours.length];
    for (Layout.Slot slot : weights.layout().parameters()) {
      double[] gradient = tensors.tensor("grad." + slot.name()).doubles();
      System.arraycopy(gradient, 0, theirs, slot.offset(), gradient.length);
    }
    compare("gradient", ours, theirs, DOUBLE);
    for (NamedBuffer buffer : network.buffers()) {
      compare(
          buffer.name(),
          weights.get(buffer),
          tensors.tensor("buffer_after." + buffer.name()).doubles(),
          buffer.name().endsWith(".r") ? RADIUS : DOUBLE);
    }
  }

  private static void compare(String what, double[] ours, double[] theirs, double bound) {
    assertThat(ours).as(what).hasSameSizeAs(theirs);
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.hypot(difference, ours[i] - theirs[i]);
      size = Math.hypot(size, theirs[i]);
    }
    assertThat(difference).as(what).isLessThanOrEqualTo(bound * size);
  }

  private static Weights weights(Layer network, SafetensorsFile tensors) {
    Weights weights = Weights.zeros(network, REFERENCE);
    for (Layout.Slot slot : weights.layout().parameters()) {
      double[] numbers = tensors.tensor("param." + slot.name()).doubles();
      Numbers.set(weights.parameters(), slot.offset(), numbers);
    }
    for (NamedBuffer buffer : network.buffers()) {
      weights.set(buffer, tensors.tensor("buffer." + buffer.name()).doubles());
    }
    return weights;
  }

  private static Map<String, Object> options(JsonNode json) {
    return Map.of(
        "k",
        json.path("k").intValue(),
        "num_layers",
        json.path("num_layers").intValue(),
        "nbhd",
        json.path("nbhd").intValue(),
        "liftsamples",
        json.path("liftsamples").intValue(),
        "knn",
        json.path("knn").asBoolean(false),
        "fill",
        json.path("fill").doubleValue(),
        "bn",
        json.path("bn").booleanValue(),
        "mean",
        json.path("mean").booleanValue(),
        "aug",
        json.path("aug").booleanValue(),
        "group",
        GoldenGroup.spec(json));
  }

  private static PackedMolecules molecules(SafetensorsFile tensors) {
    int[] shape = tensors.tensor("in.charges").shape();
    int[] charges = tensors.tensor("in.charges").ints();
    double[] positions = tensors.tensor("in.positions").doubles();
    int[] rows = IntStream.range(0, charges.length).filter(i -> charges[i] > 0).toArray();
    int[] offsets = new int[shape[0] + 1];
    Arrays.stream(rows).forEach(row -> offsets[row / shape[1] + 1]++);
    Arrays.parallelPrefix(offsets, Integer::sum);
    return new PackedMolecules(
        offsets,
        Arrays.stream(rows).map(row -> charges[row]).toArray(),
        Arrays.stream(rows)
            .boxed()
            .flatMapToDouble(row -> Arrays.stream(positions, 3 * row, 3 * row + 3))
            .toArray(),
        new int[shape[0]],
        Map.of());
  }
}
