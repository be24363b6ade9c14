package org.noether.simulation.integrate;

/**
 * States of one system after the other.
 *
 * @param states component k of system i at time t is at (i * count + t) * dimension + k
 * @param count number of times
 * @param dimension number of components of a state
 */
@SuppressWarnings("ArrayRecordComponent")
record Trajectories(double[] states, int count, int dimension) implements StateReceiver {
  @Override
  public void receive(int time, int[] members, double[][] z) {
    for (int lane = 0; lane < members.length; lane++) {
      int at = (members[lane] * count + time) * dimension;
      for (int k = 0; k < dimension; k++) {
        states[at + k] = z[k][lane];
      }
    }
  }

  @Override
  public void receive(int member, double[] all) {
    System.arraycopy(all, 0, states, member * count * dimension, all.length);
  }
}
