package org.noether.simulation.molecule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.noether.simulation.io.Printable;
import org.noether.simulation.registry.Spelling;

/** Tells which geometries are those of one molecule. */
final class MoleculeGroups {
  /** As many molecules as can be divided by the shares of QM9. */
  private static final int FEWEST = 10;

  private MoleculeGroups() {}

  /** Each geometry on its own. */
  static List<int[]> none(List<int[]> geometries) {
    return geometries.stream()
        .flatMap(each -> IntStream.of(each).mapToObj(i -> new int[] {i}))
        .toList();
  }

  /**
   * Puts molecules of equal elements and bonds together. Those with an index in GDB-9 stay as they
   * are: QM9 has different molecules of equal bonds.
   */
  static List<int[]> byBonds(PackedMolecules molecules, List<int[]> geometries) {
    long[] hashes =
        geometries.stream()
            .parallel()
            .mapToLong(each -> BondedGraph.hash(molecules, each[0]))
            .toArray();
    return merged(
        geometries,
        i -> {
          int index = molecules.gdbIndices()[geometries.get(i)[0]];
          return index > 0 ? (Object) index : (Object) hashes[i];
        });
  }

  /**
   * Puts molecules with the same number together.
   *
   * @throws IllegalArgumentException if some have no such number
   */
  static List<int[]> byNumber(PackedMolecules molecules, List<int[]> geometries, String name) {
    double[] numbers =
        molecules
            .property(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "these molecules cannot be grouped by %s; they have the numbers %s%s"
                        .formatted(
                            name,
                            Printable.of(molecules.properties().keySet().toString()),
                            Spelling.suggestion(name, molecules.properties().keySet()))));
    List<int[]> each = none(geometries);
    long lacking = each.stream().filter(i -> Double.isNaN(numbers[i[0]])).count();
    if (lacking > 0) {
      throw new IllegalArgumentException(
          "%,d of %,d molecules have no %s to be grouped by".formatted(lacking, each.size(), name));
    }
    return merged(each, i -> numbers[each.get(i)[0]]);
  }

  /** Whether a data set is about so few molecules that it is divided by geometries. */
  static boolean areFew(List<int[]> groups) {
    int all = groups.stream().mapToInt(each -> each.length).sum();
    int largest = groups.stream().mapToInt(each -> each.length).max().orElse(0);
    return groups.size() < FEWEST || largest > all / 2;
  }

  private static List<int[]> merged(List<int[]> geometries, IntFunction<Object> key) {
    var groups = new LinkedHashMap<Object, List<int[]>>();
    for (int i = 0; i < geometries.size(); i++) {
      groups.computeIfAbsent(key.apply(i), _ -> new ArrayList<>()).add(geometries.get(i));
    }
    return groups.values().stream()
        .map(same -> same.stream().flatMapToInt(Arrays::stream).toArray())
        .toList();
  }
}
