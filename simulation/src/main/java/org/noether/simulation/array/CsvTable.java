package org.noether.simulation.array;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.noether.simulation.io.FormatException;

/**
 * A file of comma-separated values, divided by what stands in one of its columns. Its first line
 * names the columns; commas, semicolons or tabs separate them; lines that begin with # are skipped.
 *
 * @param columns the names of the columns of numbers
 * @param rows the numbers by the value in the dividing column, in the order of the file; if there
 *     is no such column, all under one
 */
record CsvTable(List<String> columns, Map<String, Numbers> rows) {
  /** Columns of these names, in any case, tell which system a row belongs to. */
  static final List<String> DIVIDING =
      List.of("id", "system", "trajectory", "traj", "run", "sample", "episode");

  private static final int MAX_COLUMNS = 100_000;

  /** Rows of equal length, one after the other. */
  static final class Numbers {
    private double[] values = new double[64];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int rows(int columns) {
      return size / columns;
    }

    double get(int at) {
      return values[at];
    }
  }

  /**
   * Reads a file.
   *
   * @throws FormatException if it is not such a file, naming the line
   */
  static CsvTable read(Path file) throws IOException {
    // A number takes two characters at least, and is eight bytes.
    NumericArray.demandMemory(file.toString(), Files.size(file));
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = format(file).parse(reader)) {
      return read(file, parser);
    } catch (MalformedInputException e) {
      throw FormatException.wholeFile(file.toString(), "it is no text in UTF-8");
    } catch (UncheckedIOException | CSVException e) {
      throw FormatException.damaged(file.toString(), e);
    }
  }

  private static CSVFormat format(Path file) throws IOException {
    String first;
    try (var reader = Files.newBufferedReader(file)) {
      do {
        first = reader.readLine();
      } while (first != null && (first.isBlank() || first.startsWith("#")));
    }
    char delimiter = ',';
    for (char each : new char[] {'\t', ';'}) {
      delimiter = first != null && first.indexOf(each) >= 0 ? each : delimiter;
    }
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setCommentMarker('#')
        .setIgnoreSurroundingSpaces(true)
        .get();
  }

  private static CsvTable read(Path file, CSVParser parser) throws IOException {
    var lines = parser.iterator();
    if (!lines.hasNext()) {
      throw FormatException.wholeFile(file.toString(), "it is empty; its first line names columns");
    }
    CSVRecord header = lines.next();
    List<String> names = header.stream().map(name -> name.replace("\ufeff", "").strip()).toList();
    demandNames(file, header, names);
    Optional<String> dividing =
        names.stream()
            .filter(name -> DIVIDING.stream().anyMatch(name::equalsIgnoreCase))
            .findFirst();
    int key = dividing.map(names::indexOf).orElse(-1);
    if (key >= 0 && names.size() == 1) {
      throw FormatException.wholeFile(
          file.toString(),
          "its only column, %s, tells systems; it has no numbers of them"
              .formatted(names.get(key)));
    }
    var rows = new LinkedHashMap<String, Numbers>();
    while (lines.hasNext()) {
      CSVRecord line = lines.next();
      if (line.size() != names.size()) {
        throw new FormatException(
            file.toString(),
            parser.getCurrentLineNumber(),
            "it has %d fields where the first line names %d columns"
                .formatted(line.size(), names.size()));
      }
      Numbers numbers =
          rows.computeIfAbsent(key < 0 ? "" : line.get(key).strip(), _ -> new Numbers());
      for (int i = 0; i < names.size(); i++) {
        if (i != key) {
          numbers.add(number(file, parser, names.get(i), line.get(i)));
        }
      }
    }
    if (rows.isEmpty()) {
      throw FormatException.wholeFile(file.toString(), "it has columns, but no rows");
    }
    return new CsvTable(
        names.stream().filter(name -> !dividing.equals(Optional.of(name))).toList(), rows);
  }

  private static void demandNames(Path file, CSVRecord header, List<String> names)
      throws FormatException {
    if (names.size() > MAX_COLUMNS || names.stream().distinct().count() < names.size()) {
      throw new FormatException(
          file.toString(), header.getRecordNumber(), "it names too many columns, or one twice");
    }
    if (names.stream().anyMatch(name -> name.isEmpty() || name.matches("[-+.0-9eE]+"))) {
      throw new FormatException(
          file.toString(), header.getRecordNumber(), "the first line must name the columns");
    }
  }

  private static double number(Path file, CSVParser parser, String column, String text)
      throws FormatException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new FormatException(
          file.toString(),
          parser.getCurrentLineNumber(),
          "'%s' in the column %s is not a number".formatted(text, column));
    }
  }
}
