package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.noether.learning.train.TrainState;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.ImageText;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeCache;
import org.noether.simulation.molecule.MoleculeFiles;

/** A file of each kind that is accepted, from which a search for broken ones begins. */
final class Seeds {
  private static final String GDB9 =
      """
      2
      gdb 3\t157.7118\t157.70997\t157.70699\t0.\t13.21\t-0.3877\t0.1171\t0.5048\t35.3641\t0.044749\t-40.47893\t-40.476062\t-40.475117\t-40.498597\t6.469
      C\t-0.01\t1.08\t 8.0*^-3\t-0.5
      H\t 2.1*^-6\t-6.0*^-3\t 1.9\t 0.1
      1341.307\t1341.3284
      C\tC
      InChI=1S/CH4/h1H4\tInChI=1S/CH4/h1H4
      """;

  private Seeds() {}

  /** Makes the files of a run with its evaluation. */
  static void evaluate(Inputs inputs) throws Exception {
    Program.End end =
        Program.run(
            Program.java("en", "evaluate", inputs.run(), "--systems", 2, "--steps", 3),
            inputs.folder());
    assertThat(end.code()).as(end.output()).isZero();
  }

  /** Returns content that a reader accepts, or, of files of arrays, is made to understand. */
  static List<byte[]> of(String reader, Inputs inputs) throws IOException {
    Path run = inputs.run();
    return switch (reader) {
      case "hdf5", "h5md", "numpy" -> examples(reader);
      case "safetensors" -> List.of(read(run.resolve("best.safetensors")), halves(inputs.folder()));
      case "checkpoint" -> List.of(checkpoint(inputs.folder()));
      case "images" -> List.of(read(inputs.folder().resolve("pictures/black/0.png")));
      case "idx" -> List.of(idx(2, 3, 4), zipped(idx(2, 3, 4)));
      case "amat-zip" -> List.of(amatZip(inputs.folder()));
      case "molecules" -> List.of(text(words(reader)), text(GDB9));
      case "archive" -> List.of(archive("a.xyz", text(GDB9)));
      case "molecule-cache" -> List.of(moleculeCache(inputs.folder()));
      case "trajectories" ->
          List.of(
              read(inputs.folder().resolve("two.h5")), read(inputs.folder().resolve("mixed.h5")));
      case "rotmnist" -> List.of(rotated(inputs.folder()));
      case "manifest" -> List.of(read(inputs.folder().resolve("manifest.json")));
      case "metrics", "timing" -> List.of(read(run.resolve(reader + ".jsonl")));
      case "config", "result", "environment", "evaluation" ->
          List.of(read(run.resolve(reader + ".json")));
      default -> List.of(text(words(reader)));
    };
  }

  private static byte[] checkpoint(Path folder) throws IOException {
    Path file = folder.resolve("small.safetensors");
    SmallCheckpoint small = SmallCheckpoint.create();
    small.checkpoint().write(file, small.identity(), new TrainState(2, 0.5, 0.25, 1));
    return read(file);
  }

  private static byte[] zipped(byte[] content) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    return zipped.toByteArray();
  }

  private static byte[] amatZip(Path folder) throws IOException {
    var parts = new LinkedHashMap<String, String>();
    for (String part : List.of("train_valid", "test")) {
      parts.put(Readers.AMAT + part + ".amat", words("amat"));
    }
    return read(ImageText.zip(folder.resolve("amat.zip"), parts));
  }

  private static byte[] archive(String name, byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new BZip2CompressorOutputStream(packed))) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return packed.toByteArray();
  }

  private static byte[] moleculeCache(Path folder) throws IOException {
    Path molecules = Files.write(folder.resolve("cached.xyz"), text(GDB9));
    Path cache = folder.resolve("cached.safetensors");
    MoleculeCache.write(
        cache,
        new MoleculeCache.Content(
            MoleculeFiles.readAll(molecules, BadMolecules.refused(), _ -> {}), "0".repeat(64)));
    return read(cache);
  }

  /** Two black images of four pixels, as {@code generate rotmnist} would write them. */
  private static byte[] rotated(Path folder) throws IOException {
    var image = new LabelledImages(1, 2, 2, new float[4], new int[] {3});
    ImageDataset images =
        new ImageDataset(image, image, List.of("0", "1", "2", "3"), "two black images");
    Path file = folder.resolve("rotated.h5");
    Hdf5Output.write(file, images.attributes(), images.arrays());
    return read(file);
  }

  private static String words(String reader) {
    return switch (reader) {
      case "molecules" -> "2\nProperties=species:S:1:pos:R:3 mu=1\nC 0 0 0\nO 0 0 1.1\n";
      case "uncharacterized" -> "Index\n-----\n 21 H2O 1\n 22 CO 2\n";
      case "atomref" ->
          "Element ZPVE U0\nH 0 -0.5 -.49 -.498 -.51 3\nC 0 -37.8 -37.8 -37.8 -37.9 3\n";
      case "amat" -> "0.1 ".repeat(784) + "3.0\n";
      case "python" -> "{'group':T(2),'k':[8,-1e3],'act':\"x\",'aug':True}";
      case "options" -> "springs\n--net_cfg\n{'group':T(2),'k':[8,-1e3],'act':\"x\"}\n--lr\n1";
      case "csv" -> "id,ts,zs0,zs1,sysP0\n1,0,1,2,1\n1,.1,1,2,1\n2,0,1,2,1\n2,.1,\"1\",2e0,1\n";
      case "shards" -> "{\"trajectories\":[{\"file\":\"a-1-of-1.h5\",\"systems\":2}]}";
      case "generator" -> "{\"name\":\"turn\",\"A\":[[0,-1],[1,0]],\"b\":[0,1e-3]}";
      case "tensor-index" -> "{\"metadata\":{},\"weight_map\":{\"w\":\"a.safetensors\"}}";
      default -> throw new IllegalArgumentException("no input for the reader of " + reader);
    };
  }

  /** The files that the tests of the module simulation read. */
  private static List<byte[]> examples(String format) throws IOException {
    Path folder = Path.of("simulation/src/test/resources", format).toAbsolutePath();
    var contents = new ArrayList<byte[]>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> !each.toString().endsWith(".py")).sorted().toList()) {
        contents.add(read(file));
      }
    }
    return contents;
  }

  private static byte[] halves(Path folder) throws IOException {
    Path file = folder.resolve("halves.safetensors");
    var bits = new short[] {0x3c00, 0x7bff};
    Safetensors.write(
        file,
        new SafetensorsFile(
            Map.of(
                "a", TensorData.ofHalves(DType.F16, bits, 2),
                "b", TensorData.ofHalves(DType.BF16, bits, 1, 2)),
            Map.of("format", "pt")));
    return read(file);
  }

  /** A file of black images in the format of MNIST. */
  private static byte[] idx(int images, int height, int width) {
    return ByteBuffer.allocate(4 * Integer.BYTES + images * height * width)
        .putInt(0x803)
        .putInt(images)
        .putInt(height)
        .putInt(width)
        .array();
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
