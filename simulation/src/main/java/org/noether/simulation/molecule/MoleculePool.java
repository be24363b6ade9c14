package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.noether.simulation.io.Count;
import org.noether.simulation.split.DatasetSplit;

/**
 * Molecules that are still to be divided into parts.
 *
 * @param molecules all that were read
 * @param references what to subtract from properties that are relative to free atoms
 * @param geometries the molecules that take part, as indices in order: the geometries of one
 *     molecule together, which stay in one part
 */
@SuppressWarnings("ArrayRecordComponent")
public record MoleculePool(
    PackedMolecules molecules, AtomReferences references, List<int[]> geometries) {
  /** As a grouping: geometries of equal elements and bonds are those of one molecule. */
  public static final String BONDS = "bonds";

  /** As a grouping: each geometry takes part on its own. */
  public static final String NONE = "none";

  /** Divides them as QM9 is divided. */
  public MoleculeDataset dataset() {
    return dataset(OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * Divides them as {@link DatasetSplit#qm9(int, OptionalInt, OptionalInt)} does, all geometries of
   * a molecule into one part.
   *
   * @param valid number of molecules to validate with, empty for QM9's share
   * @param test number of molecules to test with, empty for QM9's share
   * @throws IllegalArgumentException if there are too few molecules
   */
  public MoleculeDataset dataset(OptionalInt valid, OptionalInt test) {
    Map<String, int[]> parts = new LinkedHashMap<>();
    DatasetSplit.qm9(geometries.size(), valid, test)
        .forEach((name, part) ->
            parts.put(
                name, IntStream.of(part).flatMap(i -> Arrays.stream(geometries.get(i))).toArray()));
    return new MoleculeDataset(molecules, references, parts);
  }

  /**
   * The same molecules with other geometries together.
   *
   * @param by {@link #BONDS}, {@link #NONE}, or the name of a number of the file that is the same
   *     for geometries of one molecule. If it is empty, those with one index in GDB-9 stay together
   *     and others by their bonds, unless there are fewer than ten molecules or one has most of the
   *     geometries, as in a trajectory
   * @param notices receives how many molecules have several geometries
   * @throws IllegalArgumentException if molecules lack that number
   */
  public MoleculePool groupedBy(Optional<String> by, Consumer<String> notices) {
    List<int[]> groups =
        switch (by.orElse(BONDS)) {
          case NONE -> MoleculeGroups.none(geometries);
          case BONDS -> MoleculeGroups.byBonds(molecules, geometries);
          default -> MoleculeGroups.byNumber(molecules, geometries, by.orElseThrow());
        };
    boolean merged = groups.size() < geometries.size();
    if (by.isEmpty() && merged && MoleculeGroups.areFew(groups)) {
      notices.accept(
          ("its %,d geometries are those of %s by their bonds; each geometry takes part"
                  + " on its own (--group-by bonds keeps those of one molecule in one part)")
              .formatted(geometries.size(), Count.of(groups.size(), "molecule")));
      return this;
    }
    long several = groups.stream().filter(each -> each.length > 1).count();
    if (several > 0) {
      String rule = by.orElse(merged ? "the same elements and bonds" : "gdb_id");
      notices.accept(
          "%s several geometries; those of one molecule (%s) stay in one part"
              .formatted(Count.of(several, "molecule has", "molecules have"), rule));
    }
    return new MoleculePool(molecules, references, groups);
  }

  /** The same molecules with other values of free atoms. */
  public MoleculePool withReferences(AtomReferences others) {
    return new MoleculePool(molecules, others, geometries);
  }

  /**
   * Those that have a property.
   *
   * @param skip whether to leave out those that lack it, or else to refuse
   * @param notices receives how many were left out
   * @throws IllegalArgumentException if molecules lack it, saying how many and what to do
   */
  public MoleculePool having(MoleculeProperty property, boolean skip, Consumer<String> notices) {
    Optional<double[]> values = molecules.property(property.id());
    if (values.isEmpty()) {
      return this; // none has it, which MoleculeDataset says
    }
    List<int[]> kept =
        geometries.stream()
            .map(each -> IntStream.of(each).filter(i -> !Double.isNaN(values.get()[i])).toArray())
            .filter(each -> each.length > 0)
            .toList();
    int all = geometries.stream().mapToInt(each -> each.length).sum();
    int lacking = all - kept.stream().mapToInt(each -> each.length).sum();
    if (lacking == 0) {
      return this;
    }
    String message = "%,d of %,d molecules have no %s".formatted(lacking, all, property.id());
    if (!skip) {
      int first =
          geometries.stream()
              .flatMapToInt(Arrays::stream)
              .filter(i -> Double.isNaN(values.get()[i]))
              .min()
              .orElseThrow();
      throw new IllegalArgumentException(
          "%s, the first is molecule %d (%s); --skip-bad leaves them out"
              .formatted(message, first + 1, molecules.molecule(first).formula()));
    }
    notices.accept(message + "; they are left out");
    return new MoleculePool(molecules, references, kept);
  }
}
