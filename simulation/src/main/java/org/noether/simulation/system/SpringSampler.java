package org.noether.simulation.system;

import java.util.random.RandomGenerator;

/**
 * The paper's springs (appendix A.6): masses 3 U(0,1) + 0.1, spring constants 5 U(0,1), positions
 * 0.4 N(0,1) and momenta 0.6 N(0,1) per component.
 *
 * <p>The reference implementation subtracts from the momenta their mean over all systems drawn
 * together, which makes systems depend on each other and vanishes for many systems (its standard
 * deviation is 0.6 / sqrt(systems)); here every system is drawn by itself.
 *
 * @param bodies number of bodies
 * @param spaceDimension number of space dimensions
 */
public record SpringSampler(int bodies, int spaceDimension) implements SystemSampler {
  private static final double MASS_RANGE = 3;
  private static final double MASS_MIN = 0.1;
  private static final double K_RANGE = 5;
  private static final double POSITION_SCALE = 0.4;
  private static final double MOMENTUM_SCALE = 0.6;

  /** Checks the sizes. */
  public SpringSampler {
    if (bodies < 1 || spaceDimension < 1) {
      throw new IllegalArgumentException(
          "springs need a body and a space dimension, not %d and %d"
              .formatted(bodies, spaceDimension));
    }
  }

  @Override
  public InitialValueProblem sample(RandomGenerator random) {
    var masses = new double[bodies];
    for (int i = 0; i < bodies; i++) {
      masses[i] = MASS_RANGE * random.nextDouble() + MASS_MIN;
    }
    var k = new double[bodies];
    for (int i = 0; i < bodies; i++) {
      k[i] = K_RANGE * random.nextDouble();
    }
    int dof = bodies * spaceDimension;
    var z0 = new double[2 * dof];
    for (int i = 0; i < z0.length; i++) {
      z0[i] = (i < dof ? POSITION_SCALE : MOMENTUM_SCALE) * random.nextGaussian();
    }
    return new InitialValueProblem(new SpringSystem(masses, k, spaceDimension), z0);
  }
}
