package org.noether.simulation.integrate;

import java.util.Arrays;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.AbstractIntegrator;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.LocalizedODEFormats;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.util.FastMath;

/**
 * An integrator with a fixed step for states y = (q, p) with halves of equal length. Step handlers
 * and events work as with Hipparchus' own integrators; dense output is cubic Hermite.
 */
public abstract class FixedStepIntegrator extends AbstractIntegrator {
  private final double step;

  FixedStepIntegrator(String name, double step) {
    super(name);
    this.step = FastMath.abs(step);
  }

  /** Advances {@code y} in place by {@code h}; {@code yDot} is its derivative at time {@code t}. */
  abstract void advance(Derivatives equations, double t, double h, double[] y, double[] yDot);

  @Override
  public final ODEStateAndDerivative integrate(
      ExpandableODE equations, ODEState initialState, double finalTime) {
    sanityChecks(initialState, finalTime);
    requireHalves(equations.getMapper().getTotalDimension());
    if (equations.getMapper().getNumberOfEquations() > 1) {
      throw new MathIllegalArgumentException(
          LocalizedCoreFormats.DIMENSIONS_MISMATCH,
          equations.getMapper().getNumberOfEquations(),
          1);
    }
    setStepStart(initIntegration(equations, initialState, finalTime));
    boolean forward = finalTime > initialState.getTime();
    setStepSize(forward ? step : -step);
    setIsLastStep(false);
    do {
      var start = getStepStart();
      double next = start.getTime() + getStepSize();
      if (forward ? next >= finalTime : next <= finalTime) {
        setStepSize(finalTime - start.getTime());
      }
      double end = start.getTime() + getStepSize();
      var y = start.getCompleteState();
      var yDot = start.getCompleteDerivative();
      advance(this::computeDerivatives, start.getTime(), getStepSize(), y, yDot);
      requireNumbers(y, end);
      var reached = equations.getMapper().mapStateAndDerivative(end, y, computeDerivatives(end, y));
      setStepStart(
          acceptStep(
              new HermiteStateInterpolator(
                  forward, start, reached, start, reached, equations.getMapper()),
              finalTime));
    } while (!isLastStep());
    var finalState = getStepStart();
    setStepStart(null);
    setStepSize(Double.NaN);
    return finalState;
  }

  /**
   * One step from {@code t0} to {@code t}, without handlers, events or counting, as {@link
   * org.hipparchus.ode.nonstiff.ExplicitRungeKuttaIntegrator#singleStep}. It uses neither the step
   * given at construction nor any state of this object, so it is thread-safe if the equations are.
   *
   * @param equations equations of motion
   * @param t0 time of {@code y0}
   * @param y0 initial state (q, p)
   * @param t time to reach; before {@code t0} to step backward
   * @return the state at {@code t}
   * @throws MathIllegalArgumentException if the state has an odd number of elements
   */
  public final double[] singleStep(
      OrdinaryDifferentialEquation equations, double t0, double[] y0, double t) {
    requireHalves(y0.length);
    var y = y0.clone();
    advance(equations::computeDerivatives, t0, t - t0, y, equations.computeDerivatives(t0, y));
    return y;
  }

  private static void requireHalves(int dimension) {
    if (dimension % 2 != 0) {
      throw new MathIllegalArgumentException(
          LocalizedCoreFormats.DIMENSIONS_MISMATCH, dimension / 2, dimension - dimension / 2);
    }
  }

  private static void requireNumbers(double[] y, double time) {
    if (Arrays.stream(y).anyMatch(Double::isNaN)) {
      throw new MathIllegalStateException(
          LocalizedODEFormats.NAN_APPEARING_DURING_INTEGRATION, time);
    }
  }

  /** The right-hand side of the equations. */
  @FunctionalInterface
  interface Derivatives {
    double[] compute(double t, double[] y);
  }
}
