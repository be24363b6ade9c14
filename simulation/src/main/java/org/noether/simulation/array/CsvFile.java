package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.noether.simulation.io.FormatException;

/**
 * Comma-separated values: a file in which a column such as {@code id} tells the systems, or a
 * folder with a file of each. An array is a column, or columns whose names are its own with numbers
 * behind them, such as x0, x1, x2, or any columns separated by commas. Its shape is (systems, rows
 * of each, columns).
 */
final class CsvFile implements ArrayFile {
  private static final Pattern NUMBERED = Pattern.compile("(?<name>.+?)[\\[_.]?\\d{1,6}]?");
  private static final int MAX_FILES = 100_000;

  private final Path file;
  private final List<String> columns;
  private final List<CsvTable.Numbers> systems;
  private final Map<String, List<String>> arrays;
  private final int rows;

  private CsvFile(Path file, List<String> columns, List<CsvTable.Numbers> systems)
      throws FormatException {
    this.file = file;
    this.columns = columns;
    this.systems = systems;
    arrays = arrays(columns);
    rows = systems.getFirst().rows(columns.size());
    for (int i = 0; i < systems.size(); i++) {
      int other = systems.get(i).rows(columns.size());
      if (other != rows) {
        throw FormatException.wholeFile(
            file.toString(),
            "system %d has %d rows where the first has %d; equally many are needed"
                .formatted(i + 1, other, rows));
      }
    }
  }

  /** Whether a file is of this format, by its name. */
  static boolean recognises(Path file) {
    return file.toString().matches("(?i).*\\.(csv|tsv)");
  }

  /** Reads one file. */
  static CsvFile read(Path file) throws IOException {
    CsvTable table = CsvTable.read(file);
    return new CsvFile(file, table.columns(), List.copyOf(table.rows().values()));
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
    var systems = new ArrayList<CsvTable.Numbers>();
    List<String> columns = List.of();
    for (Path each : files) {
      CsvTable table = CsvTable.read(each);
      if (table.rows().size() > 1) {
        throw FormatException.wholeFile(
            each.toString(), "it holds several systems; in a folder every file is one");
      }
      if (!systems.isEmpty() && !table.columns().equals(columns)) {
        throw FormatException.wholeFile(
            each.toString(),
            "it has the columns %s, the first file has %s".formatted(table.columns(), columns));
      }
      columns = table.columns();
      systems.addAll(table.rows().values());
    }
    return Optional.of(new CsvFile(folder, columns, systems));
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
    return List.copyOf(arrays.keySet());
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    Optional<int[]> chosen = columns(name);
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MemoryArray(
                source(),
                name,
                values(rows, chosen.get()),
                systems.size(),
                rows,
                chosen.get().length));
  }

  /**
   * Of every system its first row.
   *
   * @throws FormatException if another differs
   */
  @Override
  public Optional<NumericArray> constant(String name) throws IOException {
    Optional<NumericArray> all = find(name);
    if (all.isEmpty()) {
      return all;
    }
    int[] chosen = columns(name).orElseThrow();
    for (CsvTable.Numbers numbers : systems) {
      for (int row = 1; row < rows; row++) {
        for (int column : chosen) {
          if (numbers.get(row * columns.size() + column) != numbers.get(column)) {
            throw FormatException.wholeFile(
                source(), name + " changes in time; parameters are those of a whole trajectory");
          }
        }
      }
    }
    return Optional.of(
        new MemoryArray(source(), name, values(1, chosen), systems.size(), chosen.length));
  }

  /** Some columns in the first rows of every system. */
  private double[] values(int first, int... chosen) throws IOException {
    long size = (long) systems.size() * first * chosen.length;
    NumericArray.demandMemory(source(), size);
    var values = new double[Math.toIntExact(size)];
    int at = 0;
    for (CsvTable.Numbers numbers : systems) {
      for (int row = 0; row < first; row++) {
        for (int column : chosen) {
          values[at++] = numbers.get(row * columns.size() + column);
        }
      }
    }
    return values;
  }

  private Optional<int[]> columns(String name) {
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
    return Optional.of(chosen.stream().mapToInt(columns::indexOf).toArray());
  }

  @Override
  public Optional<Object> attribute(String name) {
    return Optional.empty();
  }

  @Override
  public String format() {
    return "comma-separated values, %d systems of %d rows".formatted(systems.size(), rows);
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() {}
}
