package org.noether.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example project, which is no part of the build: its sources are compiled and run against the
 * class path of this test, and what its POM names exists.
 */
class ExampleProjectTest {
  private static final Path EXAMPLE = Path.of("examples/springs");
  private static final Pattern NOETHER =
      Pattern.compile(
          "<groupId>org.noether</groupId><artifactId>([\\w-]+)</artifactId>"
              + "(?:<version>([^<]+)</version>)?");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>(?:noether|bom)</artifactId>\\s*<version>([^<]+)</version>");

  @TempDir private Path folder;

  @Test
  void theExampleCompilesAndRuns() throws Exception {
    List<String> sources;
    try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src/main/java"))) {
      sources = files.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
    }
    var words =
        Stream.concat(
            Stream.of(
                "-Xlint:all",
                "-Werror",
                // As in the POM of the project itself: jars name others they can do without.
                "-Xlint:-path",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path")),
            sources.stream());
    var errors = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, errors, words.toArray(String[]::new));
    assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();

    String printed = run(folder.resolve("run").toString());
    assertThat(printed.lines()).hasSize(2).first().asString().startsWith("test MSE 0.");
    assertThat(folder.resolve("run/best.safetensors")).isNotEmptyFile();
  }

  private String run(String argument)
      throws IOException, ReflectiveOperationException, InvocationTargetException {
    var printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (var classes = new URLClassLoader(new URL[] {url(folder)})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      classes
          .loadClass("example.LearnSprings")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {argument});
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static URL url(Path folder) throws MalformedURLException {
    URI uri = folder.toUri();
    return uri.toURL();
  }

  @Test
  void theBomHasTheVersionOfTheProjectAndItsLibraries() throws IOException {
    String version = version("pom.xml");
    assertThat(version("bom/pom.xml")).isEqualTo(version);
    List<String> managed = libraries(Files.readString(Path.of("bom/pom.xml")));
    assertThat(managed).containsExactly("simulation", "learning", "reports");

    String example = Files.readString(EXAMPLE.resolve("pom.xml"));
    assertThat(libraries(example)).first().isEqualTo("bom");
    assertThat(libraries(example).subList(1, 2)).isSubsetOf(managed);
    assertThat(
            NOETHER.matcher(example).results().map(found -> found.group(2)).filter(v -> v != null))
        .containsExactly(version);
  }

  private static List<String> libraries(String pom) {
    return NOETHER.matcher(pom).results().map(found -> found.group(1)).toList();
  }

  private static String version(String pom) throws IOException {
    return VERSION
        .matcher(Files.readString(Path.of(pom)))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
