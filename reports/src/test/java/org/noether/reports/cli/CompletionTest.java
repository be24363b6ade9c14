package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code noether completion}, in the shells that are installed. */
class CompletionTest {
  @TempDir private Path folder;

  private Path script(String shell) throws IOException {
    var out = new StringWriter();
    var err = new StringWriter();
    assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), "completion", shell))
        .as(err.toString())
        .isZero();
    return Files.writeString(folder.resolve("completion." + shell), out.toString());
  }

  private static List<String> run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      return output.lines().toList();
    }
  }

  private static void assumeInstalled(String shell) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    assumeThat(there).as("%s is installed", shell).isTrue();
  }

  /** What bash completes after some words, the last of which is the one begun. */
  private List<String> bash(String... words) throws IOException {
    assumeInstalled("bash");
    String quoted = "'" + String.join("' '", words) + "'";
    return run(
        "bash",
        "-c",
        ". '%s'; COMP_WORDS=(noether %s); COMP_CWORD=%d; compopt() { :; }; _complete_noether; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script("bash"), quoted, words.length));
  }

  private List<String> fish(String line) throws IOException {
    assumeInstalled("fish");
    return run("fish", "-c", "source %s; complete -C '%s'".formatted(script("fish"), line)).stream()
        .map(candidate -> candidate.replaceFirst("\t.*", ""))
        .toList();
  }

  @Test
  void bashCompletesCommandsOptionsAndNames() throws IOException {
    assertThat(bash("gen")).contains("generate");
    assertThat(bash("train", "")).contains("springs", "nbody", "molec", "img");
    assertThat(bash("train", "springs", "--ne")).contains("--network", "--net-cfg");
    assertThat(bash("train", "springs", "--network", "HF")).containsExactly("HFC");
    assertThat(bash("completion", "")).contains("bash", "zsh", "fish");
    assertThat(bash("data", "fetch", "")).contains("qm9", "mnist", "rotmnist");
    assertThat(bash("generate", "springs", "--integrator", "")).contains("threeEighths", "gauss4");
    assertThat(bash("symmetry", "springs", "--integrator", "")).contains("threeEighths", "gauss4");
  }

  @Test
  void fishCompletesCommandsOptionsAndNames() throws IOException {
    assertThat(fish("noether gen")).containsExactly("generate");
    assertThat(fish("noether train ")).contains("springs", "nbody", "molec", "img");
    assertThat(fish("noether train springs --ne")).contains("--network", "--net-cfg");
    assertThat(fish("noether train springs --network HF")).containsExactly("HFC");
    assertThat(fish("noether train springs --seed 1 --ne")).contains("--network");
    assertThat(fish("noether completion ")).contains("bash", "zsh", "fish");
  }

  @Test
  void zshLoadsTheScriptOfBash() throws IOException {
    assertThat(Files.readString(script("zsh")))
        .isEqualTo(Files.readString(script("bash")))
        .contains("bashcompinit");
  }

  @Test
  void theScriptOfFishTellsPathsFromOtherValues() throws IOException {
    String text = Files.readString(script("fish"));
    assertThat(text)
        .contains("-a 'reproduce'", "test \"$(__noether_words)\" = \\'reproduce\\'")
        .contains("-l n-train -x")
        .contains("-l data -r -F");
  }
}
