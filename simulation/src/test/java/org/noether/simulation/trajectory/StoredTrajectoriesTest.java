package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.array.ArrayCopy;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.io.FormatException;

/** Reads what {@code hdf5/make.py} wrote with h5py: the same numbers, stored in many ways. */
class StoredTrajectoriesTest {
  private static final int STATES = 4 * 8;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiguous",
        "compact",
        "chunks",
        "gzip",
        "filters",
        "filters-v110",
        "resizable-v110",
        "latest",
        "lzf",
        "lzf-filters",
        "skipped-filters",
        "skipped-shuffle",
        "skipped-shuffle-v110",
        "half",
        "single",
        "single-big-gzip",
        "double-big",
        "links",
        "external-links",
        "attribute-arrays",
        "attribute-types",
        "attribute-padded",
        "times",
        "beside-opaque",
        "beside-region",
        "beside-many-v110"
      })
  void readsTheSameNumbersHoweverTheyAreStored(String name) throws Exception {
    var dataset = TrajectoryReader.read(file(name));

    for (int i = 0; i < 3; i++) {
      assertThat(dataset.zs()[i]).isEqualTo(states(i));
      assertThat(dataset.ts()[i]).containsExactly(0, 0.125, 0.25, 0.375);
      int first = 4 * i;
      assertThat(dataset.sysP()[i])
          .isEqualTo(IntStream.range(first, first + 4).mapToDouble(k -> 1 + k / 8.0).toArray());
    }
    assertThat(dataset.request().seed()).isEqualTo(7);
    assertThat(dataset.request().dt()).isCloseTo(0.09375, within(0.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"partly", "partly-v110", "partly-gzip-v110"})
  void chunksThatWereNeverWrittenHoldTheFillValue(String name) throws Exception {
    var dataset = TrajectoryReader.read(file(name));

    assertThat(dataset.zs()[0]).containsOnly(0.5);
    assertThat(dataset.zs()[2]).isEqualTo(states(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          latest-gzip | not supported: the layout message of version 5, which libver='latest' of HDF5 2 writes; write it with h5py.File(NAME, 'w', libver='v110')
          committed   | zs has a committed (named) data type
          scaleoffset | not supported: the filter 'scaleoffset' id=6; rewrite it with HDF5's own tool: h5repack
          long-double | zs holds elements of 16 bytes (floatingpoint)
          null        | zs is empty (a null dataspace)
          partly-v110 | not supported: chunks that were never written, in an extensible array of HDF5 1.10; rewrite it with HDF5's own tool: h5repack
          resizable-v110 | not supported: chunks of a dataset that may grow otherwise than without limit along its first axis
          circle      | its link is broken: it leads in a circle
          broken      | its link is broken
          virtual     | not supported: virtual datasets; rewrite it with HDF5's own tool: h5repack
          external    | not supported: numbers in external files; rewrite it with HDF5's own tool: h5repack
          family-0    | not supported: the family driver, which spreads a file over several
          attribute   | its attribute bodies is neither a number nor a text
          """)
  void whatIsNotSupportedIsNamed(String name, String reason) throws Exception {
    Path file = file("refused-" + name);

    assertThatThrownBy(() -> TrajectoryReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n", "cut off", "generate");
  }

  @ParameterizedTest
  @CsvSource({
    "opaque,opaque-zs,an opaque type of elements",
    "region,region-zs,references to regions",
    "many-v110,virtual-zs,virtual datasets"
  })
  void anArrayThatIsNotSupportedIsListedAndNamed(String name, String array, String reason)
      throws Exception {
    Path file = file("beside-" + name);
    try (var hdf = Hdf5File.open(file)) {
      assertThat(hdf.names()).contains("zs", "ts", "sysP");
      assertThat(name.equals("many-v110") ? hdf.names() : hdf.others()).contains(array);
      assertThatThrownBy(() -> hdf.array(array))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file + ", " + array + ": ")
          .hasMessageContaining("not supported: " + reason);
    }
  }

  @Test
  void attributesOfEveryTypeOfNumbersCanBeWrittenAgain() throws Exception {
    Path copy = folder.resolve("copy.h5");
    try (var hdf = Hdf5File.open(file("attribute-types"))) {
      ArrayCopy.of(hdf).write(copy, OptionalInt.empty());
    }
    assertThat(TrajectoryReader.read(copy).request())
        .isEqualTo(TrajectoryReader.read(file("attribute-types")).request());
  }

  @Test
  void aDamagedChunkIsRefusedByItsChecksum() throws Exception {
    byte[] bytes = Files.readAllBytes(file("filters"));
    int refused = 0;
    for (int at = 4000; at < bytes.length; at += 61) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Path other = Files.write(folder.resolve("damaged.h5"), damaged);
      try {
        var dataset = TrajectoryReader.read(other);
        assertThat(dataset.zs()[1]).as("byte %d", at).isEqualTo(states(1));
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith(other.toString());
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(file("filters-v110"));
    for (int length = 0; length < bytes.length; length += 53) {
      Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TrajectoryReader.read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(cut.toString());
    }
  }

  private static double[] states(int system) {
    int first = system * STATES;
    return IntStream.range(first, first + STATES).mapToDouble(k -> k / 4.0).toArray();
  }

  private static Path file(String name) throws URISyntaxException {
    var resource = StoredTrajectoriesTest.class.getResource("/hdf5/" + name + ".h5");
    return Path.of(Objects.requireNonNull(resource, name).toURI());
  }
}
