package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.io.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataCommandTest {
  private static final String TWO =
      """
      2
      Properties=species:S:1:pos:R:3 gdb_id=14 homo=-0.25 charge=1
      C 0 0 0
      O 0 0 1.1
      1
      Properties=species:S:1:pos:R:3 gdb_id=15 homo=-0.75
      He 0 0 0
      """;

  @TempDir private Path folder;

  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("m.xyz"), content);
  }

  @Test
  void describesMoleculesElementsSizesAndProperties() throws IOException {
    Path file = file(TWO);

    Outcome outcome = run("data", "describe", file);

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("read: 100%");
    assertThat(outcome.out().lines().map(line -> line.strip().replaceAll(" {2,}", " ")))
        .containsExactly(
            file + ": extended XYZ",
            "molecules 2, indices in GDB-9 from 14 to 15",
            "bad 0",
            "atoms 3, on average 1.5 in a molecule",
            "elements He in 1 molecule (1 atom), C in 1 molecule (1 atom), O in 1 molecule (1"
                + " atom)",
            "",
            "atoms molecules",
            "1 1 " + "#".repeat(50),
            "2 1 " + "#".repeat(50),
            "",
            "property smallest mean largest unit; molecules",
            "homo -0.7500000 -0.5000000 -0.2500000 Hartree; 2",
            "charge 1.000000 1.000000 1.000000 unit unknown; 1");
  }

  @Test
  void describesInJson() throws IOException {
    JsonNode found =
        JsonMapper.shared().readTree(run("data", "describe", file(TWO), "--json").out());

    assertThat(found.get("molecules").asInt()).isEqualTo(2);
    assertThat(found.get("elements").get("He").get("atoms").asInt()).isEqualTo(1);
    assertThat(found.get("properties").get("homo").get("unit").asString()).isEqualTo("Hartree");
    assertThat(found.get("molecules_by_atoms").get("2").asInt()).isEqualTo(1);

    Path springs = folder.resolve("springs.h5");
    run("generate", "springs", "--systems", 2, "--points", 3, "--out", springs);
    JsonNode arrays =
        JsonMapper.shared()
            .readTree(run("data", "describe", springs, "--json").out())
            .get("arrays");
    assertThat(arrays.valueStream().filter(each -> each.get("name").asString().equals("zs")))
        .singleElement()
        .extracting(each -> each.get("shape").toString())
        .isEqualTo("[2,3,24]");

    Path digits = DocumentationPage.ROOT.resolve("datasets/samples/digits");
    assertThat(
            JsonMapper.shared()
                .readTree(run("data", "describe", digits, "--json").out())
                .get("classes"))
        .hasSize(10);
  }

  @Test
  void describesInATableOfItsOwn() throws IOException {
    Path table = folder.resolve("properties.csv");

    assertThat(run("data", "describe", file(TWO), "--csv", table).code()).isZero();

    assertThat(table)
        .content()
        .isEqualTo(
            """
            property,unit,molecules,smallest,mean,largest
            homo,Hartree,2,-0.75,-0.5,-0.25
            charge,"unit unknown",1,1.0,1.0,1.0
            """);
    Outcome again = run("data", "describe", file(TWO), "--csv", table);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("exists; --force replaces it");
    Path digits = DocumentationPage.ROOT.resolve("datasets/samples/digits");
    assertThat(run("data", "describe", digits, "--csv", table, "--force").code()).isZero();
    assertThat(table).content().startsWith("class,train,test\n0,1,1\n");
  }

  @Test
  void aTableOfKernelsNeedsTheirTimes() {
    Outcome outcome = run("devices", "--csv", folder.resolve("kernels.csv"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--csv writes the table of --kernels, which is missing");
  }

  @Test
  void describesAFolderAndTheSamples() throws IOException {
    file(TWO);
    assertThat(run("data", "describe", folder).out()).contains("folder of extended XYZ");
  }

  @Test
  void aBadMoleculeIsNamedOrSkippedAndCounted() throws IOException {
    Path file = file(TWO.replace("He", "Q"));

    Outcome refused = run("data", "describe", file);
    assertThat(refused.code()).isEqualTo(Main.FAILURE);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(
            "\nnoether data describe: " + file + ", line 7: 'Q' is not an element; write its");

    Outcome skipped = run("data", "describe", file, "--skip_bad");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.out())
        .contains("molecules  1, indices in GDB-9 from 14 to 14")
        .contains("bad        1\n           " + file + ", line 7: 'Q' is not an element");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Outcome outcome = run("data", "describe", folder.resolve("none.xyz"));

    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err()).endsWith("none.xyz: no such file or folder\n");
  }

  @Test
  void aCommandIsNeeded() {
    Outcome outcome = run("data");

    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err()).startsWith("noether data: missing command; known: fetch, describe");
  }

  @Test
  void fetchesWhatTheManifestNamesAndSaysWhatToCite() throws IOException {
    byte[] content = TWO.getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/m.xyz",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          }
        });
    server.start();
    try {
      Path out = folder.resolve("data");
      String[] command = {
        "data", "fetch", "two", "--out", out.toString(), "--manifest", manifest(server).toString()
      };

      Outcome first = run((Object[]) command);
      assertThat(first.err()).contains("two/m.xyz: 100%");
      assertThat(first.code()).isZero();
      assertThat(first.out())
          .contains(out.resolve("two/m.xyz") + ": 144 bytes, SHA-256 as expected")
          .contains("licence CC0?; please cite A. Author");
      assertThat(out.resolve("two/m.xyz")).hasContent(TWO);
      assertThat(run((Object[]) command).out()).contains("already downloaded");
      Outcome json =
          run(Stream.concat(Stream.of((Object[]) command), Stream.of("--json")).toArray());
      assertThat(json.out())
          .hasLineCount(1)
          .startsWith("[{\"bytes\":144,\"citation\":\"A. Author\",\"downloaded\":false,")
          .contains("\"licence\":\"CC0\\u009B\"");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatTheServerDoesNotHaveIsAFailure() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    try {
      Outcome outcome =
          run("data", "fetch", "two", "--out", folder, "--manifest", manifest(server));
      assertThat(outcome.code()).isEqualTo(Main.FAILURE);
      assertThat(outcome.err().lines()).hasSize(1);
      assertThat(outcome.err()).contains("status 404; the file is not there");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anUnknownDataSetIsAMistake() {
    Outcome outcome = run("data", "fetch", "qm8");

    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err())
        .isEqualTo(
            "noether data fetch: unknown data set 'qm8'; known: qm9, mnist, rotmnist; did you mean"
                + " 'qm9'?\n");
  }

  private Path manifest(HttpServer server) throws IOException {
    return Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"datasets": [{"name": "two", "file": "two/m.xyz", "url": "http://localhost:%d/m.xyz",
          "sha256": "%s", "bytes": %d, "licence": "CC0\\u009b", "citation": "A. Author"}]}
        """
            .formatted(server.getAddress().getPort(), Sha256.of(file(TWO)), TWO.length()));
  }
}
