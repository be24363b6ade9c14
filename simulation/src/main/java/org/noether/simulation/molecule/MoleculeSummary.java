package org.noether.simulation.molecule;

import java.util.BitSet;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.noether.simulation.io.Printable;

/** Counts what a file of molecules contains. */
public final class MoleculeSummary {
  private final TreeMap<Integer, Long> moleculesByAtoms = new TreeMap<>();
  private final TreeMap<Integer, Element> elements = new TreeMap<>();
  private final Map<String, DoubleSummaryStatistics> properties = new LinkedHashMap<>();
  private long molecules;
  private long atoms;
  private final BitSet gdbIndices = new BitSet();
  private long repeated;

  /**
   * The occurrences of an element.
   *
   * @param atoms number of atoms
   * @param molecules number of molecules that contain it
   */
  public record Element(long atoms, long molecules) {}

  /** Counts a molecule. */
  public void add(Molecule molecule) {
    molecules++;
    atoms += molecule.atoms();
    moleculesByAtoms.merge(molecule.atoms(), 1L, Long::sum);
    var counts = new TreeMap<Integer, Long>();
    for (int charge : molecule.charges()) {
      counts.merge(charge, 1L, Long::sum);
    }
    counts.forEach((charge, count) ->
        elements.merge(
            charge,
            new Element(count, 1),
            (a, b) -> new Element(a.atoms + b.atoms, a.molecules + b.molecules)));
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
  public Map<String, DoubleSummaryStatistics> properties() {
    var shown = new LinkedHashMap<String, DoubleSummaryStatistics>();
    properties.forEach((name, range) -> shown.put(Printable.of(name), range));
    return Collections.unmodifiableMap(shown);
  }

  private void add(String name, double value) {
    if (properties.containsKey(name) || properties.size() < Limits.PROPERTIES) {
      properties.computeIfAbsent(name, _ -> new DoubleSummaryStatistics()).accept(value);
    }
  }
}
