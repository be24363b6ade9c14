package org.noether.simulation.system;

import org.noether.simulation.tape.Differentiated;

/**
 * Hamilton's equations by differentiating the record of an energy.
 *
 * @param energy the energy
 */
public record RecordedField(Differentiated energy) implements VectorField {
  @Override
  public void evaluate(double[] z, double[] zDot) {
    energy.motion(z, zDot);
  }
}
