package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.noether.simulation.io.Count;
import org.noether.simulation.io.FormatException;

/**
 * Comma-separated values: a file in which a column such as {@code id} tells the systems, or a
 * folder with a file of each. An array is a column, or columns whose names are its own with numbers
 * behind them, such as x0, x1, x2, or any columns separated by commas. Its shape is (systems, rows
 * of each, columns); where a column such as {@code body} tells the bodies, (systems, rows of each
 * body, bodies, columns).
 */
final class CsvFile implements ArrayFile {
  private static final Pattern NUMBERED = Pattern.compile("(?<name>.+?)[\\[_.]?\\d{1,6}]?");
  private static final int MAX_FILES = 100_000;
  private static final int[] NONE = {};

  private final Path file;
  private final List<String> columns;
  private final boolean byBody;

  /** The rows of each body of each system. */
  private final List<List<CsvTable.Numbers>> systems;

  private final Map<String, List<String>> arrays;
  private final Map<String, FormatException> refused = new HashMap<>();
  private final Set<String> texts = new HashSet<>();
  private final int rows;

  private CsvFile(Path file, List<CsvTable> tables) throws FormatException {
    this.file = file;
    columns = tables.getFirst().columns();
    byBody = tables.getFirst().byBody();
    List<Map<String, CsvTable.Numbers>> systems =
        tables.stream().flatMap(table -> table.rows().values().stream()).toList();
    this.systems = inOneOrder(systems);
    for (CsvTable table : tables) {
      table.refused().forEach(refused::putIfAbsent);
      texts.addAll(table.texts());
    }
    arrays = arrays(columns);
    rows = this.systems.getFirst().getFirst().rows(columns.size());
    demandEqualSizes(systems);
  }

  /** The bodies in the order of the first system, if all systems have bodies of the same names. */
  private static List<List<CsvTable.Numbers>> inOneOrder(
      List<Map<String, CsvTable.Numbers>> systems) {
    Set<String> first = systems.getFirst().keySet();
    boolean same = systems.stream().allMatch(system -> system.keySet().equals(first));
    return systems.stream()
        .map(system ->
            same
                ? first.stream().map(body -> Objects.requireNonNull(system.get(body))).toList()
                : List.copyOf(system.values()))
        .toList();
  }

  private void demandEqualSizes(List<Map<String, CsvTable.Numbers>> systems)
      throws FormatException {
    int bodies = systems.getFirst().size();
    for (int i = 0; i < systems.size(); i++) {
      if (systems.get(i).size() != bodies) {
        throw refuse(
            "system %d has %d bodies where the first has %d; equally many are needed in tables"
                .formatted(i + 1, systems.get(i).size(), bodies));
      }
      for (Map.Entry<String, CsvTable.Numbers> body : systems.get(i).entrySet()) {
        int other = body.getValue().rows(columns.size());
        if (other != rows) {
          throw refuse(
              "%s %d has %d rows where the first has %d; equally many are needed"
                  .formatted(
                      byBody ? "body %s of system".formatted(body.getKey()) : "system",
                      i + 1,
                      other,
                      rows));
        }
      }
    }
  }

  /** Whether a file is of this format, by its name. */
  static boolean recognises(Path file) {
    return file.toString().matches("(?i).*\\.(csv|tsv)");
  }

  /** Reads one file. */
  static CsvFile read(Path file) throws IOException {
    return new CsvFile(file, List.of(CsvTable.read(file)));
  }

