package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown.
 *
 * @param file its path, relative to {@link #ROOT}
 * @param text its text
 */
record DocumentationPage(Path file, String text) {
  /** The project's folder: the build runs tests there, editors in the module's. */
  static final Path ROOT =
      Stream.of("", "..")
          .map(Path::of)
          .filter(folder -> Files.exists(folder.resolve("README.md")))
          .findFirst()
          .orElseThrow();

  private static final Pattern FENCED =
      Pattern.compile("^```(.*)\\R((?s:.*?))^```$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);
  private static final Pattern ROW = Pattern.compile("^\\|(.*)\\|$", Pattern.MULTILINE);

  /**
   * A fenced block of code.
   *
   * @param info what stands after the opening fence
   * @param text its lines
   */
  record Block(String info, String text) {}

  /** Reads README and all Markdown files that links lead to from there. */
  static List<DocumentationPage> all() throws IOException {
    Map<Path, DocumentationPage> found = new LinkedHashMap<>();
    var open = new ArrayDeque<Path>(List.of(Path.of("README.md")));
    while (!open.isEmpty()) {
      Path file = open.remove();
      if (file.toString().endsWith(".md")
          && Files.exists(ROOT.resolve(file))
          && !found.containsKey(file)) {
        DocumentationPage page = read(file);
        found.put(file, page);
        page.links().forEach(link -> open.add(page.target(link)));
      }
    }
    return List.copyOf(found.values());
  }

  /** Reads a page. */
  static DocumentationPage read(Path file) throws IOException {
    return new DocumentationPage(file, Files.readString(ROOT.resolve(file)));
  }

  /** Returns the fenced blocks. */
  List<Block> blocks() {
    return FENCED.matcher(text).results().map(m -> new Block(m.group(1), m.group(2))).toList();
  }

  /** Returns the text without the fenced blocks. */
  String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** Returns the links to files of the project, with their anchors. */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(match -> match.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** Returns the file that a link of this page leads to, relative to the project's folder. */
  Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  /** Returns the anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(match ->
            match.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** Returns the rows of all tables, their cells without the spaces around them. */
  List<List<String>> rows() {
    return ROW.matcher(prose())
        .results()
        .map(match -> Stream.of(match.group(1).split("(?<!\\\\)\\|")).map(String::strip).toList())
        .toList();
  }
}
