package org.noether.learning.compile;

import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.UnaryFunction;

/** One step of a loop body; operands are the indices of earlier steps. */
public sealed interface Step {
  /** Loads an element of an input. */
  record Load(int input) implements Step {}

  /** A constant. */
  record Literal(float value) implements Step {}

  /** A function of one operand. */
  record Unary(UnaryFunction function, int x) implements Step {}

  /** A function of two operands. */
  record Binary(BinaryFunction function, int a, int b) implements Step {}

  /** Selects {@code then} where the condition is not 0, otherwise {@code otherwise}. */
  record Where(int condition, int then, int otherwise) implements Step {}
}
