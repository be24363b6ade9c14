package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SymmetryCommandTest {
  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  @Test
  void saysWhichGeneratorsOfGravityAreSymmetriesAndWhatTheyConserve() {
    Outcome outcome = run("symmetry", "nbody", "--bodies", "3", "--dim", "2");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("nbody: 3 bodies in 2 dimensions")
        .containsPattern("rotation xy .* angular momentum xy = sum \\(x py - y px\\) = .*drift")
        .containsPattern("scaling .* no symmetry")
        .contains("alike for all bodies: 6 unknowns, 100 equations, 3 symmetries")
        .contains("rotation xy of the centre of mass")
        .contains("the same as in the search before");
  }

  @Test
  void printsJson() {
    JsonNode all =
        JsonMapper.shared().readTree(run("symmetry", "springs", "--bodies", "2", "--json").out());

    JsonNode alike = all.get("searches").get(0);
    assertThat(names(alike.get("symmetries")))
        .containsExactly("translation x", "translation y", "rotation xy");
    assertThat(alike.get("singular_values")).hasSize(6);
    assertThat(alike.get("gap").asDouble()).isGreaterThan(1e10);
    JsonNode scaling = find(all.get("generators"), "scaling");
    assertThat(scaling.get("symmetry").asBoolean()).isFalse();
    assertThat(scaling.get("violation").asDouble()).isPositive();
    assertThat(scaling.get("drift").isNull()).isTrue();
    JsonNode momentum = find(all.get("generators"), "translation x");
    assertThat(momentum.get("quantity").asString()).isEqualTo("linear momentum x");
    // 500 steps, each of a few roundings of numbers of order 1.
    assertThat(momentum.get("drift").asDouble()).isLessThan(500 * 0x1p-50);
  }

  @Test
  void oneSeedGivesTheSameNumbers() {
    String[] words = {"symmetry", "springs", "--bodies", "2", "--seed", "3", "--json"};

    assertThat(run(words).out()).isEqualTo(run(words).out());
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThat(run("symmetry", "spring").err())
        .startsWith("noether symmetry: unknown system 'spring'")
        .hasLineCount(1);
    assertThat(run("symmetry", "springs", "--samples", "0"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "noether symmetry: --samples must be positive, not 0 (see 'noether symmetry"
                    + " --help')\n"));
  }

  @Test
  void helpTeachesByExample() {
    assertThat(run("symmetry", "--help").out())
        .contains("Usage: noether symmetry", "Noether's theorem", "noether symmetry springs");
  }

  private static List<String> names(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.get("generator").asString())
        .toList();
  }

  private static JsonNode find(JsonNode rows, String generator) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.get("generator").asString().equals(generator))
        .findFirst()
        .orElseThrow();
  }
}
