package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.tensor.Ints;

/**
 * Nested loops around a body of elementwise steps.
 *
 * @param extents the loop axes, outermost first; the last {@code reduced} of them are summed over
 * @param reduced how many axes are summed over; 0 for a loop that stores each element
 * @param inputs what the body loads
 * @param steps the body
 * @param outputs where results go; their strides along summed axes are 0
 * @param results the step that each output stores
 */
public record Loop(
    Ints extents,
    int reduced,
    List<Access> inputs,
    List<Step> steps,
    List<Access> outputs,
    List<Integer> results) {
  /** Returns every access, inputs first. */
  public List<Access> accesses() {
    return Stream.concat(inputs.stream(), outputs.stream()).toList();
  }

  /** Returns the same loop with as few axes as possible, but at least one. */
  Loop collapsed() {
    List<Integer> kept = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int reducedLeft = 0;
    for (int axis = 0; axis < extents.size(); axis++) {
      int extent = extents.get(axis);
      boolean sums = axis >= extents.size() - reduced;
      if (extent == 1) {
        continue;
      }
      boolean outerSums = !kept.isEmpty() && kept.getLast() >= extents.size() - reduced;
      if (!kept.isEmpty() && outerSums == sums && follows(kept.getLast(), axis)) {
        kept.removeLast();
        extent *= sizes.removeLast();
        reducedLeft -= sums ? 1 : 0;
      }
      kept.add(axis);
      sizes.add(extent);
      reducedLeft += sums ? 1 : 0;
    }
    int[] newExtents = sizes.stream().mapToInt(Integer::intValue).toArray();
    if (newExtents.length == 0) {
      newExtents = new int[] {1};
    }
    return new Loop(
        Ints.of(newExtents),
        reducedLeft,
        inputs.stream().map(access -> keep(access, kept)).toList(),
        steps,
        outputs.stream().map(access -> keep(access, kept)).toList(),
        results);
  }

  private boolean follows(int outer, int inner) {
    return accesses().stream()
        .allMatch(access -> access.stride(outer) == access.stride(inner) * extents.get(inner));
  }

  private static Access keep(Access access, List<Integer> axes) {
    int[] strides = axes.stream().mapToInt(access::stride).toArray();
    return new Access(
        access.storage(), access.offset(), Ints.of(strides.length == 0 ? new int[1] : strides));
  }
}
