package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems whose class is on a class path are generated, learned, followed and examined. */
class ClassPathTest {
  private static final String SPRING =
      """
      package mine;

      import org.hipparchus.CalculusFieldElement;
      import org.noether.simulation.system.HamiltonianSystem;
      import org.noether.simulation.system.Simulated;

      @Simulated(name = "mattress", description = "sleepers on a spring", dt = 0.1, points = 40)
      public record Mattress(double stiffness) implements HamiltonianSystem {
        public int degreesOfFreedom() {
          return 1;
        }

        public <T extends CalculusFieldElement<T>> T energy(T[] z) {
          return z[1].square().add(z[0].square().multiply(stiffness)).divide(2);
        }
      }
      """;
  private static final String TRAIN =
      " --network HFC --net_cfg {'k':8,'num_layers':1} --num_epochs 2 --bs 20"
          + " --n_train 40 --n_val 10 --n_test 10";
  private static final String PATH = " --class-path @classes";

  @TempDir private static Path folder;

  private static Outcome run(String command) {
    return Outcome.in(folder, command);
  }

  private static void compile(String source, String classes) throws IOException {
    Path file = folder.resolve("mine/Mattress.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path services = Files.createDirectories(folder.resolve(classes + "/META-INF/services"));
    Files.writeString(
        services.resolve("org.noether.simulation.system.HamiltonianSystem"),
        "mine.Mattress # the only one\n");
    String[] arguments = {
      "-proc:none",
      "-classpath",
      System.getProperty("java.class.path"),
      "-d",
      folder.resolve(classes).toString(),
      file.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
  }

  @BeforeAll
  static void train() throws IOException {
    compile(SPRING, "classes");
    compile(SPRING.replace("divide(2)", "divide(3)"), "changed");
    run("generate mine.Mattress --systems 60 --out @m.h5" + PATH).succeeded();
    run("train mine.Mattress --data @m.h5 --out @run" + TRAIN + PATH).succeeded();
  }

  @Test
  void aRunRemembersClassHashAndPath() throws IOException {
    assertThat(folder.resolve("run/system.json"))
        .content()
        .contains("\"name\" : \"mine.Mattress\"", "\"class_path\" : \"%s\"".formatted(classes()))
        .containsPattern("\"sha256\" : \"[0-9a-f]{64}\"");
    run("evaluate @run --systems 2 --steps 5 --force").succeeded();
    run("rollout @run --system 0 --time 0.5 --out @motion.h5 --force").succeeded();
    assertThat(run("symmetry @run").succeeded().out()).contains("translation q1");
    run("report @run --out @report --force").succeeded();
    assertThat(folder.resolve("report/report.md"))
        .content()
        .contains("how sleepers on a spring move", "each coordinate q and its momentum p")
        .contains("./noether train mine.Mattress --network HFC", "--class-path " + classes());
  }

  private static Path classes() {
    return folder.resolve("classes");
  }

  @Test
  void aClassThatHasChangedOrGoneIsMissed() throws IOException {
    Outcome changed = run("evaluate @run --systems 2 --steps 5 --class-path @changed --force");
    assertThat(changed.code()).isEqualTo(Main.FAILURE);
    assertThat(changed.err())
        .contains("learned from systems of another version of mine.Mattress")
        .contains("--class-path")
        .hasLineCount(1);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Outcome gone = run("report @run --out @none --class-path " + empty);
    assertThat(gone.err())
        .contains("there is no class mine.Mattress in " + empty, "name the folder or jar")
        .hasLineCount(1);
    Outcome data = run("train mine.Mattress --data @m.h5 --class-path @changed" + TRAIN);
    assertThat(data.err()).contains("it was made with another version of mine.Mattress");
  }

  /** What a service is called will do; with a source file, the class path is for what it needs. */
  @Test
  void servicesAndSourcesUseIt() throws IOException {
    run("train mattress --out @service" + TRAIN + PATH).succeeded();
    run("evaluate @service --systems 2 --steps 5").succeeded();
    Files.writeString(
        folder.resolve("Bunk.java"),
        SPRING
            .replace("package mine;", "")
            .replace("public record Mattress", "public record Bunk")
            .replace("z[1].square().add", "new mine.Mattress(1).energy(z).add")
            .replace("mattress", "bunk"));
    Path source = folder.resolve("Bunk.java");
    run("train " + source + " --out @bunk" + TRAIN + PATH).succeeded();
    Files.delete(source);
    run("evaluate @bunk --systems 2 --steps 5").succeeded();
  }

  @Test
  void comparisonsTakeIt() throws IOException {
    String common = " --networks FC --seeds 1 --budget 1s --overrun" + PATH;
    run("reproduce mine.Mattress --out @compared" + common).succeeded();
    assertThat(folder.resolve("compared/report.md"))
        .content()
        .contains("./noether reproduce mine.Mattress --networks FC --class-path " + classes());
    run("study mine.Mattress --n_train 4 --out @studied" + common).succeeded();
    assertThat(folder.resolve("studied/report.md"))
        .content()
        .contains("--networks FC --class-path " + classes());
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    Outcome outcome = run("train mine.Matress --network FC" + PATH);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err())
        .contains("there is no class mine.Matress in", "its services are mattress")
        .hasLineCount(1);
  }

  /** Only what stands where a task is named can be a source file. */
  @Test
  void anOptionsValueIsNoSource() {
    Outcome outcome = run("train springs --data @none.java");
    assertThat(outcome.err()).contains("none.java").doesNotContain("compile");
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
  }
}
