package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5File;

/** A system that a user wrote in one file is learned, evaluated, rolled out and reported. */
class OwnSystemTest {
  private static final String SWING =
      """
      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.HamiltonianSystem;

      public record Swing(double length) implements HamiltonianSystem {
        public int degreesOfFreedom() {
          return 1;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          return z[1].square().divide(2 * length * length).subtract(z[0].cos().multiply(length));
        }
      }
      """;
  private static final String LINE =
      """
      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.*;

      @Simulated(points = 20)
      public record Line() implements PointMassSystem {
        public int bodies() {
          return 2;
        }

        public int spaceDimension() {
          return 1;
        }

        public double mass(int i) {
          return 1;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          T kinetic = z[2].square().add(z[3].square()).divide(2);
          return kinetic.subtract(z[0].subtract(z[1]).cos());
        }
      }
      """;
  private static final String SIZES = " --n_train 40 --n_val 10 --n_test 10 --bs 20";

  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(folder.resolve("Swing.java"), SWING);
    assertThat(run("generate @Swing.java --systems 60 --dt 0.1 --out @swing.h5").code()).isZero();
    Outcome trained =
        run(
            "train @Swing.java --network HFC --net_cfg {'k':16,'num_layers':2} --num_epochs 40"
                + " --data @swing.h5 --out @run"
                + SIZES);
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void isEvaluatedAndReported() throws IOException {
    Outcome evaluated = run("evaluate @run --systems 5 --steps 20");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    Outcome reported = run("report @run --out @report");
    assertThat(reported.code()).as(reported.err()).isZero();
    assertThat(folder.resolve("report/report.md"))
        .content()
        .contains("Swing: learned and true motion", "how systems of Swing move")
        .contains("each coordinate q and its momentum p")
        .doesNotContain("reference |", "paper's own program");
  }

  @Test
  void isRolledOut() throws IOException {
    Outcome outcome = run("rollout @run --system 0 --time 1 --out @m.h5 --plot @m.png");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    try (var hdf = Hdf5File.open(folder.resolve("m.h5"))) {
      double[] error = hdf.array("errors/state").values();
      // Rest is wrong by 1, and an untrained network by 0.3 and more.
      assertThat(error[error.length - 1]).isLessThan(0.2);
      assertThat(hdf.attribute("system")).contains("Swing");
    }
  }

  /** The run keeps its source: it is followed, and repeated, after the file has gone. */
  @Test
  void isKnownAfterItsSourceHasGone() throws IOException {
    Path source = folder.resolve("gone/Rope.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SWING.replace("Swing", "Rope"));
    String train = "train %s --network FC --net_cfg {'k':8} --num_epochs 2 --data @rope.h5" + SIZES;
    assertThat(run("generate @gone/Rope.java --systems 60 --out @rope.h5").code()).isZero();
    Outcome trained = run(train.formatted(source) + " --out @rope");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(run("report @rope --out @before").code()).isZero();
    Path page = folder.resolve("before/report.md");
    assertThat(page).content().contains("./noether train " + source + " --network FC");

    Files.writeString(source, "no longer Java");
    Path kept = folder.resolve("rope/Rope.java");
    Outcome evaluated = run("evaluate @rope --systems 2 --steps 5");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    Files.delete(source);
    Outcome followed = run("rollout @rope --system 0 --time 0.1 --out @rope-motion.h5");
    assertThat(followed.code()).as(followed.err()).isZero();
    assertThat(run("report @rope --out @after").code()).isZero();
    assertThat(folder.resolve("after/report.md"))
        .content()
        .contains("./noether train " + kept + " --network FC");
    Outcome again = run(train.formatted(kept) + " --out @rope-again");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(folder.resolve("rope-again/result.json"))
        .hasSameTextualContentAs(folder.resolve("rope/result.json"));
  }

  @Test
  void convolutionsAreRefusedBeforeDataAreMade() {
    Outcome outcome = run("train @Swing.java --network HLieResNet --out @lie");
    assertThat(outcome.err())
        .contains("convolves over positions in space, which these systems have none of");
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(folder.resolve("lie")).doesNotExist();
  }

  /** Bodies on a line have no rotations. */
  @Test
  void rotationsOnALineAreNotMeasured() throws IOException {
    Files.writeString(folder.resolve("Line.java"), LINE);
    run("train @Line.java --network HFC --net_cfg {'k':4} --num_epochs 1 --out @line" + SIZES)
        .succeeded();
    assertThat(run("evaluate @line --systems 2 --steps 3").succeeded().out())
        .contains("translations")
        .doesNotContain("rotations");
    run("report @line --out @line-report").succeeded();
    assertThat(folder.resolve("line-report/report.md"))
        .content()
        .contains("| translations |", "Translations: root mean square")
        .doesNotContainIgnoringCase("rotations g", "| rotations |", "under rotations, only");
  }

  @Test
  void faultsOfTheSourceAreFound() throws IOException {
    Path wrong = folder.resolve("Wrong.java");
    Files.writeString(wrong, SWING.replace("Swing", "Wrong").replace("cos()", "koz()"));
    Outcome outcome = run("train @Wrong.java --network FC");
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err()).contains("Wrong.java, line 10: cannot find symbol").hasLineCount(1);
  }
}
