package org.noether.simulation.molecule;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.noether.simulation.io.Printable;

/** What is in a file, counted molecule by molecule. */
public final class MoleculeSummary {
  private final TreeMap<Integer, Long> moleculesByAtoms = new TreeMap<>();
  private final TreeMap<Integer, Element> elements = new TreeMap<>();
  private final Map<String, Range> properties = new LinkedHashMap<>();
  private long molecules;
  private long atoms;
  private final BitSet gdbIndices = new BitSet();
  private long repeated;

  /**
   * How often an element occurs.
   *
   * @param atoms in atoms
   * @param molecules in molecules
   */
  public record Element(long atoms, long molecules) {}

  /**
   * The values of a property.
   *
   * @param count how many molecules have it
   * @param min the smallest
   * @param max the largest
   * @param sum of all
   */
  public record Range(long count, double min, double max, double sum) {
    /** The mean. */
    public double mean() {
      return sum / count;
    }

    private Range with(double value) {
      return new Range(count + 1, Math.min(min, value), Math.max(max, value), sum + value);
    }
  }

  /** Counts a molecule. */
  public void add(Molecule molecule) {
    molecules++;
    atoms += molecule.atoms();
    moleculesByAtoms.merge(molecule.atoms(), 1L, Long::sum);
    var counts = new TreeMap<Integer, Long>();
    for (int charge : molecule.charges()) {
      counts.merge(charge, 1L, Long::sum);
    }
    counts.forEach((charge, count) -> {
      Element before = elements.getOrDefault(charge, new Element(0, 0));
      elements.put(charge, new Element(before.atoms + count, before.molecules + 1));
    });
    molecule.properties().forEach(this::add);
    int index = molecule.gdbIndex();
    if (index > 0 && index <= Qm9.MOLECULES) {
      repeated += gdbIndices.get(index) ? 1 : 0;
      gdbIndices.set(index);
    }
  }

  /** Number of molecules. */
  public long molecules() {
    return molecules;
  }

  /** Number of atoms of all molecules. */
  public long atoms() {
    return atoms;
  }

  /** The indices of QM9's molecules, from 1. */
  public BitSet gdbIndices() {
    return (BitSet) gdbIndices.clone();
  }

  /** How many molecules have the index of one before them. */
  public long repeated() {
    return repeated;
  }

  /** How many molecules have how many atoms, ascending. */
  public SortedMap<Integer, Long> moleculesByAtoms() {
    return Collections.unmodifiableSortedMap(moleculesByAtoms);
  }

  /** The elements by atomic number, ascending. */
  public SortedMap<Integer, Element> elements() {
    return Collections.unmodifiableSortedMap(elements);
  }

  /**
   * The properties by name as it may be shown, in the order of the file; only so many as are kept.
   */
  public Map<String, Range> properties() {
    var shown = new LinkedHashMap<String, Range>();
    properties.forEach((name, range) -> shown.put(Printable.of(name), range));
    return Collections.unmodifiableMap(shown);
  }

  private void add(String name, double value) {
    Range before =
        properties.getOrDefault(
            name, new Range(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0));
    if (before.count > 0 || properties.size() < Limits.PROPERTIES) {
      properties.put(name, before.with(value));
    }
  }
}
