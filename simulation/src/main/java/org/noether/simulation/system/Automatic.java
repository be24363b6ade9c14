package org.noether.simulation.system;

import java.util.function.ToDoubleFunction;
import org.noether.simulation.tape.Differentiated;
import org.noether.simulation.tape.UnrecordableException;

/**
 * Compiled functions and equations of motion; Hipparchus' own numbers where those are impossible.
 */
final class Automatic {
  private Automatic() {}

  /** Hamilton's equations. */
  static VectorField motion(HamiltonianSystem system) {
    PhaseFunction energy = system::energy;
    try {
      return new RecordedField(Differentiated.of(energy::value, system.getDimension()));
    } catch (UnrecordableException e) {
      return new GradientField(energy);
    }
  }

  /** A function's value. */
  static ToDoubleFunction<double[]> value(PhaseFunction function, int dimension) {
    try {
      return new RecordedFunction(Differentiated.of(function::value, dimension));
    } catch (UnrecordableException e) {
      return function::value;
    }
  }
}
