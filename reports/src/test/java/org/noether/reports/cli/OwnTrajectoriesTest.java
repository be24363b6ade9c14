package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trajectories that the command line did not make, or made in small number. */
class OwnTrajectoriesTest {
  private static final String TRAIN =
      "train springs --network FC --net_cfg {'k':4,'num_layers':1} --num_epochs 1 ";

  @TempDir private static Path folder;

  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String command) {
    var out = new StringWriter();
    var err = new StringWriter();
    String line = command.replace("@", folder + "/");
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), line.split(" "));
    return new Outcome(code, out.toString(), err.toString());
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
}
