package org.noether.learning.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Blocks of Java in {@code docs/java.md} that are parts of tests. */
final class DocumentedCode {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  private DocumentedCode() {}

  /** Demands that the block with these words is, line by line, in the test. */
  static void demandIn(Class<?> test, String words) throws IOException {
    Path root = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");
    String source =
        Files.readString(
            root.resolve("learning/src/test/java")
                .resolve(test.getName().replace('.', '/') + ".java"));
    String shown =
        JAVA.matcher(Files.readString(root.resolve("docs/java.md")))
            .results()
            .filter(block -> block.group(1).contains(words))
            .findFirst()
            .map((MatchResult block) -> block.group(1).indent(4))
            .orElseThrow();
    assertThat(source).contains(shown.lines().map(String::stripTrailing).toList());
    assertThat(shown.lines()).hasSizeGreaterThan(5);
  }
}
