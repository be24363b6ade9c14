package org.noether.simulation.molecule;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

/**
 * Text of molecules in any XYZ format, which may change from molecule to molecule. Each begins with
 * a line that holds the number of atoms alone; what its second line holds tells the format:
 *
 * <ul>
 *   <li>GDB9, the one of QM9's archive (Ramakrishnan et al., Scientific Data 1, 140022, 2014, Table
 *       2): {@code gdb}, index and 15 properties; three lines follow the atoms;
 *   <li>extended XYZ: {@code key=value} pairs. One number is a property, {@code gdb_id} the index,
 *       anything else is ignored; periodic cells are counted;
 *   <li>plain XYZ: any other text.
 * </ul>
 *
 * <p>Keys that mean something, and the symbols of elements, may be in any case. A line {@code >}
 * may stand between molecules.
 *
 * <p>After a bad molecule, reading continues at the next line that consists of one number.
 */
final class XyzReader implements MoleculeReader {
  private static final String GDB9_TAG = "gdb";
  private static final String GDB_ID = "gdb_id";
  private static final String PROPERTIES = "Properties";
  private static final String CELL = "Lattice";
  private static final String PERIODIC = "pbc";
  private static final Pattern TRUE =
      Pattern.compile("\\b(t(rue)?|1)\\b", Pattern.CASE_INSENSITIVE);

  /** ORCA's line between geometries. */
  private static final String SEPARATOR = ">";

  private final InputStream in;
  private final String source;
  private final LineSource lines;
  private final BadMolecules bad;
  private final String compression;
  private String format = "empty";
  private String columnsText = "";
  private AtomLines.Columns columns = AtomLines.Columns.PLAIN;
  private boolean found;
  private long countLine;

  /**
   * Reads text.
   *
   * @param in the text
   * @param source what to call it in messages
   * @param bad what to do with bad molecules
   * @param compression what to add to the format, such as {@code ", gzip"}
   */
  XyzReader(InputStream in, String source, BadMolecules bad, String compression) {
    this.in = in;
    this.source = source;
    this.lines = new LineSource(in, source);
    this.bad = bad;
    this.compression = compression;
  }

  @Override
  public @Nullable Molecule next() throws IOException {
    while (true) {
      try {
        String count = lines.nextNotBlank();
        while (found && count != null && count.strip().equals(SEPARATOR)) {
          count = lines.nextNotBlank();
        }
        if (count == null && found) {
          return null;
        }
        if (count == null) {
          throw new FormatException(source, 1, "it is empty; it holds no molecule");
        }
        found = true;
        countLine = lines.number();
        return molecule(count.strip());
      } catch (FormatException e) {
        found = true;
        bad.add(e);
        skipToCount();
      }
    }
  }

  @Override
  public String format() {
    return format + compression;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Molecule molecule(String count) throws IOException {
    int atoms = Fields.natural(count);
    if (atoms < 1 || atoms > Limits.ATOMS) {
      throw lines.bad(
          "a molecule begins with its number of atoms, at most %d; here is %s"
              .formatted(Limits.ATOMS, LineSource.quoted(count)));
    }
    String second = lines.require("the second line of a molecule");
    List<String> fields = Fields.of(second);
    if (!fields.isEmpty() && fields.getFirst().equals(GDB9_TAG) && second.indexOf('=') < 0) {
      return gdb9(atoms, fields);
    }
    Map<String, String> pairs = pairs(second);
    String columns = value(pairs, PROPERTIES);
    format = columns == null ? "XYZ" : "extended XYZ";
    int gdbIndex = gdbIndex(pairs);
    Map<String, Double> properties = scalars(pairs);
    boolean periodic = isPeriodic(pairs);
    var block = new AtomLines(atoms);
    block.read(lines, columns == null ? AtomLines.Columns.PLAIN : columns(columns));
    if (periodic) {
      bad.addCell();
    }
    return new Molecule(gdbIndex, block.charges(), block.positions(), properties);
  }

  /** The value of a key in any case. */
  private static @Nullable String value(Map<String, String> pairs, String key) {
    String exact = pairs.get(key);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      if (pair.getKey().equalsIgnoreCase(key)) {
        return pair.getValue();
      }
    }
    return null;
  }

