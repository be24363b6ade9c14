package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

/**
 * Properties of free atoms, which are subtracted from those of molecules: energies in Hartree and
 * heat capacities in cal/(mol K), as QM9 gives them in {@code atomref.txt}.
 */
public final class AtomReferences {
  /** The columns of {@code atomref.txt} behind the element. */
  private static final List<Qm9Property> COLUMNS =
      List.of(
          Qm9Property.ZPVE,
          Qm9Property.U0,
          Qm9Property.U,
          Qm9Property.H,
          Qm9Property.G,
          Qm9Property.CV);

  private static final int MAX_LINES = 10_000;

  /** By the name of the property and atomic number. */
  private final Map<String, Map<Integer, Double>> values = new HashMap<>();

  private AtomReferences() {}

  /** QM9's own, for H, C, N, O and F. */
  public static AtomReferences qm9() {
    var references = new AtomReferences();
    references.add(1, 0, -0.500273, -0.498857, -0.497912, -0.510927, 2.981);
    references.add(6, 0, -37.846772, -37.845355, -37.844411, -37.861317, 2.981);
    references.add(7, 0, -54.583861, -54.582445, -54.581501, -54.598897, 2.981);
    references.add(8, 0, -75.064579, -75.063163, -75.062219, -75.079532, 2.981);
    references.add(9, 0, -99.718730, -99.717314, -99.716370, -99.733544, 2.981);
    return references;
  }

  /**
   * Those of one property alone.
   *
   * @param values by atomic number, in the property's unit of free atoms
   * @throws IllegalArgumentException if the property is not relative to free atoms
   */
  public static AtomReferences of(MoleculeProperty property, Map<Integer, Double> values) {
    if (!property.relativeToAtoms()) {
      throw new IllegalArgumentException(property.id() + " is not relative to free atoms");
    }
    var references = new AtomReferences();
    references.values.put(property.id(), Map.copyOf(values));
    return references;
  }

  /**
   * Reads {@code atomref.txt}: of its lines those that begin with an element, followed by zero
   * point energy, U0, U, H, G and Cv.
   *
   * @throws FormatException if such a line has other fields, or there is none
   * @throws IOException if the file cannot be read
   */
  public static AtomReferences read(Path file) throws IOException {
    var references = new AtomReferences();
    try (var in = Files.newInputStream(file)) {
      var lines = new LineSource(in, file.toString());
      for (String line = lines.next(); line != null; line = lines.next()) {
        List<String> fields = Fields.of(line);
        int element = fields.isEmpty() ? 0 : Elements.atomicNumber(fields.getFirst());
        if (element != 0) {
          references.add(element, numbers(lines, fields));
        }
        if (lines.number() > MAX_LINES) {
          throw lines.bad("a table of atoms is not that long");
        }
      }
    }
    if (references.values.isEmpty()) {
      throw FormatException.wholeFile(file.toString(), "it names no element");
    }
    return references;
  }

  /** Whether the value of one free atom is known. */
  public boolean has(MoleculeProperty property, int atomicNumber) {
    return values.getOrDefault(property.id(), Map.of()).containsKey(atomicNumber);
  }

  /**
   * The value of one free atom, in the property's unit of free atoms.
   *
   * @throws IllegalArgumentException if it is not known
   */
  public double value(MoleculeProperty property, int atomicNumber) {
    Double value = values.getOrDefault(property.id(), Map.of()).get(atomicNumber);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s of a free %s atom is not known, so that of molecules cannot be relative to it"
              .formatted(property.id(), Elements.symbol(atomicNumber)));
    }
    return value;
  }

  /**
   * A molecule's property in {@link MoleculeProperty#unit()}, less the values of its free atoms if
   * {@link MoleculeProperty#relativeToAtoms()}; empty if the molecule has no such property.
   *
   * @throws IllegalArgumentException if the value of one of its atoms is not known
   */
  public OptionalDouble target(MoleculeProperty property, PackedMolecules molecules, int molecule) {
    double[] column = molecules.property(property.id()).orElse(null);
    if (column == null || Double.isNaN(column[molecule])) {
      return OptionalDouble.empty();
    }
    double value = column[molecule];
    double atoms = 0;
    if (property.relativeToAtoms()) {
      boolean sameUnit = property.factor() == property.referenceFactor();
      int end = molecules.offsets()[molecule + 1];
      for (int atom = molecules.offsets()[molecule]; atom < end; atom++) {
        double free = value(property, molecules.charges()[atom]);
        value -= sameUnit ? free : 0;
        atoms += sameUnit ? 0 : free;
      }
    }
    return OptionalDouble.of(value * property.factor() - atoms * property.referenceFactor());
  }

  /**
   * Reads the values of free atoms of one property: lines of an element and a number.
   *
   * @throws FormatException if there is another line that is not blank and no comment ({@code #})
   * @throws IOException if the file cannot be read
   */
  public static AtomReferences read(Path file, MoleculeProperty property) throws IOException {
    var atoms = new HashMap<Integer, Double>();
    try (var in = Files.newInputStream(file)) {
      var lines = new LineSource(in, file.toString());
      for (String line = lines.nextNotBlank(); line != null; line = lines.nextNotBlank()) {
        List<String> fields = Fields.of(line);
        if (fields.getFirst().startsWith("#")) {
          continue;
        }
        int element = Elements.ofAnyCase(fields.getFirst());
        OptionalDouble number =
            fields.size() == 2 ? Decimals.real(fields.get(1)) : OptionalDouble.empty();
        if (element == 0 || number.isEmpty()) {
          throw lines.bad(
              "%s is not an element and its value, such as H -0.5"
                  .formatted(LineSource.quoted(line)));
        }
        atoms.put(element, number.getAsDouble());
      }
    }
    return of(property, atoms);
  }

  private static double[] numbers(LineSource lines, List<String> fields) throws FormatException {
    if (fields.size() != COLUMNS.size() + 1) {
      throw lines.bad(
          "an element is followed by %d numbers; here are %d"
              .formatted(COLUMNS.size(), fields.size() - 1));
    }
    var numbers = new double[COLUMNS.size()];
    for (int i = 0; i < numbers.length; i++) {
      OptionalDouble number = Decimals.real(fields.get(i + 1));
      if (number.isEmpty()) {
        throw lines.bad(LineSource.quoted(fields.get(i + 1)) + " is not a number");
      }
      numbers[i] = number.getAsDouble();
    }
    return numbers;
  }

  private void add(int element, double... row) {
    for (int i = 0; i < row.length; i++) {
      values.computeIfAbsent(COLUMNS.get(i).id(), _ -> new HashMap<>()).put(element, row[i]);
    }
  }
}
