package org.noether.simulation.trajectory;

/** Is told how far a long computation has come. */
@FunctionalInterface
public interface Progress {
  /**
   * Called now and then, by one thread at a time and with rising numbers, last with {@code done ==
   * total}.
   *
   * @param done units of work finished
   * @param total units of work altogether
   */
  void update(long done, long total);
}
