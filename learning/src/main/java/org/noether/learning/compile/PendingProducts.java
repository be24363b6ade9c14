package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Matrix products that are added up in one result and emitted one after the other, so that a
 * backend can add them all to a part of the result while that part is in the cache.
 *
 * <p>The gradient of a weight is such a sum, over all uses of the weight. Each product has few
 * terms (the rows of a microbatch), and would read and write the whole result for them.
 */
final class PendingProducts {
  /** Terms of all products after which reading and writing the result takes little time. */
  private static final int DEPTH = 256;

  private final List<Instruction.MatMul> products = new ArrayList<>();
  private int depth;

  /** Returns whether a product's result is larger than its factors, which must be kept for it. */
  static boolean isWorthwhile(Instruction.MatMul product) {
    return product.product().shape().size()
        > product.left().shape().size() + product.right().shape().size();
  }

  void add(Instruction.MatMul product) {
    products.add(product);
    depth += product.left().shape().extent(-1);
  }

  boolean isComplete() {
    return depth >= DEPTH;
  }

  List<Instruction.MatMul> inOrder() {
    return products;
  }
}
