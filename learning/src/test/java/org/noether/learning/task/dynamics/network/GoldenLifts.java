package org.noether.learning.task.dynamics.network;

import java.util.ArrayList;
import java.util.List;
import org.noether.simulation.io.SafetensorsFile;

/**
 * The random numbers with which the reference lifted bodies, turned into those that lift them to
 * the same group elements here.
 */
final class GoldenLifts {
  private final SafetensorsFile tensors;
  private final int batch;
  private final int bodies;

  GoldenLifts(SafetensorsFile tensors) {
    this.tensors = tensors;
    int[] sysP = tensors.tensor("in.sysP").shape();
    this.batch = sysP[0];
    this.bodies = sysP[1];
  }

  /** Returns whether bodies lift at random. */
  boolean random() {
    return tensors.tensors().keySet().stream().anyMatch(name -> name.startsWith("rec_dzdt.rand"));
  }

  /**
   * Returns the numbers drawn in a stage, one plane for each evaluation; each plane is (batch,
   * bodies, bodies), and its rows begin with the numbers of one body, or of all of a system.
   */
  List<double[]> planes(String stage, int numbers) {
    List<double[]> planes = new ArrayList<>();
    while (true) {
      String name = "rec_" + stage + ".rand." + planes.size();
      boolean angle = tensors.tensors().containsKey(name);
      if (!angle) {
        name = "rec_" + stage + ".randn." + planes.size();
        if (!tensors.tensors().containsKey(name)) {
          return planes;
        }
      }
      double[] drawn = tensors.tensor(name).doubles();
      int points = tensors.tensor(name).shape()[1];
      double[] plane = new double[batch * bodies * bodies];
      for (int i = 0; i < batch * bodies; i++) {
        int row = points == 1 ? i / bodies : i;
        double[] uniform =
            angle ? new double[] {(drawn[row] + 0.5) % 1} : quaternion(drawn, 4 * row, numbers);
        System.arraycopy(uniform, 0, plane, i * bodies, numbers);
      }
      planes.add(plane);
    }
  }

  private static double[] quaternion(double[] q, int at, int numbers) {
    double vector = Math.hypot(Math.hypot(q[at + 1], q[at + 2]), q[at + 3]);
    if (numbers == 1) {
      return new double[] {Math.atan2(vector, q[at]) / Math.PI};
    }
    double first = Math.hypot(q[at], q[at + 1]);
    double second = Math.hypot(q[at + 2], q[at + 3]);
    return new double[] {
      second * second / (first * first + second * second),
      Math.atan2(q[at], q[at + 1]) / (2 * Math.PI),
      Math.atan2(q[at + 2], q[at + 3]) / (2 * Math.PI)
    };
  }
}
