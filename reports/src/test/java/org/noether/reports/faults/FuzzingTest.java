package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs that once broke a reader, and the search for more with Jazzer. An input that breaks one is
 * written to {@code src/test/resources/found}, and so becomes an ordinary test.
 */
class FuzzingTest {
  private static final String SECONDS = "noether.fuzz";
  private static final String FOUND = "src/test/resources/found";

  /** Readers that must also withstand what broke another reader of their format. */
  private static final Map<String, String> FORMATS =
      Map.of("h5md", "hdf5", "rotmnist", "hdf5", "trajectories", "hdf5");

  /** Readers whose search begins with files that are refused, too. */
  private static final Set<String> MIXED = Set.of("hdf5", "h5md", "numpy");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> whatWasFoundIsAcceptedOrRefused() throws IOException, URISyntaxException {
    Path found = Path.of(Objects.requireNonNull(getClass().getResource("/found")).toURI());
    return Readers.names().stream()
        .flatMap(reader ->
            Stream.of(reader, FORMATS.getOrDefault(reader, reader))
                .distinct()
                .flatMap(each -> inputs(found.resolve(each)).stream())
                .map(file ->
                    DynamicTest.dynamicTest(
                        reader + "/" + file.getFileName(),
                        () -> Readers.read(reader, Files.readAllBytes(file), folder))));
  }

  private static List<Path> inputs(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @TestFactory
  @EnabledIfSystemProperty(named = SECONDS, matches = "\\d+", disabledReason = "it takes long")
  Stream<DynamicTest> nothingMoreIsFound() throws Exception {
    Path module = Path.of("reports").toAbsolutePath();
    try (Inputs inputs = Inputs.in(folder)) {
      Seeds.evaluate(inputs);
      for (String reader : Readers.names()) {
        Path corpus = Files.createDirectories(corpus(module, reader));
        List<byte[]> seeds = Seeds.of(reader, inputs);
        for (int i = 0; i < seeds.size(); i++) {
          Files.write(corpus.resolve("seed" + i), seeds.get(i));
          assertThat(MIXED.contains(reader) || Readers.read(reader, seeds.get(i), folder))
              .as("%s accepts what the search begins with", reader)
              .isTrue();
        }
      }
    }
    return Readers.names().stream()
        .map(reader -> DynamicTest.dynamicTest(reader, () -> fuzz(module, reader)));
  }

  private static Path corpus(Path module, String reader) {
    return module.resolve("target/fuzz").resolve(reader);
  }

  private static void fuzz(Path module, String reader) throws Exception {
    Path found = Files.createDirectories(module.resolve(FOUND).resolve(reader));
    Path corpus = corpus(module, reader);
    Path log = corpus.resolveSibling(reader + ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FuzzTarget.PROPERTY + "=" + reader,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=org.noether.**:io.jhdf.**",
                "--reproducer_path=" + corpus.getParent(),
                "-max_total_time=" + System.getProperty(SECONDS),
                "-timeout=20",
                "-rss_limit_mb=4096",
                "-artifact_prefix=" + found + "/",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as("found, see %s", log).isZero();
  }
}
