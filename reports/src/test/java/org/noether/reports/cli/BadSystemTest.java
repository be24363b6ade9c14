package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems that their authors got wrong are refused in one line with file, line and reason. */
class BadSystemTest {
  private static final String HEADER =
      """
      import java.util.random.RandomGenerator;
      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.*;
      """;
  private static final String SYSTEM =
      """

      @Simulated(integrator = "gauss4", points = 5)
      public record Bad(double k) implements HamiltonianSystem {
        public int degreesOfFreedom() {
          return 1;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          return z[1].square().add(z[0].square());
        }
      }
      """;

  @TempDir private Path folder;

  private Outcome generate(String source) throws IOException {
    Files.writeString(folder.resolve("Bad.java"), source);
    return Outcome.in(folder, "generate @Bad.java --systems 2 --out @bad.h5");
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.err().lines().filter(line -> !line.startsWith("generate: ")))
        .singleElement()
        .asString()
        .contains(reason);
    assertThat(outcome.code()).isIn(Main.FAILURE, Main.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "square()) | squaer()) | Bad.java, line 12: cannot find symbol",
        "return z[1] | if (k > 0) throw new IllegalStateException(\"dry\"); return z[1]"
            + " | Bad.java, line 12: java.lang.IllegalStateException: dry",
        "z[0].square() | z[2] | Bad.java, line 12: java.lang.ArrayIndexOutOfBoundsException: Index"
            + " 2",
        "z[0].square() | energy(z) | Bad.java, line 12: java.lang.StackOverflowError",
        "z[0].square() | z[0].square().negate().sqrt()"
            + " | the energy of system 0 is not finite in the state where it starts, z = [",
        "return 1; | return 0; | Bad has 0 degrees of freedom, and needs at least one",
        "double k | String k | because its parameter k is no double",
        "gauss4 | rk45 | Bad.java: unknown integrator rk45; known are threeEighths",
        "gauss4 | leapfrog | ",
        "record Bad | record Good | Bad.java, line 6: class Good is public",
        "record Bad | abstract class Bad | line 6:"
      })
  void isRefused(String right, String wrong, String reason) throws IOException {
    Outcome outcome = generate(HEADER + SYSTEM.replace(right, wrong));
    if (reason == null) {
      outcome.succeeded();
    } else {
      assertRefused(outcome, reason);
    }
  }

  /** Half of the systems start where their energy is no number; both integrators notice. */
  @Test
  void aLimitOfTheDriftDrawsSuchSystemsAgain() throws IOException {
    String root = HEADER + SYSTEM.replace("z[0].square()", "z[0].sqrt()");
    Files.writeString(folder.resolve("Bad.java"), root);
    assertRefused(
        Outcome.in(folder, "generate @Bad.java --systems 20 --out @bad.h5"),
        "finds no next state of system 2 (convergence failed); use a smaller time step or another");
    for (String integrator : List.of("gauss4", "threeEighths")) {
      String made =
          Outcome.in(
                  folder,
                  "generate @Bad.java --systems 20 --max-drift 1e-3 --out @%1$s.h5 --integrator %1$s"
                      .formatted(integrator))
              .succeeded()
              .out();
      assertThat(made).contains("20 systems of 1 degree of freedom");
    }
  }

  /** Velocities of this energy depend on the coordinates. */
  @Test
  void anIntegratorThatDoesNotSuitIsRefused() throws IOException {
    String mixed = SYSTEM.replace("z[1].square().add", "z[1].multiply(z[0]).square().add");
    generate(HEADER + mixed).succeeded();
    assertRefused(
        Outcome.in(folder, "generate @Bad.java --systems 2 --out @l.h5 --integrator leapfrog"),
        "leapfrog is for H = T(p) + V(q), and this energy is no such sum; gauss4 and");
    assertRefused(
        Outcome.in(folder, "symmetry charged-particle --samples 5 --integrator yoshida4"),
        "yoshida4 is for H = T(p) + V(q)");
  }

  @Test
  void aFileHoldsOneSystem() throws IOException {
    String two = SYSTEM + SYSTEM.replace("public record Bad", "record Other");
    assertRefused(generate(HEADER + two), "Bad.java must hold one class that implements");
    assertRefused(generate(HEADER + "class Bad {}"), "one class that implements HamiltonianSystem");
  }

  @Test
  void aPackageAndAPrivateConstructorAreFine() throws IOException {
    generate("package mine;\n" + HEADER + SYSTEM).succeeded();
    String plain = SYSTEM.replace("public record Bad(double k)", "class Bad");
    Files.delete(folder.resolve("bad.h5"));
    generate(HEADER + plain.replace("public int", "private Bad() {} public int")).succeeded();
  }
}
