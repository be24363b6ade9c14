package org.noether.simulation.integrate;

import java.util.Optional;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator;
import org.noether.simulation.tape.Lanes;

/**
 * Advances systems side by side, each as the integrator would advance it alone, bit for bit. Where
 * an integrator would fail, or {@link Lanes} gives NaN, the state becomes NaN and stays so.
 */
interface LaneStepper {
  /**
   * Replaces the states by those a time {@code h} later.
   *
   * @param z rows of the state (q, p), which only this method changes between calls
   */
  void step(double h, double[][] z);

  /**
   * The stepper of a fixed-step integrator; none for others, and where the energies do not suit.
   */
  static Optional<LaneStepper> of(ODEIntegrator integrator, Lanes energies, int dimension) {
    return switch (integrator) {
      case ThreeEighthesIntegrator _ when energies.steps(ThreeEighthsStepper.METHOD) ->
          Optional.of(new RungeKuttaLanes(ThreeEighthsStepper.METHOD, energies, dimension));
      case ThreeEighthesIntegrator _ -> Optional.of(new ThreeEighthsLanes(energies, dimension));
      case SymplecticIntegrator symplectic when energies.separable() ->
          Optional.of(new SymplecticLanes(symplectic.weights(), energies, dimension));
      case GaussIntegrator gauss ->
          Optional.of(new GaussLanes(gauss.a(), gauss.b(), energies, dimension));
      default -> Optional.empty();
    };
  }
}
