package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the documentation leads, and the types that it names. */
class DocumentationLinksTest {
  private static final int README_BYTES = 9000;
  private static final int DIAGRAM_TYPES = 15;
  private static final Path DOCS = Path.of("docs");
  private static final List<String> SOURCES =
      List.of("simulation/src", "learning/src", "reports/src");

  private static final Pattern EDGE_LABEL = Pattern.compile("\"[^\"]*\"");
  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*");
  private static final Pattern TYPE_IN_PROSE =
      Pattern.compile("`(" + TYPE.pattern() + ")(?:\\.\\w+)?`");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var broken = new ArrayList<String>();
    for (DocumentationPage page : DocumentationPage.all()) {
      for (String link : page.links()) {
        if (!leadsSomewhere(page, link)) {
          broken.add(page.file() + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsReachedFromReadme() throws IOException {
    List<Path> reached = DocumentationPage.all().stream().map(DocumentationPage::file).toList();
    try (Stream<Path> files = Files.list(DocumentationPage.ROOT.resolve(DOCS))) {
      List<Path> pages =
          files.filter(Files::isRegularFile).map(file -> DOCS.resolve(file.getFileName())).toList();
      assertThat(pages).isNotEmpty().isSubsetOf(reached);
    }
  }

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.size(DocumentationPage.ROOT.resolve("README.md")))
        .isLessThanOrEqualTo(README_BYTES);
  }

  @Test
  void theDiagramOfABatchNamesFewTypesAndAllExist() throws IOException {
    String diagram =
        DocumentationPage.read(DOCS.resolve("architecture.md")).blocks().stream()
            .filter(block -> block.info().equals("mermaid"))
            .map(DocumentationPage.Block::text)
            .findFirst()
            .orElseThrow();
    String nodes = EDGE_LABEL.matcher(diagram).replaceAll("");
    Set<String> named =
        TYPE.matcher(nodes).results().map(MatchResult::group).collect(Collectors.toSet());

    assertThat(named).hasSizeBetween(2, DIAGRAM_TYPES);
    assertThat(missing(named)).isEmpty();
  }

  @Test
  void typesNamedInProseExist() throws IOException {
    var named = new HashSet<String>();
    for (String page : List.of("architecture.md", "java.md")) {
      TYPE_IN_PROSE
          .matcher(DocumentationPage.read(DOCS.resolve(page)).prose())
          .results()
          .forEach(match -> named.add(match.group(1)));
    }
    assertThat(named).isNotEmpty();
    assertThat(missing(named)).isEmpty();
  }

  private static boolean leadsSomewhere(DocumentationPage page, String link) throws IOException {
    Path target = page.target(link);
    return !target.startsWith("..")
        && Files.exists(DocumentationPage.ROOT.resolve(target))
        && (!link.contains("#")
            || DocumentationPage.read(target)
                .anchors()
                .contains(link.substring(link.indexOf('#') + 1)));
  }

  /** Returns the names that no source file has. */
  private static Set<String> missing(Set<String> named) throws IOException {
    var missing = new HashSet<>(named);
    for (String folder : SOURCES) {
      try (Stream<Path> files = Files.walk(DocumentationPage.ROOT.resolve(folder))) {
        files.forEach(file -> missing.remove(file.getFileName().toString().replace(".java", "")));
      }
    }
    return missing;
  }
}
