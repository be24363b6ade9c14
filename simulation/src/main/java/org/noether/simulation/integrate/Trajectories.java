package org.noether.simulation.integrate;

/**
 * Consecutive states of each system.
 *
 * @param states component k of system i at time t is at t * dimension + k of row i
 * @param dimension number of components of a state
 */
@SuppressWarnings("ArrayRecordComponent")
record Trajectories(double[][] states, int dimension) implements StateReceiver {
  @Override
  public int times(int member) {
    return states[member].length / dimension;
  }

  @Override
  public void receive(int time, int[] members, double[][] z) {
    int at = time * dimension;
    for (int lane = 0; lane < members.length; lane++) {
      double[] target = states[members[lane]];
      if (at < target.length) {
        for (int k = 0; k < dimension; k++) {
          target[at + k] = z[k][lane];
        }
      }
    }
  }

  @Override
  public void receive(int member, double[] all) {
    System.arraycopy(all, 0, states[member], 0, all.length);
  }
}