  /**
   * Reads all files of a folder in the order of their names; empty if there are none.
   *
   * @throws FormatException if they have not the same columns, or one holds several systems
   */
  static Optional<CsvFile> folder(Path folder) throws IOException {
    List<Path> files;
    try (var list = Files.list(folder)) {
      files = list.filter(CsvFile::recognises).limit(MAX_FILES).sorted().toList();
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    var tables = new ArrayList<CsvTable>();
    for (Path each : files) {
      CsvTable table = CsvTable.read(each);
      if (table.rows().size() > 1) {
        throw FormatException.wholeFile(
            each.toString(), "it holds several systems; in a folder every file is one");
      }
      tables.add(table);
      CsvTable first = tables.getFirst();
      if (!(table.columns().equals(first.columns()) && table.byBody() == first.byBody())) {
        throw FormatException.wholeFile(
            each.toString(),
            "it has the columns %s, the first file has %s"
                .formatted(table.columns(), first.columns()));
      }
    }
    return Optional.of(new CsvFile(folder, tables));
  }

  @Override
  public boolean isTable() {
    return true;
  }

  private static Map<String, List<String>> arrays(List<String> columns) {
    var arrays = new LinkedHashMap<String, List<String>>();
    for (String column : columns) {
      Matcher numbered = NUMBERED.matcher(column);
      arrays
          .computeIfAbsent(
              numbered.matches() ? numbered.group("name") : column, _ -> new ArrayList<>())
          .add(column);
    }
    return arrays;
  }

  @Override
  public List<String> names() {
    return names(false);
  }

  @Override
  public List<String> others() {
    return names(true);
  }

  /** The names of arrays with a column of texts, or of those without. */
  private List<String> names(boolean ofTexts) {
    return arrays.entrySet().stream()
        .filter(array -> array.getValue().stream().anyMatch(texts::contains) == ofTexts)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    return array(name, true, true);
  }

  /**
   * Of every body its first row.
   *
   * @throws FormatException if another differs
   */
  @Override
  public Optional<NumericArray> constant(String name) throws IOException {
    for (int column : columns(name).orElse(NONE)) {
      for (List<CsvTable.Numbers> system : systems) {
        for (CsvTable.Numbers body : system) {
          for (int row = 1; row < rows; row++) {
            if (number(body, row, column) != number(body, 0, column)) {
              throw refuse(name + " changes in time; parameters are those of a whole trajectory");
            }
          }
        }
      }
    }
    return array(name, false, true);
  }

  /**
   * Of every system the rows of its first body.
   *
   * @throws FormatException if another body differs
   */
  @Override
  public Optional<NumericArray> times(String name) throws IOException {
    for (int column : columns(name).orElse(NONE)) {
      for (int i = 0; i < systems.size(); i++) {
        for (CsvTable.Numbers body : systems.get(i)) {
          for (int row = 0; row < rows; row++) {
            double first = number(systems.get(i).getFirst(), row, column);
            if (number(body, row, column) != first) {
              throw refuse(
                  "the bodies of system %d have different times %s: %s and %s in row %d of each; all bodies need the same, in the same order"
                      .formatted(i + 1, name, first, number(body, row, column), row + 1));
            }
          }
        }
      }
    }
    return array(name, true, false);
  }

  private int bodies() {
    return systems.getFirst().size();
  }

  private double number(CsvTable.Numbers body, int row, int column) {
    return body.get(row * columns.size() + column);
  }

  /** Columns in all rows or the first, of all bodies or the first, of every system. */
  private Optional<NumericArray> array(String name, boolean allRows, boolean allBodies)
      throws IOException {
    Optional<int[]> chosen = columns(name);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    var shape = LongStream.builder().add(systems.size());
    if (allRows) {
      shape.add(rows);
    }
    if (byBody && allBodies) {
      shape.add(bodies());
    }
    long[] lengths = shape.add(chosen.get().length).build().toArray();
    long size = Arrays.stream(lengths).reduce(1, Math::multiplyExact);
    NumericArray.demandMemory(source(), size);
    var values = new double[Math.toIntExact(size)];
    int at = 0;
    for (List<CsvTable.Numbers> system : systems) {
      for (int row = 0; row < (allRows ? rows : 1); row++) {
        for (CsvTable.Numbers body : system.subList(0, allBodies ? bodies() : 1)) {
          for (int column : chosen.get()) {
            values[at++] = number(body, row, column);
          }
        }
      }
    }
    return Optional.of(new MemoryArray(source(), name, values, lengths));
  }

  private FormatException refuse(String reason) {
    return FormatException.wholeFile(source(), reason);
  }

  private Optional<int[]> columns(String name) throws FormatException {
    var chosen = new ArrayList<String>();
    for (String part : name.split(",", -1)) {
      if (columns.contains(part)) {
        chosen.add(part);
      } else if (arrays.containsKey(part)) {
        chosen.addAll(arrays.get(part));
      } else {
        return Optional.empty();
      }
    }
    for (String column : chosen) {
      FormatException reason = refused.get(column);
      if (reason != null) {
        throw reason;
      }
    }
    return Optional.of(chosen.stream().mapToInt(columns::indexOf).toArray());
  }

  @Override
  public Optional<Object> attribute(String name) {
    return Optional.empty();
  }

  @Override
  public String format() {
    String system = Count.of(systems.size(), "system");
    String row = Count.of(rows, "row");
    return byBody
        ? "comma-separated values, %s of %s, %s of each"
            .formatted(system, Count.of(bodies(), "body", "bodies"), row)
        : "comma-separated values, %s of %s".formatted(system, row);
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() {}
}
