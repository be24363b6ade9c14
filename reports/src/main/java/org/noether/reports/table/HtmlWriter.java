package org.noether.reports.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.ReportWriter.Pictures;
import org.noether.simulation.io.Printable;

/** Lays a page out as one HTML file that refers to nothing outside itself. */
final class HtmlWriter {
  /** The letters of a line at which tables of each kind still have room, as in report.css. */
  private static final int NARROW = 55;

  private static final int MID = 85;

  /** Longer cells wrap. */
  private static final int WIDEST = 30;

  /** Where the formats hold the width. */
  private static final int PNG_WIDTH = 16;

  private static final int GIF_WIDTH = 6;

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
      case Block.Code code -> code(code);
      case Block.Table table -> table(table);
      case Block.Figures group -> figures(group);
      case Block.Animation animation -> animation(animation);
      case Block.Gallery(String caption, ImageGrid grid) ->
          figure(image("png", grid.title(), grid::png), caption);
    };
  }

  /**
   * Each command on a line of its own, which wraps between words, within one only if it must, and
   * is copied as one.
   */
  private static String code(Block.Code code) {
    return code.lines().stream()
        .map(line ->
            Stream.of(line.split(" ", -1))
                .map(word -> "<span class=\"word\">" + escape(word) + "</span>")
                .collect(Collectors.joining(" ", "<span class=\"line\">", "\n</span>")))
        .collect(Collectors.joining("", "<pre>", "</pre>"));
  }

  private String table(Block.Table table) {
    var rows =
        table.rows().stream()
            .map(row -> row(row, table.header(), table.textColumns()))
            .collect(Collectors.joining());
    return """
    <div class="wide %s"><table>
    <caption><b>Table %d.</b> %s</caption>
    <thead>
    %s</thead>
    <tbody>
    %s</tbody>
    </table></div>\
    """
        .formatted(room(table), ++tables, text(table.caption()), header(table), rows);
  }

  /** How much room the columns of a table need, for the style sheet. */
  private static String room(Block.Table table) {
    int letters =
        IntStream.range(0, table.header().size())
            .map(column -> table.width(column) + 3)
            .map(width -> Math.min(width, WIDEST))
            .sum();
    return letters <= NARROW ? "narrow" : letters <= MID ? "mid" : "broad";
  }

  private static String header(Block.Table table) {
    return IntStream.range(0, table.header().size())
        .mapToObj(i ->
            "<th%s>%s</th>".formatted(side(i, table.textColumns()), text(table.header().get(i))))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String row(List<String> cells, List<String> header, int textColumns) {
    return IntStream.range(0, cells.size())
        .mapToObj(i ->
            "<td%s data-name=\"%s\">%s</td>"
                .formatted(side(i, textColumns), escape(header.get(i)), text(cells.get(i))))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String side(int column, int textColumns) {
    return column >= textColumns ? " class=\"n\"" : "";
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

  /** A picture as wide as its points ask for, so that type has the same size in all of them. */
  private static String image(String type, String alt, Function<Theme, byte[]> bytes) {
    byte[] light = bytes.apply(Theme.LIGHT);
    return """
    <picture><source media="screen and (prefers-color-scheme: dark)" srcset="%s">\
    <img alt="%s" width="%d" src="%s"></picture>\
    """
        .formatted(
            dataUri(type, bytes.apply(Theme.DARK)),
            escape(alt),
            width(type, light),
            dataUri(type, light));
  }

  /**
   * The width in pixels of the page: half of those of a PNG image, two thirds of those of a GIF.
   */
  private static int width(String type, byte[] image) {
    ByteBuffer header = ByteBuffer.wrap(image);
    return type.equals("png")
        ? header.getInt(PNG_WIDTH) / 2
        : header.order(ByteOrder.LITTLE_ENDIAN).getShort(GIF_WIDTH) * 2 / 3;
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
