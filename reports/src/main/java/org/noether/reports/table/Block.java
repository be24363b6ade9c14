package org.noether.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.ImageGrid;
import org.noether.reports.plot.Motion;

/** A part of a page. Text between backticks is code. */
public sealed interface Block {
  /** Starts a section. */
  record Heading(String text) implements Block {}

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /** Shell commands, one a line. */
  record Code(List<String> lines) implements Block {}

  /**
   * A table; its text columns come before its number columns.
   *
   * @param caption what it shows and how the numbers came about
   * @param header column titles
   * @param rows as many cells each
   * @param textColumns how many columns are text; they are aligned left, the others right
   * @param matrix whether rows and columns are alike, so that no row makes sense alone
   */
  record Table(
      String caption, List<String> header, List<List<String>> rows, int textColumns, boolean matrix)
      implements Block {
    /** A table whose rows are about one thing each. */
    public Table(String caption, List<String> header, List<List<String>> rows, int textColumns) {
      this(caption, header, rows, textColumns, false);
    }

    /** Returns this as a matrix. */
    public Table asMatrix() {
      return new Table(caption, header, rows, textColumns, true);
    }

    /** Returns this with another caption. */
    public Table withCaption(String other) {
      return new Table(other, header, rows, textColumns, matrix);
    }

    /** The table for a terminal: the first column aligned left, the others right. */
    public String text() {
      int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
      return lines().map(cells -> line(cells, widths)).collect(Collectors.joining("\n"));
    }

    /** The most letters of a cell of a column. */
    int width(int column) {
      return lines().mapToInt(cells -> cells.get(column).length()).max().orElseThrow();
    }

    /** The table as comma-separated values, cells that need it in quotes. */
    public String csv() {
      return lines()
          .map(cells ->
              cells.stream()
                  .map(cell ->
                      cell.matches("[^\",\\s]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",", "", "\n")))
          .collect(Collectors.joining());
    }

    private Stream<List<String>> lines() {
      return Stream.concat(Stream.of(header), rows.stream());
    }

    private static String line(List<String> cells, int[] widths) {
      return IntStream.range(0, widths.length)
          .mapToObj(i -> {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            return i == 0 ? cells.get(i) + padding : padding + cells.get(i);
          })
          .collect(Collectors.joining("  "))
          .stripTrailing();
    }
  }

  /**
   * Figures side by side under one caption.
   *
   * @param caption what they show and how the numbers came about
   * @param figures at least one
   */
  record Figures(String caption, List<Figure> figures) implements Block {}

  /**
   * A motion under its caption, as paths and as a moving picture.
   *
   * @param caption what it shows and how it came about
   * @param motion what moves
   */
  record Animation(String caption, Motion motion) implements Block {}

  /**
   * Images in a grid under one caption.
   *
   * @param caption what they show and how they came about
   * @param grid the images
   */
  record Gallery(String caption, ImageGrid grid) implements Block {}
}
