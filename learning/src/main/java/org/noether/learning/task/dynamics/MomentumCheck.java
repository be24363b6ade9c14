package org.noether.learning.task.dynamics;

import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.TrajectoryDataset;

/**
 * Compares momenta with masses times the velocities that positions have, which tells a layout that
 * is another than the shapes say, or velocities in the place of momenta.
 */
final class MomentumCheck {
  private MomentumCheck() {}

  /**
   * The root mean square of (q(t + h) - q(t)) / h - (p(t) + p(t + h)) / 2 m, as a part of that of
   * (q(t + h) - q(t)) / h, over all bodies and times; small if points lie closely. The mass is the
   * first parameter of a body.
   */
  static double difference(TrajectoryDataset data) {
    GenerateRequest layout = data.request();
    int dim = layout.spaceDimension();
    int parameters = layout.kind().parameterNames().size();
    double error = 0;
    double scale = 0;
    for (int s = 0; s < data.systems(); s++) {
      double[] z = data.zs()[s];
      int half = data.bodies(s) * dim;
      for (int t = 1; t < data.points(); t++) {
        double step = data.ts()[s][t] - data.ts()[s][t - 1];
        int now = t * 2 * half;
        int before = now - 2 * half;
        for (int i = 0; i < half; i++) {
          double mass = data.sysP()[s][i / dim * parameters];
          double velocity = (z[now + i] - z[before + i]) / step;
          double expected = (z[now + half + i] + z[before + half + i]) / (2 * mass);
          error += (velocity - expected) * (velocity - expected);
          scale += velocity * velocity;
        }
      }
    }
    return scale == 0 ? 0 : Math.sqrt(error / scale);
  }
}
