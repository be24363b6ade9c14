package org.noether.learning.testing;

import java.util.Objects;
import org.noether.learning.backend.Call;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Leaves of a case and their numbers. */
final class Leaves {
  private Leaves() {}

  static String name(Tensor leaf) {
    return switch (leaf.op()) {
      case Op.Input input -> input.name();
      case Op.IndexInput input -> input.name();
      default -> throw new IllegalArgumentException(leaf + " has no name");
    };
  }

  static double[] numbers(GraphCase graphCase, Tensor leaf) {
    return Objects.requireNonNull(graphCase.reals().get(name(leaf)));
  }

  static int[] indices(GraphCase graphCase, Tensor leaf) {
    return leaf.op() instanceof Op.IndexConstant(Ints known)
        ? known.toArray()
        : Objects.requireNonNull(graphCase.indices().get(name(leaf)));
  }

  /** Sets the index leaves. */
  static void setIndices(GraphCase graphCase, Call call) {
    Subgraph.of(graphCase.outputs())
        .inputs()
        .forEach((name, leaf) -> {
          if (leaf.op() instanceof Op.IndexInput) {
            call.setIndices(name, indices(graphCase, leaf));
          }
        });
  }
}
