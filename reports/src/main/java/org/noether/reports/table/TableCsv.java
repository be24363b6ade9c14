package org.noether.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The numbers of a table for programs: {@code 6.03×10⁻⁴} is 6.03e-4, an interval or a pair makes
 * two columns, and a unit that all cells of a column have goes to its title.
 */
final class TableCsv {
  private static final Pattern POWER = Pattern.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)");
  private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final String NUMBER = "(-?(?:\\d[\\d.]*(?:e-?\\d+)?|inf))";
  private static final Pattern RANGE = Pattern.compile(NUMBER + " to " + NUMBER);
  private static final Pattern PAIR = Pattern.compile(NUMBER + " / " + NUMBER);
  private static final Pattern WITH_UNIT = Pattern.compile(NUMBER + " ([^\\d\\s]+)");
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private TableCsv() {}

  /**
   * A column.
   *
   * @param cells the title, then the values
   */
  private record Column(List<String> cells) {
    static Column of(String title, List<String> values) {
      var cells = new ArrayList<>(List.of(title));
      cells.addAll(values);
      return new Column(cells);
    }
  }

  /** The table as comma-separated values. */
  static String of(Block.Table table) {
    List<Column> columns =
        IntStream.range(0, table.header().size())
            .mapToObj(i -> columns(table, i))
            .flatMap(List::stream)
            .toList();
    List<List<String>> lines =
        IntStream.rangeClosed(0, table.rows().size())
            .mapToObj(row -> columns.stream().map(column -> column.cells().get(row)).toList())
            .toList();
    return new Block.Table(
            table.caption(), lines.getFirst(), lines.subList(1, lines.size()), table.textColumns())
        .csv();
  }

  private static List<Column> columns(Block.Table table, int column) {
    String title = table.header().get(column);
    List<String> cells = table.rows().stream().map(row -> row.get(column)).toList();
    if (column < table.textColumns()) {
      return List.of(Column.of(title, cells.stream().map(c -> c.replace("`", "")).toList()));
    }
    List<String> plain = cells.stream().map(TableCsv::plain).toList();
    if (are(plain, RANGE)) {
      return List.of(
          Column.of(title + ", low", parts(plain, RANGE, 1)),
          Column.of(title + ", high", parts(plain, RANGE, 2)));
    }
    if (are(plain, PAIR)) {
      return List.of(
          Column.of(title + ", first", parts(plain, PAIR, 1)),
          Column.of(title + ", second", parts(plain, PAIR, 2)));
    }
    Set<String> units =
        plain.stream().map(cell -> part(WITH_UNIT.matcher(cell), 2)).collect(Collectors.toSet());
    String unit = units.size() == 1 ? units.iterator().next() : "";
    return unit.isEmpty()
        ? List.of(Column.of(title, plain))
        : List.of(Column.of("%s (%s)".formatted(title, unit), parts(plain, WITH_UNIT, 1)));
  }

  /** Whether some cells have a form, and the others have no number. */
  private static boolean are(List<String> cells, Pattern form) {
    return cells.stream().anyMatch(cell -> form.matcher(cell).matches())
        && cells.stream()
            .allMatch(cell -> form.matcher(cell).matches() || !cell.matches(".*\\d.*"));
  }

  private static List<String> parts(List<String> cells, Pattern form, int group) {
    return cells.stream().map(cell -> part(form.matcher(cell), group)).toList();
  }

  private static String part(Matcher matcher, int group) {
    return matcher.matches() ? matcher.group(group) : "";
  }

  /** A cell with numbers as programs read them. */
  private static String plain(String cell) {
    String text =
        POWER
            .matcher(cell.replace("`", "").replace('−', '-').replace("∞", "inf"))
            .replaceAll(TableCsv::power);
    return THOUSANDS.matcher(text).matches() ? text.replace(",", "") : text;
  }

  private static String power(MatchResult match) {
    return "e"
        + match
            .group(1)
            .chars()
            .mapToObj(c -> c == '⁻' ? "-" : String.valueOf(SUPERSCRIPTS.indexOf(c)))
            .collect(Collectors.joining());
  }
}
