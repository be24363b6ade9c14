package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.simulation.array.Hdf5File;

/** Systems that are no bodies in space have sizes, too: chains of links in a plane. */
class SizedSystemTest {
  /** Each link has two degrees of freedom, and each spring a stiffness of its own. */
  private static final String CHAIN =
      """
      import java.util.random.RandomGenerator;
      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.*;

      @Simulated(bodies = 2, points = 30, dt = 0.1)
      public record Chain(double[] stiffness) implements HamiltonianSystem {
        static Chain draw(int links, RandomGenerator random) {
          return new Chain(random.doubles(links, 0.5, 1.5).toArray());
        }

        public int degreesOfFreedom() {
          return 2 * stiffness.length;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          int n = degreesOfFreedom();
          T h = z[0].getField().getZero();
          for (int i = 0; i < n; i++) {
            T stretch = i < 2 ? z[i] : z[i].subtract(z[i - 2]);
            h = h.add(z[n + i].square()).add(stretch.square().multiply(stiffness[i / 2]));
          }
          return h.divide(2);
        }
      }
      """;

  private static final String HEADER = CHAIN.substring(0, CHAIN.indexOf("@Simulated"));

  /** A class without parameters that are told, made from a number. */
  private static final String RING =
      """
      public class Ring implements HamiltonianSystem {
        private final int beads;

        public Ring(int beads) {
          this.beads = beads;
        }

        public int degreesOfFreedom() {
          return beads;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          T h = z[0].getField().getZero();
          for (int i = 0; i < beads; i++) {
            h = h.add(z[beads + i].square()).subtract(z[i].subtract(z[(i + 1) % beads]).cos());
          }
          return h;
        }
      }
      """;

  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(folder.resolve("Chain.java"), CHAIN);
    Files.writeString(folder.resolve("Ring.java"), HEADER + RING);
    Files.writeString(
        folder.resolve("Hoop.java"),
        HEADER
            + RING.replace("public Ring(int", "Hoop() { this(5); } Hoop(int")
                .replace("Ring", "Hoop"));
  }

  @Test
  void aChainIsGeneratedAndLearnedInAnySize() throws IOException {
    run("generate @Chain.java --bodies 3 --systems 60 --out @chain.h5").succeeded();
    try (var hdf = Hdf5File.open(folder.resolve("chain.h5"))) {
      assertThat(hdf.array("zs").shape()).containsExactly(60, 30, 12);
      assertThat(hdf.array("sysP").shape()).containsExactly(60, 1, 3);
    }
    String train =
        "train @Chain.java --data @chain.h5 --network HFC --net_cfg {'k':8,'num_layers':1}"
            + " --num_epochs 1 --n_train 40 --n_val 10 --n_test 10 --out @run";
    run(train).succeeded();
    Path ofAnother = Files.writeString(folder.resolve("errors-bodies.csv"), "bodies\n");
    run("evaluate @run --systems 2 --steps 3 --csv @errors.csv --force").succeeded();
    assertThat(folder.resolve("errors.csv")).exists();
    assertThat(ofAnother).doesNotExist();
    run("rollout @run --system 0 --time 0.3 --out @motion.h5").succeeded();
  }

  @Test
  void aReportRepeatsEvaluationsOnOtherSizes() throws IOException {
    run("generate springs --bodies 3,4 --systems 60 --out @mixed.h5").succeeded();
    run("generate springs --bodies 5 --systems 3 --out @larger.h5").succeeded();
    run("train springs --data @mixed.h5 --network HOGN --net_cfg {'k':4} --num_epochs 1 --out"
            + " @mixed")
        .succeeded();
    run("evaluate @mixed --systems 3 --steps 4 --csv @errors.csv").succeeded();
    assertTable("errors.csv", "time,MSE,", 6);
    assertTable("errors-bodies.csv", "bodies,systems,", 3);
    assertTable("errors-equivariance.csv", "maps,dz/dt,forces\ntranslations,", 3);
    Files.delete(folder.resolve("mixed/evaluation.json"));
    Files.delete(folder.resolve("errors.csv"));
    assertThat(run("evaluate @mixed --systems 3 --steps 4 --csv @errors.csv").err())
        .contains("errors-bodies.csv exists; --force replaces it");
    run("evaluate @mixed --systems 3 --steps 4").succeeded();
    run("evaluate @mixed --data @larger.h5 --systems 2 --steps 3").succeeded();
    run("report @mixed --out @mixed-report").succeeded();
    assertThat(folder.resolve("mixed-report/report.md"))
        .content()
        .contains(
            "./noether evaluate again/mixed --systems 3 --steps 4\n",
            "./noether evaluate again/mixed --systems 2 --steps 3 --data "
                + folder.resolve("larger.h5"));
  }

  private static void assertTable(String name, String begin, int lines) {
    assertThat(folder.resolve(name))
        .content()
        .startsWith(begin)
        .satisfies(text -> assertThat(text.lines().filter(line -> !line.isBlank())).hasSize(lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Chain.java | 4 degrees of freedom",
        "@Chain.java --bodies 3 | 6 degrees of freedom",
        "@Chain.java --dim 8 | 8 degrees of freedom",
        "@Ring.java --bodies 3 | 3 degrees of freedom",
        "@Hoop.java | 5 degrees of freedom"
      })
  void sizesAreThoseAskedFor(String system, String size) {
    assertThat(run("symmetry --samples 10 " + system).succeeded().out()).contains(": " + size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Chain.java --dim 5 | no Chain has 5 degrees of freedom",
        "@Hoop.java --bodies 3 | Hoop has always 5 degrees of freedom",
        "pendulum --bodies 2 | pendulum has always 1 degree of freedom; for others its class needs",
        "pendulum --dim 2 | pendulum has 1 degree of freedom, not 2 degrees of freedom",
        "kepler --bodies 2 | one body moves around the centre, not 2"
      })
  void othersAreRefused(String system, String reason) {
    Outcome outcome = run("generate --systems 2 " + system);
    assertThat(outcome.err()).contains(reason).hasLineCount(1);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
  }
}
