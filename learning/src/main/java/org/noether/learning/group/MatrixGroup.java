package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/** A group of matrices whose Lie algebra has a basis of matrices, its generators. */
public interface MatrixGroup extends LieGroup {

  /**
   * Returns the generators E_k, square matrices of one size. As vectors of their entries they are
   * orthogonal to each other.
   */
  List<double[][]> generators();

  @Override
  default int lieDim() {
    return generators().size();
  }

  /** Returns the matrices sum of a_k E_k: (..., lieDim) to (..., m, m). */
  default Tensor matrix(Tensor a) {
    return LieAlgebra.matrix(generators(), a);
  }

  /** Returns the coordinates of matrices of the algebra: (..., m, m) to (..., lieDim). */
  default Tensor components(Tensor matrices) {
    return LieAlgebra.components(generators(), matrices);
  }

  /** Returns the coordinates of the bracket AB - BA, all of shape (..., lieDim). */
  default Tensor bracket(Tensor a, Tensor b) {
    return LieAlgebra.bracket(generators(), a, b);
  }

  /**
   * Returns log(exp(a) exp(b)) by the formula of Baker, Campbell and Hausdorff, up to terms of the
   * given order in a and b.
   *
   * @throws IllegalArgumentException if the order is not from 1 to 4
   */
  default Tensor bch(Tensor a, Tensor b, int order) {
    if (order < 1 || order > 4) {
      throw new IllegalArgumentException(
          "the Baker-Campbell-Hausdorff formula is known here to orders 1 to 4, not " + order);
    }
    Tensor sum = a.add(b);
    if (order == 1) {
      return sum;
    }
    Tensor ab = bracket(a, b);
    sum = sum.add(ab.mul(0.5));
    if (order == 2) {
      return sum;
    }
    Tensor aab = bracket(a, ab);
    sum = sum.add(aab.sub(bracket(b, ab)).mul(1.0 / 12));
    return order == 3 ? sum : sum.sub(bracket(b, aab).mul(1.0 / 24));
  }
}
