package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5File;

/** Trajectories that the command line did not make, or made in small number. */
class OwnTrajectoriesTest {
  private static final String TRAIN =
      "train springs --network FC --net_cfg {'k':4,'num_layers':1} --num_epochs 1 ";

  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  @BeforeAll
  static void generate() {
    assertThat(run("generate springs --systems 40 --bodies 2 --out @small.h5").code()).isZero();
  }

  @Test
  void aSmallSetIsSharedAndSaysSo() {
    Outcome outcome = run(TRAIN + "--data @small.h5 --out @small");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains(
            "note: %s has 40 systems: 32 to learn from (--n_train), 4 to validate (--n_val), 4 to test (--n_test)"
                .formatted(folder.resolve("small.h5")));

    Outcome given = run(TRAIN + "--data @small.h5 --out @given --n_train 30 --n_val 4 --n_test 5");
    assertThat(given.code()).as(given.err()).isZero();
    assertThat(given.err()).doesNotContain("note:");

    Outcome tooMany = run(TRAIN + "--data @small.h5 --out @many --n_train 33");
    assertThat(tooMany.code()).isEqualTo(Main.USAGE);
    assertThat(tooMany.err()).contains("33 + 4 + 4 is more than the 40 systems");
    assertThat(folder.resolve("many")).doesNotExist();
  }

  /** 40 systems of two bodies as NumPy would write them, with names of one's own. */
  private static void writeFolderOfArrays() throws IOException {
    Path target = Files.createDirectories(folder.resolve("own"));
    try (var hdf = Hdf5File.open(folder.resolve("small.h5"))) {
      write(target.resolve("x.npy"), "(40, 500, 4, 2)", hdf.array("zs").values());
      write(target.resolve("t.npy"), "(40, 500)", hdf.array("ts").values());
      write(target.resolve("c.npy"), "(40, 2, 2)", hdf.array("sysP").values());
    }
  }

  private static void write(Path file, String shape, double... values) throws IOException {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': %s}\n".formatted(shape);
    var bytes =
        ByteBuffer.allocate(10 + header.length() + Double.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    Arrays.stream(values).forEach(bytes::putDouble);
    Files.write(file, bytes.array());
  }

  @Test
  void arraysOfOnesOwnAreLearnedFromResumedAndRepeated() throws IOException {
    writeFolderOfArrays();
    String command = TRAIN + "--data @own --states x --times t --parameters c --out @named";
    Outcome outcome = run(command);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(run("evaluate @named --steps 5").code()).isZero();
    assertThat(run("train springs --resume @named").code()).isZero();
    String config = Files.readString(folder.resolve("named/config.json"));
    assertThat(config).contains("\"states\"", "\"x\"");

    Outcome wrong = run(TRAIN + "--data @own --states y --times t --parameters c --out @wrong");
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).contains("there is no dataset y; it holds [c, t, x]").hasLineCount(1);
    assertThat(folder.resolve("wrong")).doesNotExist();
  }

  @Test
  void systemsWithoutEquationsAreLearnedFromTheirTrajectories() throws IOException {
    writeFolderOfArrays();
    String train = TRAIN.replace("springs", "dynamics");
    Outcome outcome = run(train + "--data @own --states x --times t --parameters c --out @unknown");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains(
            "40 systems of 2 bodies in 2 dimensions at 500 times; parameters of a body: mass,"
                + " parameter 2\n");
    assertThat(outcome.out()).contains("next     noether report ");
    assertThat(run("evaluate @unknown").err())
        .contains("learned from trajectories alone", "see 'noether report")
        .hasLineCount(1);
    assertThat(run("train dynamics --resume @unknown").code()).isZero();
    assertThat(run("report @unknown --out @page").code()).isZero();

    // Body by body, of another length: momenta are not what positions say.
    Path swapped = Files.createDirectories(folder.resolve("swapped"));
    Files.copy(folder.resolve("own/t.npy"), swapped.resolve("t.npy"));
    Files.copy(folder.resolve("own/c.npy"), swapped.resolve("c.npy"));
    try (var hdf = Hdf5File.open(folder.resolve("small.h5"))) {
      write(swapped.resolve("x.npy"), "(40, 500, 2, 4)", hdf.array("zs").values());
    }
    assertThat(
            run(train + "--data @swapped --states x --times t --parameters c --out @other").err())
        .contains("is the layout another, or are they velocities?");

    assertThat(run(train + "--out @none").err())
        .contains("--data FILE is needed: the file with the trajectories to learn from");
  }

  @Test
  void arraysAreDescribed() throws IOException {
    writeFolderOfArrays();
    assertThat(run("data describe @own").out())
        .contains("own: NumPy (NPY)")
        .containsPattern("x +\\[40, 500, 4, 2] +float64");
    assertThat(run("data describe @small.h5").out())
        .contains("springs: systems of 2 bodies in 2 dimensions at 500 times, dt 0.01")
        .containsPattern("sysP +\\[40, 2, 2] +float64");
  }

  @Test
  void aStudyNamesTheNetworksThatCanLearnSystemsOfDifferentSizes() {
    run("generate springs --bodies 2,3 --systems 2008 --points 8 --out @sizes.h5").succeeded();
    Outcome refused =
        Outcome.in(
            folder, "study springs --data @sizes.h5 --n_train 4 --networks FC,OGN,HOGN --out @s");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("FC has weights for systems of 2 bodies and cannot take systems of 3")
        .endsWith("; leave out such networks: --networks OGN,HOGN\n");
  }
}
