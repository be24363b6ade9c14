package org.noether.simulation.system;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.Binary64;

/**
 * A scalar function of the state, such as an energy, over any number type of Hipparchus. Method
 * references are phase functions; Java has no generic lambda expressions.
 */
@FunctionalInterface
public interface PhaseFunction {
  /**
   * The function's value.
   *
   * @param z state (q, p)
   * @param <T> number type
   */
  <T extends CalculusFieldElement<T>> T value(T[] z);

  /** The function's value in double precision. */
  default double value(double[] z) {
    return value(Arrays.stream(z).mapToObj(Binary64::new).toArray(Binary64[]::new)).getReal();
  }

  /** The function's partial derivatives, one per component of {@code z}. */
  default double[] gradient(double[] z) {
    var variables = new Gradient[z.length];
    Arrays.setAll(variables, i -> Gradient.variable(z.length, i, z[i]));
    return value(variables).getGradient();
  }

  /**
   * The function for many evaluations by one thread.
   *
   * @param dimension number of components of a state
   */
  default ToDoubleFunction<double[]> compiled(int dimension) {
    return Automatic.value(this, dimension);
  }
}
