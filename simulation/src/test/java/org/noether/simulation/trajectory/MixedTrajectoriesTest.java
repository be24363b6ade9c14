package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.array.NumpyOutput;

/** Systems of 3, 2 and 4 bodies in one data set. */
class MixedTrajectoriesTest {
  private static final ProgressListener SILENT = (done, total) -> {};
  private static final List<Integer> SIZES = List.of(3, 2, 4);
  private static final GenerateRequest REQUEST =
      GenerateRequest.of(SystemKind.SPRINGS, 7, 5).withSizes(SIZES).withPoints(6);

  @TempDir private Path folder;

  @Test
  void aSystemIsTheOneThatADataSetOfItsSizeHas() {
    var mixed = TrajectoryGenerator.trajectories(REQUEST, SILENT);

    for (int i = 0; i < 7; i++) {
      int bodies = SIZES.get(i % 3);
      var alike = TrajectoryGenerator.trajectories(REQUEST.withBodies(bodies), SILENT);
      assertThat(mixed.bodies(i)).isEqualTo(bodies);
      assertThat(mixed.zs()[i]).isEqualTo(alike.zs()[i]);
      assertThat(mixed.sysP()[i]).isEqualTo(alike.sysP()[i]);
    }
  }

  @Test
  void equalNumbersOfBodiesAreOne() {
    assertThat(REQUEST.withSizes(List.of(4, 4))).isEqualTo(REQUEST.withBodies(4));
    assertThat(REQUEST.withBodies(4).mixed()).isFalse();
    assertThat(REQUEST.bodies()).isEqualTo(4);
    assertThat(REQUEST.bodiesText()).isEqualTo("2, 3, 4");
    assertThatThrownBy(() -> REQUEST.withSizes(List.of(3, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileHasRoomForTheLargestAndNaNForWhatIsMissing() throws IOException {
    Path file = written(REQUEST);

    try (var hdf = Hdf5File.open(file)) {
      double[][] zs = hdf.array("zs").rows(1);
      double[][] sysP = hdf.array("sysP").rows(1);
      int[] bodies = Arrays.stream(hdf.array("bodies").values()).mapToInt(n -> (int) n).toArray();
      assertThat(hdf.array("zs").shape()).containsExactly(7, 6, 16);
      assertThat(hdf.attribute("bodies")).contains(4);
      assertThat(hdf.attribute("sizes")).contains("3, 2, 4");
      assertThat(bodies).containsExactly(3, 2, 4, 3, 2, 4, 3);
      for (int i = 0; i < 7; i++) {
        for (int k = 0; k < zs[i].length; k++) {
          assertThat(Double.isNaN(zs[i][k])).isEqualTo(k / 2 % 4 >= bodies[i]);
        }
        for (int k = 0; k < sysP[i].length; k++) {
          assertThat(Double.isNaN(sysP[i][k])).isEqualTo(k / 2 >= bodies[i]);
        }
      }
      assertThat(TrajectoryFiles.systemsByBodies(hdf))
          .contains(new TreeMap<>(Map.of(2, 2, 3, 3, 4, 2)));
    }
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    assertSame(
        TrajectoryReader.read(written(REQUEST)), TrajectoryGenerator.trajectories(REQUEST, SILENT));
  }

  @Test
  void theBytesDoNotDependOnTheNumberOfThreads() throws IOException {
    Path one = folder.resolve("one.h5");
    Path three = folder.resolve("three.h5");
    GenerateRequest request = REQUEST.withSystems(3000);
    TrajectoryWriter.write(TrajectoryPart.whole(request), one, 1, SILENT);
    TrajectoryWriter.write(TrajectoryPart.whole(request), three, 3, SILENT);

    assertThat(Files.mismatch(one, three)).isEqualTo(-1);
  }

  @Test
  void severalFilesHoldTheSystemsOfOne() throws IOException {
    Path manifest = folder.resolve("parts.json");
    TrajectoryGenerator.writeShards(REQUEST, manifest, 3, false, Optional.empty(), SILENT);

    var parts = TrajectoryFiles.segments(manifest, SystemKind.SPRINGS, Optional.empty(), 5);

    assertSame(parts, TrajectoryGenerator.segments(REQUEST, 5, SILENT));
  }

  /** Of a Toda lattice of n particles, traces of powers up to n are known. */
  @Test
  void quantitiesThatASystemLacksAreNaN() throws IOException {
    var toda = SystemKind.KNOWN.get("toda");
    var request = GenerateRequest.of(toda, 2, 1).withSizes(List.of(3, 5)).withPoints(20);

    try (var hdf = Hdf5File.open(written(request))) {
      double[][] invariants = hdf.array("invariants").rows(2);
      assertThat(invariants[0]).hasSize(5);
      assertThat(Arrays.stream(invariants[0]).filter(Double::isNaN).count()).isEqualTo(2);
      assertThat(invariants[2]).doesNotContain(Double.NaN);
      double[] drifts = hdf.array("energy_drifts").values();
      for (int i = 0; i < 2; i++) {
        try (var alike = Hdf5File.open(written(request.withBodies(request.bodies(i))))) {
          assertThat(drifts[i]).isEqualTo(alike.array("energy_drifts").values()[i]);
        }
      }
    }
  }

  @Test
  void anotherNameAndLayoutAreRead() throws IOException {
    var expected = TrajectoryGenerator.trajectories(REQUEST, SILENT);
    Map<String, Object> arrays = arrays(expected);
    Path npz = folder.resolve("own.npz");
    NumpyOutput.write(
        npz,
        List.of(
            new Output("x", perBody((double[][][]) arrays.get("zs")), "any"),
            new Output("t", expected.ts(), "any"),
            new Output("c", arrays.get("sysP"), "any"),
            new Output("n", arrays.get("bodies"), "any")),
        0);
    var names =
        new TrajectoryNames(
            List.of("x"), "t", Optional.of("c"), Optional.empty(), Optional.of("n"));

    var read = TrajectoryFiles.read(npz, SystemKind.SPRINGS, Optional.of(names));

    assertThat(read.zs()).isDeepEqualTo(expected.zs());
    assertThat(read.sysP()).isDeepEqualTo(expected.sysP());
    assertThat(read.request().sizes()).containsExactly(2, 3, 4);
  }

  /** From (T, positions then momenta) to (T, n, 2 d). */
  private static double[][][][] perBody(double[][][] zs) {
    return Arrays.stream(zs)
        .map(states ->
            Arrays.stream(states)
                .map(z -> {
                  var bodies = new double[4][];
                  Arrays.setAll(
                      bodies,
                      b -> new double[] {z[2 * b], z[2 * b + 1], z[8 + 2 * b], z[9 + 2 * b]});
                  return bodies;
                })
                .toArray(double[][][]::new))
        .toArray(double[][][][]::new);
  }

  @Test
  void whatIsExportedIsReadAgain() throws IOException {
    var expected = TrajectoryGenerator.trajectories(REQUEST, SILENT);
    Path file = folder.resolve("plain.h5");
    Hdf5Output.write(file, Map.of(), TrajectoryExport.arrays(expected));

    var read = TrajectoryFiles.read(file, SystemKind.SPRINGS, Optional.empty());

    assertThat(read.zs()).isDeepEqualTo(expected.zs());
    assertThat(read.sysP()).isDeepEqualTo(expected.sysP());
    assertThatThrownBy(() -> TrajectoryExport.writeCsv(read, folder.resolve("no.csv")))
        .hasMessageContaining("do not have the same columns; write .h5 or .npz");
  }

  /** Room for four bodies where all systems have two. */
  @Test
  void roomThatNobodyTakesMakesNoDifference() throws IOException {
    var expected = TrajectoryGenerator.trajectories(REQUEST.withBodies(2), SILENT);
    var padding = new BodyPadding(2, 4);
    Path file = folder.resolve("room.h5");
    Hdf5Output.write(
        file,
        Map.of(),
        List.of(
            new Output("zs", rows(expected.zs(), each -> padding.pad(each, 2), 16), "any"),
            new Output("ts", expected.ts(), "any"),
            new Output("sysP", rows(expected.sysP(), each -> padding.pad(each, 2), 2), "any"),
            new Output("bodies", new int[] {2, 2, 2, 2, 2, 2, 2}, "any")));

    var read = TrajectoryFiles.read(file, SystemKind.SPRINGS, Optional.empty());

    assertThat(read.zs()).isDeepEqualTo(expected.zs());
    assertThat(read.sysP()).isDeepEqualTo(expected.sysP());
    assertThat(read.request().sizes()).containsExactly(2);
  }

  private static double[][][] rows(
      double[][] systems, UnaryOperator<double[]> padding, int length) {
    return Arrays.stream(systems)
        .map(padding)
        .map(flat -> {
          var rows = new double[flat.length / length][];
          Arrays.setAll(rows, k -> Arrays.copyOfRange(flat, k * length, (k + 1) * length));
          return rows;
        })
        .toArray(double[][][]::new);
  }

  @Test
  void badFilesAreRefused() throws IOException {
    assertRefused(
        arrays -> ((double[][][]) arrays.get("zs"))[1][2][7] = 0,
        "zs of system 1 contains 0.0 in place of a body, where NaN belongs: it has 2 bodies");
    assertRefused(
        arrays -> ((double[][][]) arrays.get("zs"))[1][2][8] = Double.NaN,
        "zs of system 1 contains NaN");
    assertRefused(
        arrays -> ((double[][][]) arrays.get("sysP"))[0][3][1] = 1,
        "sysP of system 0 contains 1.0 in place of a body");
    assertRefused(
        arrays -> arrays.put("bodies", new int[] {3, 2, 5, 3, 2, 4, 3}),
        "bodies says that system 2 has 5.0 bodies; whole numbers from 1 to 4 are needed");
    assertRefused(
        arrays -> arrays.put("bodies", new double[] {3, 2.5, 4, 3, 2, 4, 3}),
        "bodies says that system 1 has 2.5 bodies");
    assertRefused(
        arrays -> arrays.put("bodies", new int[] {3, 2, 4, 3, 0, 4, 3}),
        "bodies says that system 4 has 0.0 bodies");
  }

  /** The same faults in a file with the attributes of Noether's, and in one without. */
  private void assertRefused(Consumer<Map<String, Object>> spoil, String reason)
      throws IOException {
    Map<String, Object> arrays = arrays(TrajectoryGenerator.trajectories(REQUEST, SILENT));
    spoil.accept(arrays);
    List<Output> outputs = new ArrayList<>();
    arrays.forEach((name, values) -> outputs.add(new Output(name, values, "any")));
    Path plain = folder.resolve("plain.h5");
    Path described = folder.resolve("described.h5");
    Hdf5Output.write(plain, Map.of(), outputs);
    Hdf5Output.write(described, attributes(), outputs);

    for (Path file : List.of(plain, described)) {
      assertThatThrownBy(() -> TrajectoryFiles.read(file, SystemKind.SPRINGS, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(reason);
    }
  }

  @Test
  void sizesAndNumbersOfBodiesMustAgree() throws IOException {
    Map<String, Object> arrays = arrays(TrajectoryGenerator.trajectories(REQUEST, SILENT));
    List<Output> outputs = new ArrayList<>();
    arrays.forEach((name, values) -> outputs.add(new Output(name, values, "any")));
    Path file = folder.resolve("described.h5");
    Map<String, Object> attributes = new LinkedHashMap<>(attributes());

    attributes.put("sizes", "3, 4");
    Hdf5Output.write(file, attributes, outputs);
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .hasMessageContaining(
            "its systems have [2, 3, 4] bodies, and its attribute sizes is '3, 4'");
    attributes.put("sizes", "many");
    Hdf5Output.write(file, attributes, outputs);
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .hasMessageContaining("its attribute sizes is 'many', no list of numbers");
    attributes.put("sizes", "3, 2, 4");
    outputs.removeIf(output -> output.name().equals("bodies"));
    Hdf5Output.write(file, attributes, outputs);
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .hasMessageContaining("it lacks the dataset bodies");
    attributes.remove("sizes");
    Hdf5Output.write(file, attributes, outputs);
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .hasMessageContaining("zs of system 0 contains NaN");
  }

  private Path written(GenerateRequest request) throws IOException {
    Path file = folder.resolve("written.h5");
    TrajectoryGenerator.write(request, file, SILENT);
    return file;
  }

  private Map<String, Object> attributes() throws IOException {
    var attributes = new LinkedHashMap<String, Object>();
    try (var file = ArrayFiles.open(written(REQUEST))) {
      for (String name : TrajectoryLayout.ATTRIBUTES) {
        attributes.put(name, file.attribute(name).orElseThrow());
      }
    }
    return attributes;
  }

  private static Map<String, Object> arrays(TrajectoryDataset data) {
    var arrays = new LinkedHashMap<String, Object>();
    TrajectoryExport.arrays(data).forEach(each -> arrays.put(each.name(), each.values()));
    return arrays;
  }

  private static void assertSame(TrajectoryDataset read, TrajectoryDataset expected) {
    assertThat(read.request()).isEqualTo(expected.request());
    assertThat(read.ts()).isDeepEqualTo(expected.ts());
    assertThat(read.zs()).isDeepEqualTo(expected.zs());
    assertThat(read.sysP()).isDeepEqualTo(expected.sysP());
  }
}
