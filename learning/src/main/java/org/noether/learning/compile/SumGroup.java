package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;

/** A loop that sums several values of one shape over the same axes. */
final class SumGroup extends LoopBody {
  /** The accumulators of more sums, unrolled over several vectors, would exceed the registers. */
  private static final int MAX_SUMS = 3;

  private final Shape sumShape;
  private final List<View> sums = new ArrayList<>();
  private final List<Integer> terms = new ArrayList<>();

  SumGroup(Shape shape, Shape sumShape, int position) {
    super(shape, position);
    this.sumShape = sumShape;
  }

  @Override
  int results() {
    return sums.size();
  }

  @Override
  boolean hasRoomFor(int moreSteps, int moreAccesses) {
    return sums.size() < MAX_SUMS && super.hasRoomFor(moreSteps, moreAccesses);
  }

  /** Adds the sum of a step's values and returns its memory layout. */
  View sum(int step) {
    Storage storage = new Storage(sumShape.size());
    storage.writtenAt(position());
    View view = View.whole(storage, sumShape);
    sums.add(view);
    terms.add(step);
    return view;
  }

  Instruction toInstruction() {
    List<Integer> axes = new ArrayList<>();
    List<Integer> summed = new ArrayList<>();
    for (int axis = 0; axis < shape().rank(); axis++) {
      (sumShape.extent(axis) == shape().extent(axis) ? axes : summed).add(axis);
    }
    axes.addAll(summed);
    List<Access> outputs =
        sums.stream().map(view -> new Access(view.storage(), 0, strides(view, axes))).toList();
    return new Instruction.RunLoop(loop(axes, summed.size(), outputs, terms).collapsed());
  }

  /** Returns the strides of a sum: 0 along the axes that are summed over. */
  private Ints strides(View view, List<Integer> axes) {
    return permuted(axes, view.expand(shape()).strides());
  }
}
