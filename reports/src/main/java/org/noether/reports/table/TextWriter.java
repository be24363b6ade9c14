package org.noether.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays a table out for a terminal: the first column to the left, the others to the right. */
public final class TextWriter {
  private TextWriter() {}

  public static String write(Block.Table table) {
    int[] widths =
        IntStream.range(0, table.header().size())
            .map(column ->
                IntStream.concat(
                        IntStream.of(table.header().get(column).length()),
                        table.rows().stream().mapToInt(row -> row.get(column).length()))
                    .max()
                    .orElseThrow())
            .toArray();
    String rows =
        table.rows().stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    return line(table.header(), widths) + "\n" + rows;
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
