package org.noether.simulation.integrate;

import org.hipparchus.ode.EquationsMapper;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.sampling.AbstractODEStateInterpolator;

/**
 * The cubic that matches states and derivatives at both ends of a step; its error is of fourth
 * order in the step.
 */
final class HermiteStateInterpolator extends AbstractODEStateInterpolator {
  private static final long serialVersionUID = 1L;

  HermiteStateInterpolator(
      boolean forward,
      ODEStateAndDerivative globalPrevious,
      ODEStateAndDerivative globalCurrent,
      ODEStateAndDerivative softPrevious,
      ODEStateAndDerivative softCurrent,
      EquationsMapper mapper) {
    super(forward, globalPrevious, globalCurrent, softPrevious, softCurrent, mapper);
  }

  @Override
  protected HermiteStateInterpolator create(
      boolean forward,
      ODEStateAndDerivative globalPrevious,
      ODEStateAndDerivative globalCurrent,
      ODEStateAndDerivative softPrevious,
      ODEStateAndDerivative softCurrent,
      EquationsMapper mapper) {
    return new HermiteStateInterpolator(
        forward, globalPrevious, globalCurrent, softPrevious, softCurrent, mapper);
  }

  @Override
  protected ODEStateAndDerivative computeInterpolatedStateAndDerivatives(
      EquationsMapper mapper, double time, double theta, double thetaH, double oneMinusThetaH) {
    double h = thetaH + oneMinusThetaH;
    double eta = 1 - theta;
    double[] y0 = getGlobalPreviousState().getCompleteState();
    double[] y1 = getGlobalCurrentState().getCompleteState();
    double[] f0 = getGlobalPreviousState().getCompleteDerivative();
    double[] f1 = getGlobalCurrentState().getCompleteDerivative();
    var y = new double[y0.length];
    var yDot = new double[y0.length];
    for (int i = 0; i < y.length; i++) {
      double rise = y1[i] - y0[i];
      double left = h * f0[i] - rise;
      double right = rise - h * f1[i];
      y[i] = eta * y0[i] + theta * y1[i] + theta * eta * (eta * left + theta * right);
      yDot[i] =
          (rise + (1 - 2 * theta) * (eta * left + theta * right) + theta * eta * (right - left))
              / h;
    }
    return mapper.mapStateAndDerivative(time, y, yDot);
  }
}
