package org.noether.learning.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** README's blocks of Java that are parts of tests. */
final class ReadmeCode {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  private ReadmeCode() {}

  /** Demands that the block with these words is, line by line, in the test. */
  static void demandIn(Class<?> test, String words) throws IOException {
    Path root = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");
    String source =
        Files.readString(
            root.resolve("learning/src/test/java/org/noether/learning/readme")
                .resolve(test.getSimpleName() + ".java"));
    String shown =
        JAVA.matcher(Files.readString(root.resolve("README.md")))
            .results()
            .filter(block -> block.group(1).contains(words))
            .findFirst()
            .map((MatchResult block) -> block.group(1).indent(4))
            .orElseThrow();
    assertThat(source).contains(shown.lines().map(String::stripTrailing).toList());
    assertThat(shown.lines()).hasSizeGreaterThan(10);
  }
}
