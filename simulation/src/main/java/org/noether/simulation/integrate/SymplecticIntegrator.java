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
 * Fixed-step symplectic integrators for separable Hamiltonians H = T(p) + V(q), built by composing
 * velocity Verlet steps: half a kick, a drift, half a kick (Hairer, Lubich and Wanner, Geometric
 * Numerical Integration, sections I.1.4 and II.4).
 *
 * <p>The state is y = (q, p) with halves of equal length. The equations must give dq/dt from p
 * alone and dp/dt from q alone; nothing can check that, and with other equations the order is lost.
 * Dense output is cubic Hermite.
 */
public final class SymplecticIntegrator extends AbstractIntegrator {
  private static final double YOSHIDA_OUTER = 1 / (2 - StrictMath.cbrt(2));

  private final double step;
  private final double[] weights;

  /**
   * The weights are the length of each Verlet step as a share of the whole step; their sum is 1.
   */
  private SymplecticIntegrator(String name, double step, double... weights) {
    super(name);
    this.step = FastMath.abs(step);
    this.weights = weights;
  }

  /**
   * The leapfrog method in its kick-drift-kick form (velocity Verlet, Störmer-Verlet): order 2,
   * symplectic, time-reversible.
   *
   * @param step integration step; its sign is ignored
   */
  public static SymplecticIntegrator leapfrog(double step) {
    return new SymplecticIntegrator("leapfrog", step, 1);
  }

  /**
   * Yoshida's fourth-order symplectic method: three leapfrog steps of lengths w, 1 - 2w and w with
   * w = 1 / (2 - 2^(1/3)), the middle one backward. Time-reversible. H. Yoshida, Construction of
   * higher order symplectic integrators, Physics Letters A 150 (1990), equation 2.11.
   *
   * @param step integration step; its sign is ignored
   */
  public static SymplecticIntegrator yoshida4(double step) {
    return new SymplecticIntegrator(
        "Yoshida 4", step, YOSHIDA_OUTER, 1 - 2 * YOSHIDA_OUTER, YOSHIDA_OUTER);
  }

  @Override
  public ODEStateAndDerivative integrate(
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
   * @param equations separable equations
   * @param t0 time of {@code y0}
   * @param y0 initial state (q, p)
   * @param t time to reach; before {@code t0} to step backward
   * @return the state at {@code t}
   * @throws MathIllegalArgumentException if the state has an odd number of elements
   */
  public double[] singleStep(
      OrdinaryDifferentialEquation equations, double t0, double[] y0, double t) {
    requireHalves(y0.length);
    var y = y0.clone();
    advance(equations::computeDerivatives, t0, t - t0, y, equations.computeDerivatives(t0, y));
    return y;
  }

  /** Advances {@code y} in place; {@code yDot} is its derivative at time {@code t}. */
  private void advance(Derivatives equations, double t, double h, double[] y, double[] yDot) {
    int half = y.length / 2;
    double time = t;
    var derivative = yDot;
    for (double weight : weights) {
      double length = weight * h;
      kick(y, derivative, length / 2, half);
      derivative = equations.compute(time, y);
      for (int i = 0; i < half; i++) {
        y[i] += length * derivative[i];
      }
      time += length;
      derivative = equations.compute(time, y);
      kick(y, derivative, length / 2, half);
    }
  }

  private static void kick(double[] y, double[] yDot, double length, int half) {
    for (int i = half; i < y.length; i++) {
      y[i] += length * yDot[i];
    }
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

  @FunctionalInterface
  private interface Derivatives {
    double[] compute(double t, double[] y);
  }
}
