package org.noether.learning.task.dynamics;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;

/**
 * Short trajectories of a training, validation or test set, in a backend's precision.
 *
 * @param count the number N of trajectories
 * @param points the number T of points of each
 * @param width the length 2 n d of a state
 * @param bodies the number n of bodies
 * @param sysDim the number c of system parameters of each body
 * @param zs the states, of shape (N, T, 2 n d)
 * @param sysP the system parameters, of shape (N, n, c)
 * @param ts the times in double precision, of shape (N, T)
 */
record Samples(
    int count, int points, int width, int bodies, int sysDim, Buffer zs, Buffer sysP, double[] ts) {
  /** Returns samples in the backend's precision. */
  static Samples of(
      Backend backend, int count, int points, int bodies, double[] zs, double[] sysP, double[] ts) {
    Buffer states = backend.allocate(zs.length);
    backend.upload(zs, states, 0);
    Buffer parameters = backend.allocate(sysP.length);
    backend.upload(sysP, parameters, 0);
    return new Samples(
        count,
        points,
        zs.length / (count * points),
        bodies,
        sysP.length / (count * bodies),
        states,
        parameters,
        ts);
  }

  /** Returns the mean squared difference between the states and the first ones. */
  double meanSquaredChange() {
    double[] states = zs.backend().download(zs, 0, zs.size());
    int row = points * width;
    double sum = 0;
    for (int i = 0; i < states.length; i++) {
      double change = states[i] - states[i / row * row + i % width];
      sum += change * change;
    }
    return sum / states.length;
  }

  /** Returns the steps between the times of one sample, of shape (T - 1). */
  double[] steps(int sample) {
    double[] steps = new double[points - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = ts[sample * points + i + 1] - ts[sample * points + i];
    }
    return steps;
  }
}
