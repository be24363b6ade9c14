package org.noether.simulation.io;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden cases: those in the folders named by the system property {@value #PROPERTY} (separated
 * by the path separator), or, where it is absent, the few committed ones: resources {@code
 * golden/STEM.json} and {@code golden/STEM.safetensors} whose stems are the lines of {@code
 * golden/index.txt}; every module on the class path may bring such an index.
 */
public final class GoldenCases {
  /** Names the folders to read. */
  public static final String PROPERTY = "noether.golden";

  private static final String INDEX = "golden/index.txt";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final SortedMap<String, List<GoldenCase>> BY_KIND = load();

  private GoldenCases() {}

  /** The cases of one kind, in the order of their names; none if there are none. */
  public static List<GoldenCase> of(String kind) {
    return BY_KIND.getOrDefault(kind, List.of());
  }

  /** The number of cases of every kind found. */
  public static SortedMap<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    BY_KIND.forEach((kind, cases) -> counts.put(kind, cases.size()));
    return counts;
  }

  /** One test per case of {@code kind}, for a {@code @TestFactory}; prints how many there are. */
  public static Stream<DynamicTest> tests(String kind, ThrowingConsumer<GoldenCase> check) {
    report(kind, of(kind).size());
    return of(kind).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check.accept(golden)));
  }

  /** Prints that {@code count} cases of {@code kind} were run. */
  public static void report(String kind, int count) {
    System.out.println("golden " + kind + ": " + count + " cases");
  }

  private static SortedMap<String, List<GoldenCase>> load() {
    var folders = System.getProperty(PROPERTY);
    try {
      var cases = folders == null ? committed() : inFolders(folders);
      var byKind = new TreeMap<String, List<GoldenCase>>();
      for (var golden : cases) {
        byKind.computeIfAbsent(golden.kind(), kind -> new ArrayList<>()).add(golden);
      }
      return Collections.unmodifiableSortedMap(byKind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<GoldenCase> inFolders(String folders) throws IOException {
    var cases = new ArrayList<GoldenCase>();
    for (var folder : folders.split(File.pathSeparator, -1)) {
      try (var files = Files.list(Path.of(folder))) {
        for (var json : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
          var description = JSON.readTree(json);
          if (description.has("kind")) {
            var file = json.getFileName().toString();
            var stem = file.substring(0, file.length() - ".json".length());
            cases.add(
                new GoldenCase(stem, description, json.resolveSibling(stem + ".safetensors")));
          }
        }
      }
    }
    return cases;
  }

  private static List<GoldenCase> committed() throws IOException {
    var loader = GoldenCases.class.getClassLoader();
    var folder = Files.createTempDirectory("golden");
    folder.toFile().deleteOnExit();
    var cases = new ArrayList<GoldenCase>();
    for (var index : Collections.list(loader.getResources(INDEX))) {
      for (var stem : lines(index)) {
        var description = resource(loader, "golden/" + stem + ".json");
        var data = folder.resolve(stem + ".safetensors");
        data.toFile().deleteOnExit();
        try (var in = resource(loader, "golden/" + stem + ".safetensors").openStream()) {
          Files.copy(in, data);
        }
        try (var in = description.openStream()) {
          cases.add(new GoldenCase(stem, JSON.readTree(in), data));
        }
      }
    }
    System.out.printf(
        "golden: -D%s is not set; using the %d committed cases%n", PROPERTY, cases.size());
    return cases;
  }

  private static List<String> lines(URL index) throws IOException {
    try (var in = index.openStream()) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  private static URL resource(ClassLoader loader, String name) throws IOException {
    var url = loader.getResource(name);
    if (url == null) {
      throw new IOException(INDEX + " names " + name + ", which is not on the class path");
    }
    return url;
  }
}
