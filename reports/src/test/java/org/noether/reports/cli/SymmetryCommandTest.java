package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SymmetryCommandTest {
  private static Outcome run(String... words) {
    return Outcome.of(words);
  }

  private static String succeed(String... words) {
    Outcome outcome = run(words);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.out();
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
  void printsJsonAndWritesCsv(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("generators.csv");
    String[] command = {"symmetry", "springs", "--bodies", "2", "--json", "--csv", csv.toString()};
    JsonNode all = JsonMapper.shared().readTree(run(command).out());
    assertThat(Files.readAllLines(csv))
        .startsWith("generator,quantity,formula,change,failure,relative,symmetry,drift")
        .hasSize(1 + all.get("generators").size());
    assertThat(run(command).err()).contains("generators.csv exists; --force replaces it");

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

  /** Networks of one epoch: what they have by construction does not depend on training. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "HFC; {'k':8,'num_layers':1}; translation x, translation y, boost x, boost y",
        "HLieResNet; {'group':SO2(),'k':8,'num_layers':1}; "
            + "translation x, translation y, rotation xy, boost x, boost y"
      })
  void tellsWhatATrainedNetworkHasByConstruction(
      String network, String settings, String expected, @TempDir Path folder) throws IOException {
    String data = folder.resolve("two.h5").toString();
    String trained = folder.resolve("run").toString();
    succeed("generate", "springs", "--systems", "2210", "--bodies", "2", "--out", data);
    String train =
        "train springs --n_train 10 --num_epochs 1 --network %s --net_cfg %s --data %s --out %s"
            .formatted(network, settings, data, trained);
    succeed(train.split(" "));

    String out = succeed("symmetry", trained, "--samples", "12");

    List<String> rows = out.lines().dropWhile(line -> !line.startsWith("generator ")).toList();
    assertThat(out).startsWith(network + ", whose motion follows from a learned energy, at the");
    assertThat(rows.getFirst().split(" +"))
        .containsExactly("generator", "true", "learned", "untrained", "dJ/dt");
    assertThat(rows.stream().filter(row -> row.endsWith("  by construction")))
        .extracting(row -> row.split("  ", 2)[0])
        .containsExactlyInAnyOrder(expected.split(", "));
    assertThat(rows).anyMatch(row -> row.matches("scaling .*  the system lacks it"));
    assertThat(out)
        .contains("Search for conserved J = p . (A q + b), alike for all bodies; singular values:")
        // Six unknowns: a matrix A of four numbers and a vector b of two.
        .containsPattern("  true    ( \\S+){6}\\n")
        .containsPattern("  learned ( \\S+){6}\\n");
    JsonNode json =
        JsonMapper.shared().readTree(succeed("symmetry", trained, "--samples", "12", "--json"));
    assertThat(json.get("network").asString()).isEqualTo(network);
    assertThat(json.get("states").asInt()).isEqualTo(12);
    assertThat(
            StreamSupport.stream(json.get("rows").spliterator(), false)
                .filter(row -> row.get("by_construction").asBoolean())
                .map(row -> row.get("generator").asString()))
        .containsExactlyInAnyOrder(expected.split(", "));

    assertThat(run("symmetry", trained, "--bodies", "2"))
        .isEqualTo(
            new Outcome(
                Main.USAGE,
                "",
                "noether symmetry: --bodies, --dim and --integrator are for systems, not for the"
                    + " run %s (see 'noether symmetry --help')\n".formatted(trained)));
    Path shift =
        Files.writeString(folder.resolve("shift.json"), "{'b': [1, 2]}".replace('\'', '"'));
    assertThat(succeed("symmetry", trained, "--samples", "12", "--generator", shift.toString()))
        .containsPattern("shift.json .*  by construction\n");
  }

  /** Chains of 16 bodies in space have 2,352 numbers in A and b. */
  @Test
  void aSearchThatIsTooLargeIsLeftOut() {
    String out = succeed("symmetry", "nbody", "--bodies", "16", "--samples", "20");
    assertThat(out)
        .contains("alike for all bodies: 12 unknowns, 24 equations, 6 symmetries")
        .contains("Search of q -> A q + b: left out, as its 2,352 unknowns are more than the 400");
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
