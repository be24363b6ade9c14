package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.table.Crate;
import org.noether.reports.task.dynamics.SyntheticRun;
import org.noether.simulation.io.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the RO-Crate specification 1.2 for a folder that is deposited as it is. */
class CrateTest {
  private static final Map<String, Object> SMALL = Map.of("k", 8);

  @TempDir private Path folder;

  @Test
  void aReportOnRunsElsewhereIsACrateOfItsFiles() throws IOException {
    Path first = SyntheticRun.write(folder.resolve("first"), "FC", SMALL, 0, 0.01);
    Path second = SyntheticRun.write(folder.resolve("second"), "HFC", SMALL, 1, 0.02);
    Path out = folder.resolve("report");
    report(out, first, second);

    Map<String, JsonNode> crate = entities(out);
    assertThat(localFiles(crate)).isEqualTo(filesIn(out));
    assertThat(crate.get("./").get("datePublished").asString()).isEqualTo("2026-01-02");
    JsonNode training = crate.get("#training-2");
    assertThat(training.get("startTime").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(training.get("description").asString())
        .startsWith("./noether train springs --network HFC");
    assertThat(crate.get(id(training.get("instrument"))).get("version").asString())
        .isEqualTo("1.2.3");
    assertThat(objects(crate, training))
        .extracting(node -> node.get("sha256"))
        .first()
        .isEqualTo(JsonMapper.shared().valueToTree(Sha256.of(second.resolve("config.json"))));
    assertThat(crate.get("#evaluation-1").get("description").asString())
        .isEqualTo("./noether evaluate first --systems 20 --steps 99");
  }

  @Test
  void evaluationsOnOtherSystemsAreNotOfTheTraining() throws IOException {
    Path run = SyntheticRun.write(folder.resolve("run"), "FC", SMALL, 0, 0.01);
    Path other = run.resolve("evaluation-larger.json");
    Files.writeString(other, Files.readString(run.resolve("evaluation.json")) + " ");
    Path out = folder.resolve("report");
    report(out, run);

    Map<String, JsonNode> crate = entities(out);
    String id = "#sha256-" + Sha256.of(other);
    assertThat(crate.get(id).get("name").asString()).isEqualTo("evaluation-larger.json of run run");
    assertThat(crate.get("#training-1").get("result").toString()).doesNotContain(id);
    assertThat(crate.get("#report").get("object").toString()).contains(id);
  }

  @Test
  void runsInTheFolderAreParts() throws IOException {
    Path out = folder.resolve("out");
    Path run = SyntheticRun.write(out.resolve("runs/50% of #1 ü+:~"), "FC", SMALL, 0, 0.01);
    Files.writeString(run.resolve(".hidden"), "");
    Files.copy(run.resolve("evaluation.json"), run.resolve("evaluation-larger.json"));
    report(out, run);

    Map<String, JsonNode> crate = entities(out);
    assertThat(localFiles(crate))
        .isEqualTo(
            filesIn(out).stream().filter(name -> !name.contains("/.")).collect(Collectors.toSet()));
    assertThat(crate).containsKey("runs/50%25%20of%20%231%20%C3%BC%2B%3A%7E/best.safetensors");
  }

  @Test
  void theSameRunsGiveTheSameBytes() throws IOException {
    Path run = SyntheticRun.write(folder.resolve("run"), "FC", SMALL, 0, 0.01);
    report(folder.resolve("again"), run);
    byte[] before = Files.readAllBytes(folder.resolve("again").resolve(Crate.FILE));
    report(folder.resolve("again"), run);
    assertThat(folder.resolve("again").resolve(Crate.FILE)).hasBinaryContent(before);
  }

  private static void report(Path out, Path... runs) {
    var err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            Stream.concat(
                    Stream.of("report", "--force", "--out", out.toString()),
                    Stream.of(runs).map(Path::toString))
                .toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
  }

  /** The entities of a crate by their names, after a look at all that the specification demands. */
  private static Map<String, JsonNode> entities(Path out) throws IOException {
    JsonNode document = JsonMapper.shared().readTree(Files.readString(out.resolve(Crate.FILE)));
    assertThat(document.propertyNames()).containsExactlyInAnyOrder("@context", "@graph");
    assertThat(document.get("@context").asString())
        .isEqualTo("https://w3id.org/ro/crate/1.2/context");
    var entities = new LinkedHashMap<String, JsonNode>();
    for (JsonNode entity : document.get("@graph")) {
      assertThat(entities.put(id(entity), entity)).as("one entity for an id").isNull();
      assertThat(entity.get("@type").asString()).matches("[A-Z]\\w+");
      assertThat(entity.get("name").asString()).isNotBlank();
      // A URI reference that is not encoded as it should be is refused.
      assertThat(URI.create(id(entity)).toASCIIString()).isEqualTo(id(entity));
    }
    JsonNode descriptor = entities.get(Crate.FILE);
    assertThat(descriptor.get("@type").asString()).isEqualTo("CreativeWork");
    assertThat(id(descriptor.get("about"))).isEqualTo("./");
    assertThat(id(descriptor.get("conformsTo"))).isEqualTo("https://w3id.org/ro/crate/1.2");
    JsonNode root = entities.get("./");
    assertThat(root.get("@type").asString()).isEqualTo("Dataset");
    assertThat(root.get("description").asString()).isNotBlank();
    assertThat(LocalDate.parse(root.get("datePublished").asString())).isNotNull();
    JsonNode licence = entities.get(id(root.get("license")));
    assertThat(licence.get("description").asString()).isNotBlank();
    everyReferenceResolves(entities);
    everyFileIsAPart(out, entities);
    everyActionHasAnInstrument(entities);
    return entities;
  }

  private static void everyReferenceResolves(Map<String, JsonNode> entities) {
    var dangling = new HashSet<String>();
    entities.values().stream()
        .flatMap(entity -> entity.properties().stream())
        .flatMap(property ->
            property.getValue().isArray()
                ? property.getValue().valueStream()
                : Stream.of(property.getValue()))
        .filter(JsonNode::isObject)
        .forEach(reference -> {
          // Flattened: what has a description is an entity of the graph.
          assertThat(reference.propertyNames()).containsExactly("@id");
          if (!entities.containsKey(id(reference))) {
            dangling.add(id(reference));
          }
        });
    assertThat(dangling).containsExactly("https://w3id.org/ro/crate/1.2");
  }

  private static void everyFileIsAPart(Path out, Map<String, JsonNode> entities)
      throws IOException {
    Set<String> parts =
        entities
            .get("./")
            .get("hasPart")
            .valueStream()
            .map(CrateTest::id)
            .collect(Collectors.toSet());
    Set<String> files =
        entities.values().stream()
            .filter(entity -> entity.get("@type").asString().equals("File"))
            .map(CrateTest::id)
            .collect(Collectors.toSet());
    assertThat(files).isEqualTo(parts);
    for (String part : parts) {
      assertThat(part).doesNotStartWith("/").doesNotStartWith(".").doesNotContain("\\");
      JsonNode entity = entities.get(part);
      Path file = out.resolve(decoded(part));
      assertThat(entity.get("contentSize").asString()).isEqualTo("" + Files.size(file));
      assertThat(entity.get("sha256").asString()).isEqualTo(Sha256.of(file));
      assertThat(entity.get("encodingFormat").asString()).matches("[a-z]+/[a-z0-9.+-]+");
    }
  }

  private static void everyActionHasAnInstrument(Map<String, JsonNode> entities) {
    List<JsonNode> actions =
        entities
            .get("./")
            .get("mentions")
            .valueStream()
            .map(each -> entities.get(id(each)))
            .toList();
    assertThat(actions)
        .isNotEmpty()
        .allSatisfy(action -> {
          assertThat(action.get("@type").asString()).isEqualTo("CreateAction");
          assertThat(action.get("result")).isNotEmpty();
          assertThat(action.get("object")).isNotEmpty();
          JsonNode instrument = entities.get(id(action.get("instrument")));
          assertThat(instrument.get("@type").asString()).isEqualTo("SoftwareApplication");
          assertThat(instrument.get("version").asString()).isNotBlank();
          assertThat(entities).containsKey(id(instrument.get("license")));
        });
  }

  private static List<JsonNode> objects(Map<String, JsonNode> crate, JsonNode action) {
    return action.get("object").valueStream().map(each -> crate.get(id(each))).toList();
  }

  private static String id(JsonNode node) {
    return node.get("@id").asString();
  }

  private static String decoded(String id) {
    return URLDecoder.decode(id, StandardCharsets.UTF_8);
  }

  private static Set<String> localFiles(Map<String, JsonNode> crate) {
    return crate
        .get("./")
        .get("hasPart")
        .valueStream()
        .map(part -> decoded(id(part)))
        .collect(Collectors.toSet());
  }

  /** All files in a folder but the description itself. */
  private static Set<String> filesIn(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals(Crate.FILE))
          .collect(Collectors.toSet());
    }
  }
}
