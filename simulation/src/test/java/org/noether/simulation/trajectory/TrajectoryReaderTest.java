package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoryReaderTest {
  private static final ProgressListener SILENT = (done, total) -> {};
  private static final GenerateRequest REQUEST =
      GenerateRequest.of(SystemKind.SPRINGS, 3, 11).withBodies(2).withPoints(4);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("springs.h5");
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    var request = GenerateRequest.of(SystemKind.NBODY, 40, -5).withSpaceDimension(2);
    TrajectoryGenerator.write(request, file, SILENT);

    var dataset = TrajectoryReader.read(file);

    var expected = TrajectoryGenerator.trajectories(request, SILENT);
    assertThat(dataset.request()).isEqualTo(request);
    assertThat(dataset.ts()).isDeepEqualTo(expected.ts());
    assertThat(dataset.zs()).isDeepEqualTo(expected.zs());
    assertThat(dataset.sysP()).isDeepEqualTo(expected.sysP());
    assertThat(dataset.system(39).parameters()).isEqualTo(dataset.sysP()[39]);
  }

  @Test
  void otherHdf5ReadersFindTheNamesShapesAndAttributes() throws IOException {
    var written = TrajectoryGenerator.write(REQUEST, file, SILENT);

    assertThat(written.bytes()).isEqualTo(Files.size(file));
    var expected = TrajectoryGenerator.trajectories(REQUEST, SILENT);
    try (var hdf = new HdfFile(file)) {
      assertThat(hdf.getChildren()).containsOnlyKeys("zs", "ts", "sysP");
      var zs = (double[][][]) hdf.getDatasetByPath("zs").getData();
      assertThat(hdf.getDatasetByPath("zs").getDimensions()).containsExactly(3, 4, 8);
      assertThat(zs[2][3]).isEqualTo(Arrays.copyOfRange(expected.zs()[2], 24, 32));
      assertThat(hdf.getDatasetByPath("ts").getDimensions()).containsExactly(3, 4);
      assertThat(hdf.getDatasetByPath("sysP").getDimensions()).containsExactly(3, 2, 2);
      assertThat(hdf.getAttribute("seed").getData()).isEqualTo(11L);
      assertThat(hdf.getAttribute("integrator").getData()).isEqualTo("threeEighths");
      assertThat(hdf.getAttribute("energy_drift").getData()).isEqualTo(written.energyDrift());
      assertThat((String) hdf.getAttribute("version").getData()).matches("Noether \\d.*");
      assertThat(hdf.getAttributes()).containsKeys("units", "generator", "dt");
      assertThat(hdf.getDatasetByPath("zs").getAttributes()).containsKeys("units", "axes");
    }
  }

  @Test
  void theEnergyDriftIsTheLargest() throws IOException {
    var written = TrajectoryGenerator.write(REQUEST, file, SILENT);
    double largest = 0;
    var dataset = TrajectoryReader.read(file);
    for (int i = 0; i < 3; i++) {
      var system = dataset.system(i);
      double start = system.energy(Arrays.copyOf(dataset.zs()[i], 8));
      for (int at = 0; at < 32; at += 8) {
        double energy = system.energy(Arrays.copyOfRange(dataset.zs()[i], at, at + 8));
        largest = Math.max(largest, Math.abs(energy - start) / Math.abs(start));
      }
    }
    assertThat(written.energyDrift()).isPositive().isEqualTo(largest, within(1e-15));
  }

  @Test
  void readsFilesOfOtherLayouts() throws IOException {
    var expected = TrajectoryGenerator.trajectories(REQUEST, SILENT);
    try (var hdf = HdfFile.write(file)) {
      putAttributes(hdf);
      var chunked = DatasetCreationOptions.builder().chunkDimensions(1, 4, 8).build();
      hdf.putDataset("zs", nested(expected.zs(), 8), chunked);
      hdf.putDataset("ts", expected.ts());
      hdf.putDataset("sysP", nested(expected.sysP(), 2));
    }

    assertThat(TrajectoryReader.read(file).zs()).isDeepEqualTo(expected.zs());
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    TrajectoryGenerator.write(REQUEST, file, SILENT);
    var bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 97) {
      var cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TrajectoryReader.read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(cut.toString())
          .hasMessageMatching(".*(make it again|it was cut off).*")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void damageInTheStructureIsRefusedOrHarmless() throws IOException {
    TrajectoryGenerator.write(REQUEST, file, SILENT);
    var bytes = Files.readAllBytes(file);
    for (int at = 0; at < 3000; at += 7) {
      var damaged = bytes.clone();
      damaged[at] ^= (byte) 0xff;
      var other = Files.write(folder.resolve("damaged.h5"), damaged);
      try {
        assertThat(TrajectoryReader.read(other).systems()).isEqualTo(3);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith(other.toString());
      }
    }
  }

  @Test
  void badContentIsNamed() throws IOException {
    refuses(hdf -> {}, "there is no dataset zs");
    refuses(
        hdf -> {
          hdf.putDataset("zs", new double[3][4]);
          hdf.putDataset("ts", new double[3][4]);
          hdf.putDataset("sysP", new double[3][2][2]);
        },
        "zs has shape [3, 4] where 3 lengths belong");
    refuses(hdf -> hdf.putDataset("zs", new String[] {"a"}), "zs holds elements of");
    refuses(hdf -> putDatasets(hdf, 0, 7), "zs has shape [3, 4, 7] where the other data asks for");
    refuses(hdf -> putDatasets(hdf, Double.NaN, 8), "zs of system 2 contains NaN");
    refuses(
        hdf -> {
          putDatasets(hdf, 0, 8);
          hdf.removeAttribute("seed");
        },
        "it lacks the attribute seed");
    refuses(
        hdf -> {
          putDatasets(hdf, 0, 8);
          hdf.putAttribute("system", "balls");
        },
        "unknown system 'balls'; known: springs, nbody");
    refuses(
        hdf -> {
          putDatasets(hdf, 0, 8);
          hdf.putAttribute("dt", "0.01");
        },
        "its attribute dt is not a Number");
    refuses(hdf -> putDatasets(hdf, 0, 8), "the times in ts do not rise");
  }

  @Test
  void aMissingOrForeignFileIsNamed() throws IOException {
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " does not exist; make it with 'noether generate'");
    assertThatThrownBy(() -> TrajectoryReader.read(Path.of("no such.h5")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no such.h5 does not exist in %s; make it with 'noether generate'"
                .formatted(Path.of("").toAbsolutePath()));
    assertThatThrownBy(() -> TrajectoryReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder; name an HDF5 file in it");
    Files.writeString(file, "not HDF5 at all");
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a readable HDF5 file");
    assertThatThrownBy(() -> TrajectoryReader.read(folder)).isInstanceOf(IOException.class);
  }

  private void refuses(Consumer<WritableHdfFile> content, String reason) throws IOException {
    Files.deleteIfExists(file);
    try (var hdf = HdfFile.write(file)) {
      putAttributes(hdf);
      content.accept(hdf);
    }
    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private static void putAttributes(WritableHdfFile hdf) {
    hdf.putAttribute("system", "springs");
    hdf.putAttribute("bodies", 2);
    hdf.putAttribute("dimension", 2);
    hdf.putAttribute("points", 4);
    hdf.putAttribute("dt", 0.01);
    hdf.putAttribute("integrator", "threeEighths");
    hdf.putAttribute("seed", 11L);
  }

  private static void putDatasets(WritableHdfFile hdf, double last, int stateLength) {
    var zs = new double[3][4][stateLength];
    zs[2][3][stateLength - 1] = last;
    hdf.putDataset("zs", zs);
    hdf.putDataset("ts", new double[3][4]);
    hdf.putDataset("sysP", new double[3][2][2]);
  }

  private static double[][][] nested(double[][] rows, int length) {
    var nested = new double[rows.length][rows[0].length / length][length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < nested[i].length; j++) {
        nested[i][j] = Arrays.copyOfRange(rows[i], j * length, (j + 1) * length);
      }
    }
    return nested;
  }
}
