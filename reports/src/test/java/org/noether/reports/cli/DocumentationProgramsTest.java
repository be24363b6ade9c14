package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java programs of the documentation, compiled and run in one folder that holds what they read.
 * A program without {@code main} has the imports that its page names; its statements are the body
 * of {@code main}, and a declaration is only compiled. A {@code text} block that follows a program
 * is what it prints.
 */
class DocumentationProgramsTest {
  private static final Path SAMPLE =
      DocumentationPage.ROOT.resolve("datasets/samples/molecules.extxyz");
  private static final Path DIGITS = DocumentationPage.ROOT.resolve("datasets/samples/digits");
  private static final Pattern IMPORT = Pattern.compile("`(org\\.noether\\.[a-z.]+\\.\\*)`");
  private static final int MINUTES = 2;

  @TempDir private static Path folder;

  /**
   * A program.
   *
   * @param page where it stands
   * @param number which of the page's programs it is, from 1
   * @param text its lines
   * @param output what the page says it prints; null if it says nothing
   */
  private record Program(DocumentationPage page, int number, String text, @Nullable String output) {
    String name() {
      return page.file() + ", program " + number;
    }

    /** The text of a source file. */
    String source() {
      if (text.contains("void main(")) {
        return text;
      }
      String imports =
          IMPORT
              .matcher(page.prose())
              .results()
              .map((MatchResult match) -> "import " + match.group(1) + ";\n")
              .distinct()
              .collect(Collectors.joining());
      return imports
          + (text.matches("(?s)(record|public final class) .*")
              ? text + "void main() {}\n"
              : "void main() throws Exception {\n" + text + "}\n");
    }
  }

  @BeforeAll
  static void makeWhatProgramsRead() throws IOException {
    Path qm9 = Files.createDirectories(folder.resolve("datasets/qm9"));
    Files.writeString(
        qm9.resolve("dsgdb9nsd.xyz.tar.bz2"), Files.readString(SAMPLE).replace("mu=", "homo="));
    String train = "train molec --task mu --k 8 --num_layers 1 --num_epochs 1 --bs 5";
    run(train + " --data " + SAMPLE + " --out " + folder.resolve("runs/mu"));
    Files.copy(SAMPLE, folder.resolve("molecule.xyz"));
    String classify = "train img --net_config {'k':8,'num_layers':1} --num_epochs 1 --bs 5";
    run(classify + " --data " + DIGITS + " --out " + folder.resolve("runs/img"));
    Files.copy(DIGITS.resolve("3/1.png"), folder.resolve("digit.png"));
  }

  private static void run(String command) {
    var nobody = new PrintWriter(new StringWriter());
    assertThat(Main.execute(nobody, nobody, command.split(" "))).isZero();
  }

  @TestFactory
  Stream<DynamicTest> everyProgramRuns() throws IOException {
    return programs().stream()
        .map(program ->
            DynamicTest.dynamicTest(
                program.name(),
                () -> {
                  String printed = run(program);
                  if (program.output() != null) {
                    assertThat(printed).isEqualTo(program.output());
                  }
                  if (program.text().contains("Qm9.load(")) {
                    assertThat(folder.resolve("datasets"))
                        .isDirectoryContaining("glob:**.safetensors");
                  }
                  if (program.text().contains("ImageClassifier.open(")) {
                    assertThat(printed).matches("[0-9]\\R");
                  }
                  if (program.text().contains("MotionPredictor.open(")) {
                    assertThat(Double.parseDouble(printed)).isBetween(0.0, 1.0);
                    assertThat(folder.resolve("motion.h5")).isNotEmptyFile();
                  }
                  if (program.text().contains("MoleculePredictor.open(")) {
                    assertThat(printed).containsPattern("^[-0-9.E]+ Debye");
                  }
                }));
  }

  @Test
  void thePairsOfTheExampleAreTheSameAfterTheRotation() throws IOException {
    assertThat(programs().stream().map(Program::output).filter(text -> text != null).toList())
        .singleElement()
        .satisfies(output -> assertThat(output.lines().toList()).hasSize(2))
        .satisfies(output -> assertThat(output.lines().distinct()).hasSize(1));
  }

  private static List<Program> programs() throws IOException {
    var programs = new ArrayList<Program>();
    for (DocumentationPage page : DocumentationPage.all()) {
      List<DocumentationPage.Block> blocks = page.blocks();
      int number = 0;
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i).info().equals("java")) {
          boolean shown = i + 1 < blocks.size() && blocks.get(i + 1).info().equals("text");
          programs.add(
              new Program(
                  page, ++number, blocks.get(i).text(), shown ? blocks.get(i + 1).text() : null));
        }
      }
    }
    return programs;
  }

  /** Runs a program and returns what it prints. */
  private static String run(Program program) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Program.java"), program.source());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
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
