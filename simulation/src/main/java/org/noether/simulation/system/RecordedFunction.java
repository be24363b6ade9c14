package org.noether.simulation.system;

import java.util.function.ToDoubleFunction;
import org.noether.simulation.tape.Differentiated;

/**
 * A function of the state that was recorded.
 *
 * @param function the function
 */
public record RecordedFunction(Differentiated function) implements ToDoubleFunction<double[]> {
  @Override
  public double applyAsDouble(double[] z) {
    return function.value(z);
  }
}
