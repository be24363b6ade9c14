package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's programs on molecules, run as they stand in a folder with what they read. */
class ReadmeJavaTest {
  private static final Path ROOT =
      Stream.of("", "..").map(Path::of).filter(ReadmeJavaTest::isRoot).findFirst().orElseThrow();

  private static final Path SAMPLE = ROOT.resolve("datasets/samples/molecules.extxyz");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final int MINUTES = 2;

  @TempDir private Path folder;

  private static boolean isRoot(Path path) {
    return Files.exists(path.resolve("README.md"));
  }

  @Test
  void moleculesAreRead() throws IOException, InterruptedException {
    Path qm9 = Files.createDirectories(folder.resolve("datasets/qm9"));
    Files.writeString(
        qm9.resolve("dsgdb9nsd.xyz.tar.bz2"), Files.readString(SAMPLE).replace("mu=", "homo="));

    run("Qm9.load(");

    assertThat(folder.resolve("datasets")).isDirectoryContaining("glob:**.safetensors");
  }

  @Test
  void aTrainedNetworkPredicts() throws IOException, InterruptedException {
    String train = "train molec --task mu --k 8 --num_layers 1 --num_epochs 1 --bs 5";
    String[] words =
        (train + " --data " + SAMPLE + " --out " + folder.resolve("runs/mu")).split(" ");
    var nobody = new PrintWriter(new StringWriter());
    assertThat(Main.execute(nobody, nobody, words)).isZero();
    Files.copy(SAMPLE, folder.resolve("molecule.xyz"));

    assertThat(run("MoleculePredictor.open(")).containsPattern("^[-0-9.E]+ Debye");
  }

  /** Runs the block with these words and returns what it prints. */
  private String run(String words) throws IOException, InterruptedException {
    String block =
        JAVA.matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(text -> text.contains(words))
            .findFirst()
            .orElseThrow();
    Path source = folder.resolve("Program.java");
    Files.writeString(
        source,
        """
        import org.noether.learning.train.*;
        import org.noether.simulation.molecule.*;

        void main() throws Exception {
          %s
        }
        """
            .formatted(block));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(java.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(java.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }
}
