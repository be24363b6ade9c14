package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataConvertTest {
  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  private static void succeed(String command) {
    run(command).succeeded();
  }

  @BeforeAll
  static void generate() {
    succeed("generate springs --systems 60 --bodies 2 --points 50 --out @plain.h5");
  }

  private static void assertSameArrays(String name) throws IOException {
    try (ArrayFile plain = ArrayFiles.open(folder.resolve("plain.h5"));
        ArrayFile other = ArrayFiles.open(folder.resolve(name))) {
      for (String array : new String[] {"zs", "ts", "sysP"}) {
        assertThat(other.array(array).values()).isEqualTo(plain.array(array).values());
      }
    }
  }

  @Test
  void arraysAreTheSameInEveryFormat() throws IOException {
    succeed("data convert @plain.h5 @small.h5 --compress");
    succeed("data convert @small.h5 @a.npz");
    succeed("data convert @a.npz @b.npz --compress 9");
    succeed("data convert @b.npz @again.h5");
    succeed("data convert @again.h5 @table.csv");
    assertSameArrays("small.h5");
    assertSameArrays("a.npz");
    assertSameArrays("b.npz");
    assertSameArrays("again.h5");
    assertThat(Files.size(folder.resolve("small.h5")))
        .isLessThan(Files.size(folder.resolve("plain.h5")) * 9 / 10);
    assertThat(run("data describe @small.h5").out())
        .contains("springs: systems of 2 bodies in 2 dimensions at 50 times");

    succeed("data convert @table.csv @csv.h5 --states zs --times ts --parameters sysP --bodies 2");
    assertSameArrays("csv.h5");
  }

  @Test
  void tensorsOfSafetensorsAreArrays() throws IOException {
    var tensors = new LinkedHashMap<String, TensorData>();
    tensors.put("net.0.weight", TensorData.of(new float[] {1, -2.5f, 3, 0, 1e-3f, 6}, 2, 3));
    tensors.put("net.1.num_batches_tracked", TensorData.of(new long[] {40}));
    tensors.put("mask", TensorData.of(new boolean[] {true, false}, 2));
    tensors.put("nothing", TensorData.of(new float[0], 0));
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));

    assertThat(run("data describe @weights.safetensors").out())
        .contains("safetensors")
        .containsPattern("net\\.0\\.weight +\\[2, 3\\] +float32")
        .containsPattern("net\\.1\\.num_batches_tracked +\\[\\] +int64")
        .containsPattern("mask +\\[2\\] +bool")
        .contains("no arrays of numbers: nothing");
    Files.writeString(
        folder.resolve("best.safetensors.index.json"),
        """
        {"weight_map": {"net.0.weight": "weights.safetensors", "mask": "weights.safetensors",
         "net.1.num_batches_tracked": "weights.safetensors", "nothing": "weights.safetensors"}}
        """);
    assertThat(run("data describe @best.safetensors.index.json").out())
        .containsPattern("net\\.0\\.weight +\\[2, 3\\] +float32");
    succeed("data convert @weights.safetensors @weights.npz");
    try (ArrayFile converted = ArrayFiles.open(folder.resolve("weights.npz"))) {
      assertThat(converted.array("net.0.weight").values()).containsExactly(1, -2.5, 3, 0, 1e-3f, 6);
      assertThat(converted.array("net.1.num_batches_tracked").values()).containsExactly(40);
      assertThat(converted.array("mask").values()).containsExactly(1, 0);
    }
  }

  @Test
  void generatedFilesAreCompressedWithTheSameNumbers() throws IOException {
    succeed("generate springs --systems 60 --bodies 2 --points 50 --compress --out @gzip.h5");
    assertSameArrays("gzip.h5");
    succeed(
        "generate springs --systems 60 --bodies 2 --points 50 --compress 1 --shards 2 --out"
            + " @two.json");
    assertThat(Files.size(folder.resolve("two-1-of-2.h5")))
        .isLessThan(Files.size(folder.resolve("plain.h5")) * 45 / 100);
    succeed(
        "train springs --network FC --net_cfg {'k':4,'num_layers':1} --num_epochs 1 --data"
            + " @two.json --out @run");
  }

  @Test
  void moleculesBecomeExtendedXyz() throws IOException {
    Files.writeString(
        folder.resolve("m.xyz"),
        """
        2
        Properties=species:S:1:pos:R:3 gdb_id=7 name="carbon monoxide" mu=0.11
        C 0 0 1e-1 0.5
        o 0 0 1.2 0.5
        """);
    JsonNode result =
        JsonMapper.shared().readTree(run("data convert @m.xyz @m.extxyz --json").succeeded().out());
    assertThat(result.get("file").asString()).isEqualTo(folder.resolve("m.extxyz").toString());
    assertThat(result.get("bytes").asLong()).isEqualTo(Files.size(folder.resolve("m.extxyz")));
    assertThat(folder.resolve("m.extxyz"))
        .hasContent(
            """
            2
            Properties=species:S:1:pos:R:3 gdb_id=7 mu=0.11
            C 0.0 0.0 0.1
            O 0.0 0.0 1.2
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @plain.h5 @plain.h5             | plain.h5 exists; --force replaces it, or choose another place with OUT
          @plain.h5 @a.txt                | its name tells no format that is written; those are .h5, .npz, .csv, .xyz and .extxyz
          @plain.h5 @a.xyz                | holds arrays, which
          @plain.h5 @c.csv --compress     | --compress is for .h5 and .npz
          @plain.h5 @d.h5 --compress 10   | --compress is 1 to 9, not 10
          @none.h5 @e.h5                  | none.h5
          @plain.h5 @f.h5 --states x      | there is no dataset x; it holds [sysP, zs, ts]
          """)
  void whatCannotBeConvertedIsSaid(String files, String reason) throws IOException {
    Outcome outcome = run("data convert " + files);
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.err()).contains(reason).hasLineCount(1);
    try (var list = Files.list(folder)) {
      assertThat(list.map(file -> file.getFileName().toString()))
          .doesNotContain("a.txt", "a.xyz", "c.csv", "d.h5", "e.h5", "f.h5");
    }
  }

  @Test
  void whatHoldsNoNumbersIsLeftOutAndSaid() throws IOException {
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    writeArray(arrays.resolve("x.npy"), "<f8", Double.BYTES);
    writeArray(arrays.resolve("label.npy"), "<U1", Integer.BYTES);

    assertThat(run("data convert @arrays @numbers.npz").succeeded().err())
        .isEqualTo("note: " + arrays + ": left out, as they are no arrays of numbers: label\n");
    assertThat(run("data describe @arrays").out()).contains("no arrays of numbers: label\n");
  }

  @Test
  void aNumberStaysANumber() throws IOException {
    Path arrays = Files.createDirectory(folder.resolve("scalars"));
    for (String type : new String[] {"<f8", "<f4", "<i4"}) {
      writeArray(arrays.resolve(type.substring(1) + ".npy"), type, type.charAt(2) - '0', "()");
    }
    succeed("data convert @scalars @scalars.h5 --compress");
    succeed("data convert @scalars.h5 @scalars.npz");
    for (String name : new String[] {"scalars.h5", "scalars.npz"}) {
      assertThat(run("data describe @" + name).out().lines())
          .as(name)
          .contains(
              "f4                   []                       float32",
              "f8                   []                       float64",
              "i4                   []                       int32");
    }
  }

  @Test
  void attributesAreKeptOrSaidToBeLeftOut() throws IOException {
    Path file = folder.resolve("said.h5");
    try (var hdf = HdfFile.write(file)) {
      hdf.putAttribute("title", "five");
      hdf.putAttribute("big", new double[5000]);
      WritableGroup group = hdf.putGroup("g");
      group.putAttribute("unit", "nm");
      group.putAttribute("limits", new double[][] {{0, 1}, {2, 3}});
      WritableGroup texts = group.putGroup("texts");
      texts.putAttribute("version", 3);
      texts.putDataset("names", new String[] {"a", "b"});
      group.putDataset("x", new double[] {1, 2}).putAttribute("names", new String[] {"a", "bc"});
    }

    assertThat(run("data convert @said.h5 @kept.h5").succeeded().err())
        .isEqualTo(
            """
            note: %1$s: left out, as they are no arrays of numbers: g/texts/names
            note: %1$s: attributes left out, as they are no numbers or texts, too long, or of groups\
             without arrays: big, g/texts@version
            """
                .formatted(file));
    try (var hdf = new HdfFile(folder.resolve("kept.h5"))) {
      assertThat(hdf.getAttribute("title").getData()).isEqualTo("five");
      assertThat(hdf.getAttributes()).doesNotContainKey("big");
      Node group = hdf.getByPath("g");
      assertThat(group.getAttribute("unit").getData()).isEqualTo("nm");
      assertThat(group.getAttribute("limits").getData()).isEqualTo(new double[][] {{0, 1}, {2, 3}});
      assertThat(hdf.getDatasetByPath("g/x").getData()).isEqualTo(new double[] {1, 2});
      assertThat(hdf.getByPath("g/x").getAttribute("names").getData())
          .isEqualTo(new String[] {"a", "bc"});
    }
    assertThat(run("data convert @said.h5 @said.npz").succeeded().err())
        .contains("note: " + file + ": attributes left out, as .npz has none: ")
        .contains("title", "big", "g@unit", "g/texts@version", "g/x@names")
        .hasLineCount(2);
    assertThat(run("data convert @plain.h5 @plain.csv").succeeded().err())
        .contains("attributes left out, as arrays get other names: ", "seed", "zs@axes")
        .hasLineCount(1);
  }

  private static void writeArray(Path file, String type, int bytes) throws IOException {
    writeArray(file, type, bytes, "(1,)");
  }

  /** Writes an array of one element of zero bytes, as NumPy does. */
  private static void writeArray(Path file, String type, int bytes, String shape)
      throws IOException {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    var all = ByteBuffer.allocate(10 + header.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    all.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    Files.write(file, all.array());
  }

  @Test
  void forceReplaces() throws IOException {
    Files.copy(folder.resolve("plain.h5"), folder.resolve("old.h5"));
    succeed("data convert @old.h5 @old.h5 --compress --force");
    assertSameArrays("old.h5");
  }
}
