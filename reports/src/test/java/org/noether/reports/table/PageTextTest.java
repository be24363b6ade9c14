package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files and networks in pages: whatever they hold, it is shown as text. */
class PageTextTest {
  private static Page page(String name) {
    return new Page(
        name,
        name,
        List.of(
            new Block.Heading(name),
            new Block.Paragraph(name),
            new Block.Code(List.of("run " + name)),
            new Block.Table(name, List.of("run", "error"), List.of(List.of(name, "1")), 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a<script>b|a\\<script>b",
        "a&lt;b|a\\&lt;b",
        "a\\<b>|a\\\\\\<b>",
        "`runs/a<b>`|`runs/a<b>`",
        "``` <b> `|` <b> `",
      })
  void markdownHoldsNoHtmlOutsideOfCode(String name, String shown) {
    String text = MarkdownWriter.write(page(name));

    assertThat(text)
        .contains("# " + shown + "\n", "## " + shown + "\n", "| " + shown + " | 1 |")
        .contains("**Table 1.** " + shown);
  }

  @Test
  void controlCharactersAreShownAsQuestionMarks() {
    Page page = page("a\u001b[31m\u202eb");

    assertThat(MarkdownWriter.write(page))
        .doesNotContain("\u001b", "\u202e")
        .contains("run a?[31m?b");
    assertThat(HtmlWriter.write(page, new ReportWriter.Pictures()))
        .doesNotContain("\u001b", "\u202e")
        .contains(
            "<pre><span class=\"line\"><span class=\"word\">run</span> <span"
                + " class=\"word\">a?[31m?b</span>\n</span></pre>");
  }
}
