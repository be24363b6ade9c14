package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5File;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the author of a system says is conserved stands in files, tables and reports alike. */
class OwnInvariantsTest {
  private static final List<String> NAMES = List.of("energy", "angular momentum", "Fradkin xy");

  /** An oscillator that is the same in all directions; it also conserves x y + px py. */
  private static final String BOWL =
      """
      import java.util.List;
      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.HamiltonianSystem;
      import org.noether.simulation.system.Invariant;

      public record Bowl(double k) implements HamiltonianSystem {
        public int degreesOfFreedom() {
          return 2;
        }

        public List<Invariant> integrals() {
          return List.of(
              new Invariant("angular momentum", this::spin),
              new Invariant("Fradkin xy", this::fradkin));
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          T potential = z[0].square().add(z[1].square()).multiply(k);
          return z[2].square().add(z[3].square()).add(potential).divide(2);
        }

        private <T extends CalculusFieldElement<T>> T spin(T[] z) {
          return z[0].multiply(z[3]).subtract(z[1].multiply(z[2]));
        }

        private <T extends CalculusFieldElement<T>> T fradkin(T[] z) {
          return z[0].multiply(z[1]).multiply(k).add(z[2].multiply(z[3]));
        }
      }
      """;

  @TempDir private static Path folder;
  private static String evaluated = "";

  private static String run(String command) {
    return Outcome.in(folder, command).succeeded().out();
  }

  @BeforeAll
  static void evaluate() throws IOException {
    Files.writeString(folder.resolve("Bowl.java"), BOWL);
    run("generate @Bowl.java --systems 12 --points 50 --out @bowl.h5");
    run(
        "train @Bowl.java --network FC --net_cfg {'k':8,'num_layers':1} --num_epochs 1 --n_train 4"
            + " --n_val 4 --n_test 4 --data @bowl.h5 --out @run");
    evaluated = run("evaluate @run --systems 3 --steps 20");
  }

  @Test
  void inEvaluations() throws IOException {
    assertThat(evaluated)
        .contains("what the true system conserves")
        .doesNotContain("ang. mom.")
        .containsSubsequence(NAMES);
    JsonNode json = JsonMapper.shared().readTree(folder.resolve("run/evaluation.json"));
    assertThat(json.get("conserved")).hasSize(3);
    for (JsonNode quantity : json.get("conserved")) {
      assertThat(NAMES).contains(quantity.get("name").asString());
      // Gauss' method of order 4 keeps quadratic invariants to round-off; the network does not.
      assertThat(last(quantity.get("truth"))).isLessThan(1e-13);
      assertThat(last(quantity.get("predicted"))).isGreaterThan(1e-6);
    }
  }

  private static double last(JsonNode curve) {
    JsonNode mean = curve.get("mean");
    assertThat(mean).hasSize(21);
    return mean.get(20).asDouble();
  }

  @Test
  void inReports() throws IOException {
    run("report @run --out @report");
    assertThat(folder.resolve("report/report.md"))
        .content()
        .containsSubsequence(
            "| quantity J |", "| energy |", "| angular momentum |", "| Fradkin xy |")
        .containsSubsequence("![Angular momentum]", "![Fradkin xy]", "other quantities")
        .doesNotContain("rotations");
  }

  @Test
  void inFiles() throws IOException {
    try (var hdf = Hdf5File.open(folder.resolve("bowl.h5"))) {
      assertThat(hdf.array("invariants").shape()).containsExactly(12, 2, 3);
    }
    run("rollout @run --system 0 --time 0.1 --out @m.h5");
    try (var hdf = Hdf5File.open(folder.resolve("m.h5"))) {
      for (String name : NAMES) {
        double[] truth = hdf.array("true/" + name).values();
        assertThat(hdf.array("predicted/" + name).values()).hasSameSizeAs(truth);
      }
    }
  }
}