  /**
   * As extended XYZ has it: with a cell all directions are periodic, unless {@code pbc} differs.
   */
  private static boolean isPeriodic(Map<String, String> pairs) {
    String directions = value(pairs, PERIODIC);
    return directions == null ? value(pairs, CELL) != null : TRUE.matcher(directions).find();
  }

  private Molecule gdb9(int atoms, List<String> fields) throws IOException {
    format = "GDB9 XYZ";
    List<Qm9Property> names = Qm9Property.IN_FILE_ORDER;
    if (fields.size() != names.size() + 2) {
      throw lines.bad(
          "a GDB9 line of properties has %d fields (gdb, index, %d properties); here are %d"
              .formatted(names.size() + 2, names.size(), fields.size()));
    }
    int gdbIndex = index(fields.get(1));
    var properties = new LinkedHashMap<String, Double>();
    for (int i = 0; i < names.size(); i++) {
      properties.put(names.get(i).id(), number(fields.get(i + 2), names.get(i).id()));
    }
    var block = new AtomLines(atoms);
    block.read(lines, AtomLines.Columns.GDB9);
    for (String frequency : Fields.of(lines.require("the line of vibrational frequencies"))) {
      number(frequency, "a vibrational frequency");
    }
    lines.require("the line of SMILES");
    lines.require("the line of InChI");
    return new Molecule(gdbIndex, block.charges(), block.positions(), properties);
  }

  private Map<String, String> pairs(String line) throws FormatException {
    try {
      return KeyValues.parse(line);
    } catch (IllegalArgumentException e) {
      if (line.toLowerCase(Locale.ROOT).contains("properties=")) {
        throw lines.bad(String.valueOf(e.getMessage()));
      }
      return Map.of();
    }
  }

  private AtomLines.Columns columns(String properties) throws FormatException {
    try {
      if (!properties.equals(columnsText)) {
        columns = AtomLines.Columns.parse(properties);
        columnsText = properties;
      }
      return columns;
    } catch (IllegalArgumentException e) {
      throw lines.bad(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Double> scalars(Map<String, String> pairs) {
    var scalars = new LinkedHashMap<String, Double>();
    pairs.forEach((key, value) -> {
      if (!key.equalsIgnoreCase(GDB_ID)) {
        Decimals.real(value).ifPresent(number -> scalars.put(key, number));
      }
    });
    return scalars;
  }

  private int gdbIndex(Map<String, String> pairs) throws FormatException {
    String index = value(pairs, GDB_ID);
    return index == null ? 0 : index(index);
  }

  private int index(String text) throws FormatException {
    int index = Fields.natural(text);
    if (index < 1) {
      throw lines.bad(LineSource.quoted(text) + " is not an index in GDB-9, which begin at 1");
    }
    return index;
  }

  private double number(String text, String name) throws FormatException {
    OptionalDouble value = Decimals.real(text);
    if (value.isEmpty()) {
      throw lines.bad("%s is %s, not a number".formatted(name, LineSource.quoted(text)));
    }
    return value.getAsDouble();
  }

  /** Goes to the next line that may begin a molecule: the bad line itself, or one after it. */
  private void skipToCount() throws IOException {
    boolean more = true;
    String line = lines.number() == countLine ? null : lines.current();
    while (more && (line == null || Fields.natural(line.strip()) < 0)) {
      try {
        line = lines.next();
        more = line != null;
      } catch (FormatException e) {
        if (e.line() == FormatException.WHOLE_FILE) {
          throw e;
        }
        line = null;
      }
    }
    if (more) {
      lines.unread();
    }
  }
}
