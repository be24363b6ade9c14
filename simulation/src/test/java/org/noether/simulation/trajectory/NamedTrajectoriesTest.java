package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.io.FormatException;

/** Reads what {@code numpy/make.py} wrote: the same numbers in many layouts. */
class NamedTrajectoriesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "compressed", "fortran", "single-big"})
  void theNamesOfNoethersFilesNeedNoOptions(String name) throws Exception {
    assertRead(TrajectoryFiles.read(file(name), SystemKind.SPRINGS, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pairs", "halves", "bodies", "triples", "swapped"})
  void theShapeTellsTheLayout(String name) throws Exception {
    assertRead(TrajectoryFiles.read(file(name), SystemKind.SPRINGS, names("x", "t", "c")));
  }

  @Test
  void positionsAndMomentaMayBeTwoArrays() throws Exception {
    assertRead(TrajectoryFiles.read(file("two"), SystemKind.SPRINGS, names("q,p", "t", "c")));
  }

  @Test
  void withoutParametersAllMassesAreOne() throws Exception {
    var names =
        Optional.of(
            new TrajectoryNames(List.of("q", "p"), "t", Optional.empty(), Optional.empty()));
    var data = TrajectoryFiles.read(file("two"), SystemKind.NBODY, names);
    assertThat(data.sysP()[4]).containsExactly(1, 1, 1);

    assertThatThrownBy(() -> TrajectoryFiles.read(file("two"), SystemKind.SPRINGS, names))
        .hasMessageContaining("mass, spring constant; name their array by --parameters");
  }

  private static void assertRead(TrajectoryDataset data) {
    assertThat(data.systems()).isEqualTo(5);
    assertThat(data.request().bodies()).isEqualTo(3);
    assertThat(data.request().spaceDimension()).isEqualTo(2);
    for (int i = 0; i < 5; i++) {
      assertThat(data.ts()[i]).containsExactly(0, 0.125, 0.25, 0.375);
      int system = i;
      assertThat(data.zs()[i])
          .isEqualTo(IntStream.range(0, 48).mapToDouble(k -> state(system, k)).toArray());
      assertThat(data.sysP()[i])
          .isEqualTo(IntStream.range(6 * i, 6 * i + 6).mapToDouble(k -> 1 + k / 8.0).toArray());
    }
  }

  /** Number k of a system's states: at each time six positions, then their momenta. */
  private static double state(int system, int k) {
    double position = (24 * system + k / 12 * 6 + k % 6) / 4.0;
    return k % 12 < 6 ? position : -position - 0.125;
  }

  /** A folder of arrays of two planets at three times, in which tests spoil something. */
  @BeforeEach
  void writeArrays() throws IOException {
    write("zs", "<f8", "(1, 3, 8)", IntStream.range(0, 24).asDoubleStream().toArray());
    write("ts", "<f8", "(3,)", 0, 1, 2);
    write("sysP", "<f8", "(1, 2, 1)", 1, 2);
  }

  @Test
  void aFolderOfNpyIsReadToo() throws IOException {
    var data = TrajectoryFiles.read(folder, SystemKind.NBODY, Optional.empty());
    assertThat(data.zs()[0]).startsWith(0, 1, 2).hasSize(24);
    assertThat(data.request().bodies()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zs   | <f8 | (1, 3, 8)        | 22 | zs has 249 bytes where its shape asks for 265
          zs   | <f8 | (1, 4, 6)        | 24 | zs (1, 4, 6) float64 does not fit the times ts (3) float64
          zs   | <f8 | (1, 3, 2, 2, 2)  | 24 | tells two layouts, (2, n, d) and (n, 2, d) with n = 2
          zs   | <f8 | (1, 3, 6)        | 18 | zs (1, 3, 6) float64 does not hold positions and momenta of 2 bodies
          zs   | <f8 | (999999999, 99)  | 0  | does not fit the times
          zs   | <f8 | (99999999999,)   | 0  | positive lengths are needed
          zs   | <f8 | (0, 3, 8)        | 0  | positive lengths are needed
          zs   | <U7 | (3,)             | 0  | holds elements of the type <U7
          zs   | [('a', '<f8')] | (3,)  | 0  | holds elements of the type
          ts   | <f8 | (3, 1)           | 3  | are no times
          ts   | >f8 | (3,)             | 3  | the times in ts do not rise
          sysP | <f8 | (1, 3, 1)        | 3  | does not hold positions and momenta of 3 bodies
          sysP | <f8 | (1, 2, 2)        | 4  | bodies of nbody have 1 parameters (mass), here are 2
          sysP | <f8 | ()               | 1  | sysP () float64 are not (N, n, c)
          """)
  void whatDoesNotFitIsNamed(String name, String type, String shape, int count, String reason)
      throws IOException {
    write(name, type, shape, new double[count]);
    assertRefused(reason);
  }

  /** A header is a literal of Python, which Python 2 and other programs write differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape': (3L,), 'fortran_order': False, 'descr': '<f8'}",
        "{\"descr\":\"<f8\",\"fortran_order\":False,\"shape\":(3,)}"
      })
  void theEntriesOfAHeaderComeInAnyOrderAndAnyQuotes(String header) throws IOException {
    writeWithHeader("ts", header, 0, 1, 3);
    var data = TrajectoryFiles.read(folder, SystemKind.NBODY, Optional.empty());
    assertThat(data.ts()[0]).containsExactly(0, 1, 3);
  }

  @Test
  void anotherCompressionThanDeflateIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(file("plain"));
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    bytes[entry + 10] = 14; // LZMA
    Path other = Files.write(folder.resolve("lzma.npz"), bytes);
    assertThatThrownBy(() -> TrajectoryFiles.read(other, SystemKind.SPRINGS, Optional.empty()))
        .hasMessageContaining("another method than deflate, which is not supported; write it with");
  }

  @Test
  void picklesAreTold() throws IOException {
    Path pickle = Files.write(folder.resolve("a.pt"), new byte[] {(byte) 0x80, 2, '.'});
    assertThatThrownBy(() -> TrajectoryFiles.read(pickle, SystemKind.NBODY, Optional.empty()))
        .hasMessageContaining("torch.save or of Python's pickle, which is not read")
        .hasMessageContaining("numpy.savez");
  }

  @Test
  void notFiniteNumbersAndMissingArraysAreRefused() throws IOException {
    write("ts", "<f8", "(3,)", 0, Double.NaN, 2);
    assertRefused("ts contains NaN");
    Files.delete(folder.resolve("ts.npy"));
    assertRefused("there is no dataset ts; it holds [sysP, zs]");
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(file("compressed"));
    for (int length = 0; length < bytes.length; length += 31) {
      Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TrajectoryFiles.read(cut, SystemKind.SPRINGS, Optional.empty()))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(cut.toString());
    }
  }

  @Test
  void damagedBytesAreRefusedOrHarmless() throws Exception {
    byte[] bytes = Files.readAllBytes(file("compressed"));
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Path other = Files.write(folder.resolve("damaged.npz"), damaged);
      try {
        assertRead(TrajectoryFiles.read(other, SystemKind.SPRINGS, Optional.empty()));
      } catch (IOException e) {
        assertThat(e).as("byte %d", at).hasMessageStartingWith(other.toString());
      }
    }
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> TrajectoryFiles.read(folder, SystemKind.NBODY, Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(folder + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  /** Writes an array as NumPy does. */
  private void write(String name, String type, String shape, double... values) throws IOException {
    String descr = type.startsWith("[") ? type : "'" + type + "'";
    writeWithHeader(
        name,
        "{'descr': %s, 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape),
        values);
  }

  private void writeWithHeader(String name, String header, double... values) throws IOException {
    var bytes =
        ByteBuffer.allocate(10 + header.length() + Double.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (double value : values) {
      bytes.putDouble(value);
    }
    Files.write(folder.resolve(name + ".npy"), bytes.array());
  }

  private static Optional<TrajectoryNames> names(String states, String times, String parameters) {
    return Optional.of(
        new TrajectoryNames(
            List.of(states.split(",")), times, Optional.of(parameters), Optional.empty()));
  }

  private static Path file(String name) throws URISyntaxException {
    var resource = NamedTrajectoriesTest.class.getResource("/numpy/" + name + ".npz");
    return Path.of(Objects.requireNonNull(resource, name).toURI());
  }
}
