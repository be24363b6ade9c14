package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5File;

class RolloutCommandTest {
  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  @BeforeAll
  static void train() {
    assertThat(run("generate springs --systems 2210 --bodies 2 --out @two.h5").code()).isZero();
    String train = "train springs --network FC --net_cfg {'k':8,'num_layers':1} --n_train 10";
    assertThat(run(train + " --num_epochs 1 --data @two.h5 --out @run").code()).isZero();
  }

  @Test
  void aTestSystemIsFollowedDrawnAndNotReplaced() throws IOException {
    String command =
        "rollout @run --system 3 --time 1 --out @motion.h5 --plot @motion.png --csv @motion.csv";
    Outcome first = run(command);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "FC on springs: 100 steps of 0.0100200 by the 3/8 rule; true motion by threeEighths")
        .contains("written  " + folder.resolve("motion.png"));
    try (var hdf = Hdf5File.open(folder.resolve("motion.h5"))) {
      assertThat(hdf.array("predicted/zs").shape()).containsExactly(1, 101, 8);
      assertThat(hdf.array("true/energy").shape()).containsExactly(1, 101);
    }
    assertThat(ImageIO.read(folder.resolve("motion.png").toFile()).getWidth()).isPositive();

    assertThat(Files.readAllLines(folder.resolve("motion.csv")))
        .hasSize(1 + 101)
        .startsWith("time,MSE,\"state error\",energy,\"true energy\"");

    byte[] written = Files.readAllBytes(folder.resolve("motion.h5"));
    Outcome again = run(command.replace("--time 1", "--time 2"));
    assertThat(again.code()).isEqualTo(Main.FAILURE);
    assertThat(again.err()).contains("motion.h5 exists").contains("--force").hasLineCount(1);
    assertThat(folder.resolve("motion.h5")).hasBinaryContent(written);
    assertThat(run(command.replace("--time 1", "--time 2") + " --force").code()).isZero();
    assertThat(Files.size(folder.resolve("motion.h5"))).isGreaterThan(written.length);
  }

  @Test
  void statesOfAFileAreFollowed() throws IOException {
    run("generate springs --systems 3 --bodies 2 --seed 9 --out @initial.h5");
    String command = "rollout @run --initial @initial.h5 --time 0.5 --out @three.h5";
    Outcome outcome = run(command);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("systems followed: 3; means:");
    assertThat(run(command + " --json --force").out())
        .startsWith("{\"errors\":{\"MSE\":[")
        .hasLineCount(1);
    try (var hdf = Hdf5File.open(folder.resolve("three.h5"))) {
      assertThat(hdf.array("predicted/zs").shape()).containsExactly(3, 51, 8);
    }
  }

  @Test
  void whatCannotBeFollowedIsNamed() {
    run("generate springs --systems 3 --bodies 3 --out @wrong.h5");
    assertThat(run("rollout @run --initial @wrong.h5 --time 1 --out @x.h5").err())
        .contains("wrong.h5")
        .contains("FC has weights for systems of 2 bodies and cannot take systems of 3");
    assertThat(run("rollout @run --system 2000 --time 1 --out @x.h5").err())
        .contains("no system 2000 in the test set");
    assertThat(run("rollout @run --time 1 --out @x.h5").err()).contains("--initial", "--system");
    assertThat(run("rollout @run --system 0 --initial @two.h5 --time 1 --out @x.h5").code())
        .isEqualTo(Main.USAGE);
    assertThat(folder.resolve("x.h5")).doesNotExist();
  }
}
