package org.noether.simulation.integrate;

import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/** Records the states at the times of a grid by dense output; the first one is already there. */
final class GridRecorder implements ODEStepHandler {
  private final double[] times;
  private final int count;
  private final double[] states;
  private int next = 1;

  GridRecorder(double[] times, int count, double[] states) {
    this.times = times;
    this.count = count;
    this.states = states;
  }

  /** Whether the last time to record is not after {@code time}. */
  boolean reaches(double time) {
    return time >= times[count - 1];
  }

  @Override
  public void handleStep(ODEStateInterpolator step) {
    double end = step.getCurrentState().getTime();
    while (next < count && times[next] <= end) {
      record(step.getInterpolatedState(times[next]));
    }
  }

  /** The integrator may stop a rounding error short of the last time of the grid. */
  @Override
  public void finish(ODEStateAndDerivative finalState) {
    if (next == times.length - 1 && next < count) {
      record(finalState);
    }
  }

  private void record(ODEStateAndDerivative state) {
    var z = state.getCompleteState();
    System.arraycopy(z, 0, states, next * z.length, z.length);
    next++;
  }
}
