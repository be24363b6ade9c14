package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generators and services that a user brings to {@code noether symmetry}. */
class OwnGeneratorsTest {
  private static final String SYSTEM = "symmetry springs --bodies 2 --samples 20";

  @TempDir private Path folder;

  private static Outcome run(String command) {
    return Outcome.of(command.split(" "));
  }

  /** The last of the known generators: a user's stand there. */
  private JsonNode test(Path generator) {
    Outcome outcome = run(SYSTEM + " --json --generator " + generator);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode rows = JsonMapper.shared().readTree(outcome.out()).get("generators");
    return rows.get(rows.size() - 1);
  }

  /** Both bodies turn alike; the first alone shifts, and it is the spring that changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"turn\", \"A\": [[0, -1], [1, 0]]} | true",
        "{\"name\": \"both\", \"b\": [1, 2]} | true",
        "{\"name\": \"first\", \"b\": [1, 0, 0, 0]} | false",
        "{\"name\": \"squeeze\", \"A\": [[1, 0], [0, -1]], \"b\": [0, 0]} | false"
      })
  void aMatrixAndAVectorAreTested(String json, boolean symmetry) throws IOException {
    JsonNode row = test(Files.writeString(folder.resolve("own.json"), json));

    assertThat(json).contains(row.get("generator").asString());
    assertThat(row.get("symmetry").asBoolean()).isEqualTo(symmetry);
    double violation = row.get("relative_violation").asDouble();
    assertThat(violation > 0.01).isEqualTo(!symmetry);
  }

  @Test
  void aClassIsTested() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Twist.java"),
            """
            import org.hipparchus.CalculusFieldElement;
            import org.noether.simulation.symmetry.PointTransformation;

            record Twist() implements PointTransformation {
              public String name() {
                return "twist";
              }

              public <T extends CalculusFieldElement<T>> T[] xi(T[] q) {
                T[] xi = q.clone();
                for (int i = 0; i < q.length; i += 2) {
                  xi[i] = q[i + 1].negate();
                  xi[i + 1] = q[i];
                }
                return xi;
              }
            }
            """);

    assertThat(test(file).get("symmetry").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\": [1, 2, 0]} | A is of 3 by 3, and the system has 4 positions of bodies in 2",
        "{\"A\": [[1, 2], [3]]} | A must be a square matrix",
        "{\"A\": [[1, 2], [3, \"4\"]]} | A and b hold numbers, not \"4\"",
        "{\"A\": 3} | A is an array of rows",
        "{\"c\": 3, \"b\": [1, 2]} | there is c, which is none of A, b, name",
        "[] | a generator is an object with A, b or both",
        "nonsense | Unrecognized token"
      })
  void aWrongFileIsRefusedInOneLine(String json, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.json"), json);
    Outcome outcome = run(SYSTEM + " --generator " + file);

    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err()).contains(file.toString(), reason).hasLineCount(1);
  }

  @Test
  void aServiceOfTheClassPathIsFoundByItsName() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Bowl.java"),
            """
            package mine;

            import org.hipparchus.CalculusFieldElement;
            import org.noether.simulation.system.*;

            @Simulated(name = "bowl")
            public record Bowl() implements HamiltonianSystem {
              public int degreesOfFreedom() {
                return 1;
              }

              public <T extends CalculusFieldElement<T>> T energy(T[] z) {
                return z[0].square().add(z[1].square());
              }
            }
            """);
    Path classes = folder.resolve("classes");
    Path services = classes.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve("org.noether.simulation.system.HamiltonianSystem"), "mine.Bowl\n");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(compiled).isZero();

    assertThat(run("symmetry bowl --samples 10 --class-path " + classes).out())
        .startsWith("bowl: 1 degree of freedom");
    assertThat(run("symmetry mine.Bowl --samples 10 --class-path " + classes).code()).isZero();
    assertThat(run("symmetry bawl --class-path " + classes).err())
        .contains("there is no class bawl in", "its services are bowl")
        .hasLineCount(1);
  }
}
