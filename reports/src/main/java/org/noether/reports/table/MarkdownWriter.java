package org.noether.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import org.noether.reports.plot.ImageGrid;
import org.noether.simulation.io.Printable;

/** Lays a page out as Markdown; figures are files in the folder {@code figures} beside it. */
final class MarkdownWriter {
  private int tables;
  private int figures;

  private MarkdownWriter() {}

  static String write(Page page) {
    var writer = new MarkdownWriter();
    String body = page.blocks().stream().map(writer::block).collect(Collectors.joining("\n"));
    return "# " + text(page.title()) + "\n\n" + text(page.summary()) + "\n\n" + body;
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading heading -> "## " + text(heading.text()) + "\n";
      case Block.Paragraph paragraph -> text(paragraph.text()) + "\n";
      case Block.Code code ->
          "```sh\n"
              + code.lines().stream().map(Printable::of).collect(Collectors.joining("\n"))
              + "\n```\n";
      case Block.Table table ->
          "**Table %d.** %s Numbers: [table-%d.csv](%s).\n\n%s"
              .formatted(
                  ++tables, text(table.caption()), tables, PageFiles.table(tables), grid(table));
      case Block.Figures group ->
          group.figures().stream()
                  .map(f -> "![%s](figures/%s.png)".formatted(text(f.title()), f.id()))
                  .collect(Collectors.joining("\n"))
              + "\n\n**Figure %d.** %s To print: %s. Numbers: %s.\n"
                  .formatted(
                      ++figures, text(group.caption()), links(group, "svg"), links(group, "csv"));
      case Block.Animation animation ->
          "![%s](figures/%s.png)\n\n![%s, moving](figures/%s.gif)\n\n**Figure %d.** %s To print: [%s.svg](figures/%s.svg).\n"
              .formatted(
                  text(animation.motion().description()),
                  animation.motion().id(),
                  text(animation.motion().title()),
                  animation.motion().id(),
                  ++figures,
                  text(animation.caption()),
                  animation.motion().id(),
                  animation.motion().id());
      case Block.Gallery(String caption, ImageGrid grid) ->
          "![%s](figures/%s.png)\n\n**Figure %d.** %s To print: [%s.svg](figures/%s.svg).\n"
              .formatted(
                  text(grid.title()), grid.id(), ++figures, text(caption), grid.id(), grid.id());
    };
  }

  private static String links(Block.Figures group, String type) {
    return group.figures().stream()
        .map(figure -> "[%1$s.%2$s](figures/%1$s.%2$s)".formatted(figure.id(), type))
        .collect(Collectors.joining(", "));
  }

  private static String grid(Block.Table table) {
    int numbers = table.header().size() - table.textColumns();
    var rules = "|:--".repeat(table.textColumns()) + "|--:".repeat(numbers) + "|\n";
    return row(table.header())
        + rules
        + table.rows().stream().map(MarkdownWriter::row).collect(Collectors.joining());
  }

  /**
   * A text in which nothing that comes from names is taken for HTML or for a link. Backticks stand
   * alone, since longer runs of them would begin code elsewhere than {@link Block} says.
   */
  private static String text(String raw) {
    var escaped = new StringBuilder();
    boolean code = false;
    for (String part : Printable.of(raw).replaceAll("`{2,}", "`").split("`", -1)) {
      escaped.append(code ? "`" + part + "`" : part.replaceAll("[&<\\\\]", "\\\\$0"));
      code = !code;
    }
    return escaped.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> text(cell).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
