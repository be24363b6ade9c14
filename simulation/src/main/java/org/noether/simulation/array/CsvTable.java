package org.noether.simulation.array;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.FormatException;

/**
 * A file of comma-separated values, divided by what stands in two of its columns: the system, and
 * the body of it. Its first line names the columns; commas, semicolons or tabs separate them; lines
 * that begin with # are skipped. A value that is no number is refused when its column is asked for.
 *
 * @param columns the names of the columns but those two
 * @param byBody whether a column tells the body
 * @param rows the numbers by system and by body, in the order of the file; where there is no such
 *     column, all under one
 * @param refused of columns with a value that is no number, what says so
 * @param texts those of which the first value is none
 */
record CsvTable(
    List<String> columns,
    boolean byBody,
    Map<String, Map<String, Numbers>> rows,
    Map<String, FormatException> refused,
    Set<String> texts) {
  /** Columns of these names, in any case, tell which system a row belongs to. */
  private static final List<String> SYSTEM =
      List.of("id", "system", "trajectory", "traj", "run", "sample", "episode");

  /** Columns of these names, in any case, tell which body of a system a row belongs to. */
  private static final List<String> BODY = List.of("body", "particle", "atom");

  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[\\d.]*,\\d+([eE][-+]?\\d+)?");

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
    int system = only(file, header, names, SYSTEM, "system");
    int body = only(file, header, names, BODY, "body");
    List<Integer> numbers =
        IntStream.range(0, names.size()).filter(i -> i != system && i != body).boxed().toList();
    if (numbers.isEmpty()) {
      throw FormatException.wholeFile(
          file.toString(), "its only columns tell systems and bodies; it has no numbers of them");
    }
    var rows = new LinkedHashMap<String, Map<String, Numbers>>();
    var refused = new LinkedHashMap<String, FormatException>();
    var texts = new LinkedHashSet<String>();
    while (lines.hasNext()) {
      CSVRecord line = lines.next();
      if (line.size() != names.size()) {
        throw new FormatException(
            file.toString(),
            parser.getCurrentLineNumber(),
            "it has %d fields where the first line names %d columns"
                .formatted(line.size(), names.size()));
      }
      Numbers row =
          rows.computeIfAbsent(key(line, system), _ -> new LinkedHashMap<>())
              .computeIfAbsent(key(line, body), _ -> new Numbers());
      for (int i : numbers) {
        OptionalDouble number = Decimals.real(line.get(i));
        row.add(number.orElse(Double.NaN));
        if (number.isEmpty()) {
          String name = names.get(i);
          refused.computeIfAbsent(name, _ -> noNumber(file, parser, name, line.get(i)));
          if (line.getRecordNumber() == header.getRecordNumber() + 1) {
            texts.add(name);
          }
        }
      }
    }
    if (rows.isEmpty()) {
      throw FormatException.wholeFile(file.toString(), "it has columns, but no rows");
    }
    return new CsvTable(numbers.stream().map(names::get).toList(), body >= 0, rows, refused, texts);
  }

  private static String key(CSVRecord line, int column) {
    return column < 0 ? "" : line.get(column).strip();
  }

  /** The column that has one of some names; -1 if there is none. */
  private static int only(
      Path file, CSVRecord header, List<String> names, List<String> wanted, String what)
      throws FormatException {
    List<String> found =
        names.stream().filter(name -> wanted.stream().anyMatch(name::equalsIgnoreCase)).toList();
    if (found.size() > 1) {
      throw new FormatException(
          file.toString(),
          header.getRecordNumber(),
          "the columns %s all name the %s of a row; rename all but one"
              .formatted(String.join(" and ", found), what));
    }
    return found.isEmpty() ? -1 : names.indexOf(found.getFirst());
  }

  private static void demandNames(Path file, CSVRecord header, List<String> names)
      throws FormatException {
    if (names.size() > MAX_COLUMNS || names.stream().distinct().count() < names.size()) {
      throw new FormatException(
          file.toString(), header.getRecordNumber(), "it names too many columns, or one twice");
    }
    if (names.size() == 1 && names.getFirst().matches(".*[\\s|].*")) {
      throw new FormatException(
          file.toString(),
          header.getRecordNumber(),
          "it names one column, '%s'; commas, semicolons or tabs separate columns"
              .formatted(names.getFirst()));
    }
    if (names.contains("")) {
      throw new FormatException(
          file.toString(),
          header.getRecordNumber(),
          "column %d has no name; pandas writes such a column unless index=False"
              .formatted(names.indexOf("") + 1));
    }
    if (names.stream().anyMatch(name -> Decimals.real(name).isPresent())) {
      throw new FormatException(
          file.toString(),
          header.getRecordNumber(),
          "the first line must name the columns; lines that begin with # are skipped"
              + " (numpy.savetxt writes none with comments='')");
    }
  }

  private static FormatException noNumber(Path file, CSVParser parser, String column, String text) {
    String reason =
        DECIMAL_COMMA.matcher(text).matches()
            ? "has a decimal comma; numbers are written with a point"
            : "is not a finite decimal number";
    return new FormatException(
        file.toString(),
        parser.getCurrentLineNumber(),
        text.isEmpty()
            ? "a number is missing in the column " + column
            : "'%s' in the column %s %s".formatted(text, column, reason));
  }
}
