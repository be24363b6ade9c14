package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.tensor.Ints;

/**
 * A loop nest whose body is a sequence of elementwise steps.
 *
 * @param extents the extents of the loop axes, outermost first; the last {@code reduced} axes are
 *     summed over
 * @param reduced the number of axes summed over; 0 for a loop that stores every element
 * @param inputs the operands that the body loads
 * @param steps the body
 * @param outputs the storages written; their strides along summed axes are 0
 * @param results the step that each output stores
 */
public record Loop(
    Ints extents,
    int reduced,
    List<Access> inputs,
    List<Step> steps,
    List<Access> outputs,
    List<Integer> results) {
  /** Returns all accesses, inputs first. */
  public List<Access> accesses() {
    return Stream.concat(inputs.stream(), outputs.stream()).toList();
  }

  /** Returns an equivalent loop of at least one axis, with adjacent axes merged where possible. */
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
      if (!kept.isEmpty() && outerSums == sums && canMerge(kept.getLast(), axis)) {
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
        inputs.stream().map(access -> select(access, kept)).toList(),
        steps,
        outputs.stream().map(access -> select(access, kept)).toList(),
        results);
  }

  private boolean canMerge(int outer, int inner) {
    return accesses().stream()
        .allMatch(access -> access.stride(outer) == access.stride(inner) * extents.get(inner));
  }

  private static Access select(Access access, List<Integer> axes) {
    int[] strides = axes.stream().mapToInt(access::stride).toArray();
    return new Access(
        access.storage(), access.offset(), Ints.of(strides.length == 0 ? new int[1] : strides));
  }
}
