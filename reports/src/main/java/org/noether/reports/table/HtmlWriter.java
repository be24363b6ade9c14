package org.noether.reports.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.ReportWriter.Pictures;
import org.noether.simulation.io.Printable;

/** Lays a page out as one HTML file that refers to nothing outside itself. */
final class HtmlWriter {
  private final Pictures pictures;
  private int tables;
  private int figures;

  private HtmlWriter(Pictures pictures) {
    this.pictures = pictures;
  }

  static String write(Page page, Pictures pictures) {
    var writer = new HtmlWriter(pictures);
    String body = page.blocks().stream().map(writer::block).collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    <h1>%s</h1>
    <p class="summary">%s</p>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(text(page.title()), css(), text(page.title()), text(page.summary()), body);
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading heading -> "<h2>" + text(heading.text()) + "</h2>";
      case Block.Paragraph paragraph -> "<p>" + text(paragraph.text()) + "</p>";
      case Block.Code code -> "<pre>" + escape(String.join("\n", code.lines())) + "</pre>";
      case Block.Table table -> table(table);
      case Block.Figures group -> figures(group);
      case Block.Animation animation -> animation(animation);
      case Block.Gallery(String caption, ImageGrid grid) ->
          figure(image("png", grid.title(), grid::png), caption);
    };
  }

  private String table(Block.Table table) {
    var rows =
        table.rows().stream()
            .map(row -> row(row, "td", table.textColumns()))
            .collect(Collectors.joining());
    return """
    <div class="wide"><table>
    <caption><b>Table %d.</b> %s</caption>
    <thead>
    %s</thead>
    <tbody>
    %s</tbody>
    </table></div>\
    """
        .formatted(
            ++tables, text(table.caption()), row(table.header(), "th", table.textColumns()), rows);
  }

  private static String row(List<String> cells, String tag, int textColumns) {
    return IntStream.range(0, cells.size())
        .mapToObj(i ->
            "<%s%s>%s</%s>"
                .formatted(tag, i >= textColumns ? " class=\"n\"" : "", text(cells.get(i)), tag))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private String figures(Block.Figures group) {
    String images =
        group.figures().stream()
            .map(each -> image("png", each.title(), theme -> pictures.png(each, theme)))
            .collect(Collectors.joining("\n"));
    String kind = group.figures().size() > 1 ? "many" : "one";
    return figure("<div class=\"" + kind + "\">\n" + images + "\n</div>", group.caption());
  }

  private String animation(Block.Animation animation) {
    Motion motion = animation.motion();
    String still = image("png", motion.description(), theme -> pictures.png(motion, theme));
    String moving = image("gif", motion.title() + ", moving", theme -> pictures.gif(motion, theme));
    return figure(still + "\n<div class=\"moving\">\n" + moving + "\n</div>", animation.caption());
  }

  private String figure(String content, String caption) {
    return """
    <figure>
    %s
    <figcaption><b>Figure %d.</b> %s</figcaption>
    </figure>\
    """
        .formatted(content, ++figures, text(caption));
  }

  private static String image(String type, String alt, Function<Theme, byte[]> bytes) {
    return """
    <picture><source media="(prefers-color-scheme: dark)" srcset="%s">\
    <img alt="%s" src="%s"></picture>\
    """
        .formatted(
            dataUri(type, bytes.apply(Theme.DARK)),
            escape(alt),
            dataUri(type, bytes.apply(Theme.LIGHT)));
  }

  private static String dataUri(String type, byte[] image) {
    return "data:image/%s;base64,".formatted(type) + Base64.getEncoder().encodeToString(image);
  }

  private static String css() {
    try (InputStream in = HtmlWriter.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String raw) {
    return escape(raw).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String escape(String raw) {
    return raw.lines()
        .map(Printable::of)
        .collect(Collectors.joining("\n"))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
