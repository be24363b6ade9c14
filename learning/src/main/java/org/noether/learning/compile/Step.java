package org.noether.learning.compile;

import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.UnaryFunction;

/** One step of a loop's body; a step names earlier steps by their positions. */
public sealed interface Step {
  /** Reads the element of an input. */
  record Load(int input) implements Step {}

  /** A number. */
  record Literal(float value) implements Step {}

  /** A function of one step. */
  record Unary(UnaryFunction function, int x) implements Step {}

  /** A function of two steps. */
  record Binary(BinaryFunction function, int a, int b) implements Step {}

  /** One step where another is not 0, otherwise a third. */
  record Where(int condition, int then, int otherwise) implements Step {}
}
