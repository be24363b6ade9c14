package org.noether.learning.task.dynamics;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.GenerateRequest;

/** The motion of true systems, integrated as the data was, at the times of learned rollouts. */
final class TrueMotion {
  private TrueMotion() {}

  /** Returns the time between the points of the data: the grid includes both its ends. */
  static double spacing(GenerateRequest request) {
    return request.dt() * request.points() / (request.points() - 1);
  }

  /** Returns the times from the initial state on, one more than steps. */
  static double[] times(GenerateRequest request, int steps) {
    double dt = spacing(request);
    double[] times = new double[steps + 1];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * dt;
    }
    return times;
  }

  /** Returns the states of a system at the times, the first of which is that of {@code z0}. */
  static double[][] follow(
      GenerateRequest request, HamiltonianSystem system, double[] z0, double[] times) {
    int width = system.getDimension();
    double[] flat = new double[times.length * width];
    request.integrator().integrate(system, z0, times, times.length, flat);
    double[][] states = new double[times.length][];
    for (int i = 0; i < times.length; i++) {
      states[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return states;
  }
}
