package org.noether.simulation.integrate;

/** Receives the states of systems, the latest valid. */
interface StateReceiver {
  /** How many states of a system are wanted. */
  int times(int member);

  /**
   * The states of some systems at one time; those that are not wanted are ignored.
   *
   * @param time the number of the time
   * @param members the numbers of the systems, ascending
   * @param z rows of the state, with an element for each of these systems
   */
  void receive(int time, int[] members, double[][] z);

  /**
   * The states of one system at all times that are wanted.
   *
   * @param member the number of the system
   * @param states consecutive states
   */
  void receive(int member, double[] states);
}
