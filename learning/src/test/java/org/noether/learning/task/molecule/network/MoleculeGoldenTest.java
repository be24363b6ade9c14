package org.noether.learning.task.molecule.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.nn.GoldenLayer;
import org.noether.learning.nn.GoldenLayers;
import org.noether.learning.nn.GoldenLifting;
import org.noether.learning.nn.RecordedClouds;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.molecule.PackedMolecules;
import tools.jackson.databind.JsonNode;

/** {@link MolecLieResNet} and {@link AtomFeatures} against the reference implementation. */
class MoleculeGoldenTest {
  private static final int[] QM9_SPECIES = {1, 6, 7, 8, 9};

  @TestFactory
  Stream<DynamicTest> molecule() {
    return GoldenLayers.tests("molecule", MoleculeGoldenTest::check);
  }

  private static double check(GoldenLayer golden) {
    JsonNode json = golden.json();
    assertThat(json.path("num_species").intValue()).isEqualTo(QM9_SPECIES.length);
    assertThat(json.path("charge_scale").intValue()).isEqualTo(QM9_SPECIES[4]);
    AtomFeatures atomFeatures = new AtomFeatures(QM9_SPECIES);
    MoleculeNetwork network =
        MoleculeNetworks.create("MolecLieResNet", options(json), atomFeatures.size());
    LieGroup group = network.group();
    int samples = network.liftSamples();
    int[] shape = golden.shape("in.positions");
    int clouds = shape[0];
    double[] positions = golden.theirs("in.positions");
    String drawn = "rec.randn.0";
    if (json.path("aug").booleanValue()) {
      GoldenMotions.move(golden.tensors(), positions, shape);
      drawn = "rec.randn.2";
    }
    boolean[] atoms = atoms(golden);
    boolean[] mask = GoldenLifting.repeated(atoms, samples);
    Tensor coords = golden.leaf("positions", Shape.of(clouds * shape[1], 3), positions);
    LiftedPoints points =
        GoldenLifting.lifted(golden, group, coords, positions, shape, samples, drawn);
    if (group.stabiliserDim() > 0) {
      golden.allow(GoldenLifting.arcCosine(golden, points, mask, clouds));
    }
    var recorded = new RecordedClouds(golden, clouds, mask);
    List<Neighbourhood> neighbourhoods = new ArrayList<>();
    for (int i = 0; i < network.convolutions().size(); i++) {
      neighbourhoods.add(recorded.next(i, GoldenLayers.pairs(golden, points)));
    }
    double[] features = features(golden, atomFeatures, atoms);
    golden.compareNumbers("out.features", features);
    Tensor values =
        golden.leaf("features", Shape.of(clouds, shape[1], atomFeatures.size()), features);
    Tensor y =
        network.apply(
            golden.trace(),
            neighbourhoods,
            new MoleculeNetwork.Atoms(
                points,
                golden.column("in", mask),
                Pairs.repeated(values, samples).reshape(mask.length, -1),
                golden.graph().indices(recorded.cloudOf()),
                clouds));
    golden.output("y", y);
    golden.loss("loss", loss(golden, y));
    double error = golden.check(Optional.of(network));
    GoldenLayers.compareChoice(
        golden, network.convolutions(), mask, GoldenLifting.lengths(golden, points, mask, clouds));
    return error;
  }

  private static Tensor loss(GoldenLayer golden, Tensor y) {
    double mean = golden.json().path("stats").get(0).doubleValue();
    double std = golden.json().path("stats").get(1).doubleValue();
    double[] homo = golden.theirs("in.homo");
    double[] targets =
        IntStream.range(0, homo.length).mapToDouble(i -> (homo[i] - mean) / std).toArray();
    Tensor error = y.sub(golden.leaf("targets", y.shape(), targets));
    return error.max(error.neg()).sum().mul(1.0 / targets.length);
  }

  private static Map<String, Object> options(JsonNode json) {
    Map<String, Object> options = new HashMap<>();
    for (String key : List.of("k", "num_layers", "nbhd", "liftsamples")) {
      options.put(key, json.path(key).intValue());
    }
    for (String key : List.of("bn", "mean", "aug")) {
      options.put(key, json.path(key).booleanValue());
    }
    if (json.path("knn").isBoolean()) {
      options.put("knn", json.path("knn").booleanValue());
    }
    options.put("fill", json.path("fill").doubleValue());
    options.put("group", GoldenGroup.spec(json));
    return options;
  }

  private static boolean[] atoms(GoldenLayer golden) {
    int[] charges = golden.indices("in.charges");
    boolean[] atoms = new boolean[charges.length];
    for (int i = 0; i < atoms.length; i++) {
      atoms[i] = charges[i] > 0;
    }
    return atoms;
  }

  /** Returns features of shape (B, n, size), 0 where no atom is. */
  private static double[] features(GoldenLayer golden, AtomFeatures features, boolean[] atoms) {
    int[] charges = golden.indices("in.charges");
    int[] rows = IntStream.range(0, atoms.length).filter(i -> atoms[i]).toArray();
    var packed =
        new PackedMolecules(
            new int[] {0, rows.length},
            IntStream.of(rows).map(i -> charges[i]).toArray(),
            new double[3 * rows.length],
            new int[1],
            Map.of());
    double[] ofAtoms = features.of(packed);
    int size = features.size();
    double[] padded = new double[atoms.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(ofAtoms, i * size, padded, rows[i] * size, size);
    }
    return padded;
  }
}
