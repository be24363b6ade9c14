package org.noether.simulation.integrate;

import java.util.Arrays;
import org.noether.simulation.tape.LaneRows;

/**
 * States in a row for each time.
 *
 * @param rows component k of system i is at k * systems + i of the row
 * @param systems number of systems
 */
@SuppressWarnings("ArrayRecordComponent")
record RowsByTime(double[][] rows, int systems) implements StateReceiver {
  @Override
  public int times(int member) {
    return rows.length;
  }

  @Override
  public void receive(int time, int[] members, double[][] z) {
    double[] row = rows[time];
    int first = members[0];
    for (int k = 0; k < z.length; k++) {
      if (adjacent(members)) {
        System.arraycopy(z[k], 0, row, k * systems + first, members.length);
      } else {
        for (int lane = 0; lane < members.length; lane++) {
          row[k * systems + members[lane]] = z[k][lane];
        }
      }
    }
  }

  /** Whether systems, whose numbers ascend, follow each other. */
  static boolean adjacent(int[] members) {
    return members[members.length - 1] - members[0] == members.length - 1;
  }

  /** The place of the states at a time, from one system on. */
  LaneRows at(int time, int first, int dimension) {
    var arrays = new double[dimension][];
    Arrays.fill(arrays, rows[time]);
    var from = new int[dimension];
    Arrays.setAll(from, k -> k * systems + first);
    return new LaneRows(arrays, from);
  }

  @Override
  public void receive(int member, double[] states) {
    int dimension = states.length / rows.length;
    for (int at = 0; at < states.length; at++) {
      rows[at / dimension][at % dimension * systems + member] = states[at];
    }
  }
}
