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
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.plot.Motion;
import org.noether.reports.plot.Theme;
import org.noether.reports.table.ReportWriter.Pictures;
import org.noether.simulation.io.Printable;

/** Lays a page out as one HTML file that refers to nothing outside itself. */
final class HtmlWriter {
  /** The letters of a line at which tables of each kind still have room, as in report.css. */
  private static final int NARROW = 55;

  private static final int MID = 104;

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
          figure(image("png", grid.title(), grid::png, grid.narrow()::png), caption);
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
    return table.matrix()
        ? "matrix scroll"
        : letters <= NARROW ? "narrow" : letters <= MID ? "mid" : "broad";
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
    String images = group.figures().stream().map(this::image).collect(Collectors.joining("\n"));
    String kind = group.figures().size() > 1 ? "many" : "one";
    return figure("<div class=\"" + kind + "\">\n" + images + "\n</div>", group.caption());
  }

  private String image(Figure figure) {
    Figure narrow = figure.narrow();
    Function<Theme, byte[]> bytes = theme -> pictures.png(figure, theme);
    return narrow.equals(figure)
        ? image("png", figure.title(), bytes)
        : image("png", figure.title(), bytes, theme -> pictures.png(narrow, theme));
  }

  private String animation(Block.Animation animation) {
    Motion motion = animation.motion();
    String still = image("png", motion.description(), theme -> pictures.png(motion, theme));
    String moving = image("gif", motion.title() + ", moving", theme -> pictures.gif(motion, theme));
    return figure(
        "<div class=\"scroll\">\n%s\n<div class=\"moving\">\n%s\n</div>\n</div>"
            .formatted(still, moving),
        animation.caption());
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
    return image(alt, "", type, bytes);
  }

  /** The same with another picture for narrow screens. */
  private static String image(
      String type, String alt, Function<Theme, byte[]> bytes, Function<Theme, byte[]> narrow) {
    String sources =
        source(
                type,
                "(max-width: 499px) and (prefers-color-scheme: dark)",
                narrow.apply(Theme.DARK))
            + source(type, "(max-width: 499px)", narrow.apply(Theme.LIGHT));
    return image(alt, sources, type, bytes);
  }

  private static String image(
      String alt, String sources, String type, Function<Theme, byte[]> bytes) {
    byte[] light = bytes.apply(Theme.LIGHT);
    return "<picture>%s%s<img alt=\"%s\" width=\"%d\" src=\"%s\"></picture>"
        .formatted(
            sources,
            source(type, "(prefers-color-scheme: dark)", bytes.apply(Theme.DARK)),
            escape(alt),
            width(type, light),
            dataUri(type, light));
  }

  private static String source(String type, String screen, byte[] image) {
    return "<source media=\"screen and %s\" width=\"%d\" srcset=\"%s\">"
        .formatted(screen, width(type, image), dataUri(type, image));
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

  /** A text with its code marked, and no line between a number and its unit. */
  private static String text(String raw) {
    return escape(raw)
        .replaceAll("`([^`]*)`", "<code>$1</code>")
        .replaceAll("(?<=\\d) (?=(?:%|s|min|meV)(?:[\\s,;:.)]|$))", "&nbsp;");
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
