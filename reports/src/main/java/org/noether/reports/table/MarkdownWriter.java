package org.noether.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import org.noether.reports.plot.ImageGrid;

/** Lays a page out as Markdown; figures are files in the folder {@code figures} beside it. */
final class MarkdownWriter {
  private int tables;
  private int figures;

  private MarkdownWriter() {}

  static String write(Page page) {
    var writer = new MarkdownWriter();
    String body = page.blocks().stream().map(writer::block).collect(Collectors.joining("\n"));
    return "# " + page.title() + "\n\n" + page.summary() + "\n\n" + body;
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading heading -> "## " + heading.text() + "\n";
      case Block.Paragraph paragraph -> paragraph.text() + "\n";
      case Block.Code code -> "```sh\n" + String.join("\n", code.lines()) + "\n```\n";
      case Block.Table table ->
          "**Table %d.** %s\n\n%s".formatted(++tables, table.caption(), grid(table));
      case Block.Figures group ->
          group.figures().stream()
                  .map(f -> "![%s](figures/%s.png)".formatted(f.title(), f.id()))
                  .collect(Collectors.joining("\n"))
              + "\n\n**Figure %d.** %s\n".formatted(++figures, group.caption());
      case Block.Animation animation ->
          "![%s](figures/%s.png)\n\n![%s, moving](figures/%s.gif)\n\n**Figure %d.** %s\n"
              .formatted(
                  animation.motion().description(),
                  animation.motion().id(),
                  animation.motion().title(),
                  animation.motion().id(),
                  ++figures,
                  animation.caption());
      case Block.Gallery(String caption, ImageGrid grid) ->
          "![%s](figures/%s.png)\n\n**Figure %d.** %s\n"
              .formatted(grid.title(), grid.id(), ++figures, caption);
    };
  }

  private static String grid(Block.Table table) {
    int numbers = table.header().size() - table.textColumns();
    var rules = "|:--".repeat(table.textColumns()) + "|--:".repeat(numbers) + "|\n";
    return row(table.header())
        + rules
        + table.rows().stream().map(MarkdownWriter::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
