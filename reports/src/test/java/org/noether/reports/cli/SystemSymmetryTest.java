package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The symmetries that the command finds of systems that come along, and of a user's. */
class SystemSymmetryTest {
  private static final String ALIKE = "q -> A q + b, alike for all bodies";
  private static final String POINT = "q -> A q + b";
  private static final String GAUGE = "q -> A q + b with a change of gauge f(q)";
  private static final String PHASE_SPACE = "(q, p) -> A (q, p) + b, canonical";

  @TempDir private Path folder;

  /** All known generators that hold, and all point transformations that were found. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pendulum | '' | ''",
        "double-pendulum | '' | ''",
        "kepler | rotation xy | rotation xy",
        "kepler --dim 3 | rotation xy, rotation xz, rotation yz | rotation xy; rotation xz;"
            + " rotation yz",
        "henon-heiles | '' | ''",
        "toda | translation x, boost x | translation x",
        // Its ends are fixed.
        "fput --bodies 5 | '' | ''",
        "oscillators | '' | ''",
        "charged-particle | translation q3 | translation of q3; rotation in the plane (q1, q2)"
      })
  void thoseOfTheBoxAreExactlyTheRightOnes(String system, String known, String found) {
    JsonNode all = analyse(system);

    assertThat(known(all)).containsExactlyElementsOf(split(known, ", "));
    assertThat(found(all, POINT)).containsExactlyElementsOf(split(found, "; "));
  }

  @Test
  void aPeriodicBoxIsMovedButNotRotated() {
    JsonNode all = analyse("lennard-jones --bodies 5");

    assertThat(known(all)).containsExactly("translation x", "translation y", "boost x", "boost y");
    assertThat(found(all, ALIKE)).containsExactly("translation x", "translation y");
  }

  @Test
  void aMagneticFieldAndCoupledOscillatorsConserveMoreInPhaseSpace() {
    assertThat(found(analyse("charged-particle"), GAUGE))
        .containsExactly(
            "translation of q3",
            "translation of q1, with a change of gauge",
            "translation of q2, with a change of gauge",
            "rotation in the plane (q1, q2)");
    // The energy of each normal mode.
    assertThat(found(analyse("oscillators --bodies 3"), PHASE_SPACE)).hasSize(3);
  }

  @Test
  void equalFrequenciesInAPlaneAreFoundInAUsersFile() throws IOException {
    Path file =
        write(
            "Anisotropic",
            """
            public int degreesOfFreedom() {
              return 3;
            }

            public <T extends CalculusFieldElement<T>> T energy(T[] z) {
              T sum = z[3].square().add(z[4].square()).add(z[5].square());
              sum = sum.add(z[0].multiply(2).square()).add(z[1].multiply(3).square());
              return sum.add(z[2].multiply(2).square()).divide(2);
            }
            """);
    JsonNode all = analyse(file.toString());

    assertThat(known(all)).isEmpty();
    assertThat(found(all, POINT)).containsExactly("rotation in the plane (q1, q3)");
    // The energies of three oscillators, and the hidden symmetry of the two equal ones.
    assertThat(found(all, PHASE_SPACE)).hasSize(5);
    assertThat(run("symmetry", file.toString(), "--samples", "20").out())
        .startsWith("Anisotropic: 3 degrees of freedom; system of seed 0 at 20 random states;");
  }

  /** Its motions reach infinity; the generators are tested all the same. */
  @Test
  void motionsWithoutBoundAreFollowedForAShorterTime() throws IOException {
    Path file =
        write(
            "CubicChain",
            """
            public int degreesOfFreedom() {
              return 3;
            }

            public <T extends CalculusFieldElement<T>> T energy(T[] z) {
              T sum = z[3].square().add(z[4].square()).add(z[5].square());
              for (int i = 0; i < 3; i++) {
                T d = z[(i + 1) % 3].subtract(z[i]);
                sum = sum.add(d.multiply(d).multiply(d));
              }
              return sum;
            }
            """);

    assertThat(known(analyse(file.toString()))).containsExactly("translation of all q");
    assertThat(run("symmetry", file.toString()).out()).contains("J followed until time 0.");
  }

  @Test
  void aFailureInAUsersFileIsNamedByFileAndLine() throws IOException {
    Path file =
        write(
            "Faulty",
            """
            public int degreesOfFreedom() {
              return 1;
            }

            public <T extends CalculusFieldElement<T>> T energy(T[] z) {
              return z[2];
            }
            """);

    assertThat(run("symmetry", file.toString()).err())
        .startsWith("noether symmetry: Faulty.java, line 12: ")
        .hasLineCount(1);
    assertThat(run("symmetry", folder.resolve("none.java").toString()).err())
        .contains("none.java: no such file")
        .hasLineCount(1);
    assertThat(run("symmetry", "Missing", "--class-path", folder.toString()).err())
        .contains("there is no class Missing in " + folder)
        .hasLineCount(1);
  }

  private Path write(String name, String body) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".java"),
        """
        import org.hipparchus.CalculusFieldElement;
        import org.noether.simulation.system.HamiltonianSystem;

        final class %s implements HamiltonianSystem {
          %s() {}

        """
                .formatted(name, name)
            + body
            + "}\n");
  }

  private static Outcome run(String... words) {
    return Outcome.of(words);
  }

  private static JsonNode analyse(String arguments) {
    Outcome outcome = run(("symmetry " + arguments + " --json").split(" ", -1));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }

  /** The known generators that are symmetries, besides those that every author states. */
  private static List<String> known(JsonNode all) {
    return elements(all.get("generators"))
        .filter(row -> row.get("symmetry").asBoolean())
        .map(row -> row.get("generator").asString())
        .filter(name -> !List.of("translation in time", "flow of integral").contains(name))
        .toList();
  }

  private static List<String> found(JsonNode all, String family) {
    return rows(all, family).map(row -> row.get("generator").asString()).toList();
  }

  private static Stream<JsonNode> rows(JsonNode all, String family) {
    JsonNode search =
        elements(all.get("searches"))
            .filter(each -> each.get("family").asString().equals(family))
            .findFirst()
            .orElseThrow();
    return elements(search.get("symmetries"));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<String> split(String names, String separator) {
    return names.isEmpty() ? List.of() : List.of(names.split(separator, -1));
  }
}
