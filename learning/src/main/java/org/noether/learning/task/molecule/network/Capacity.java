package org.noether.learning.task.molecule.network;

/**
 * How much room to make for a number of things that differs from batch to batch: few different
 * amounts, so that few programs serve all batches, and always the same for the same number.
 *
 * @param usual enough for almost all batches
 */
public record Capacity(int usual) {
  private static final double STEP = 4.0 / 3;

  /** Deviations above the mean that all but about one in 160 batches stay below. */
  private static final double DEVIATIONS = 2.5;

  /**
   * Returns the capacity for sums of {@code count} numbers drawn from those given.
   *
   * @throws IllegalArgumentException if no number is given
   */
  public static Capacity ofSums(double[] numbers, int count) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("no numbers");
    }
    double sum = 0;
    double squares = 0;
    for (double number : numbers) {
      sum += number;
      squares += number * number;
    }
    double mean = sum / numbers.length;
    double variance = Math.max(squares / numbers.length - mean * mean, 0);
    return new Capacity((int) Math.ceil(count * mean + DEVIATIONS * Math.sqrt(count * variance)));
  }

  /** Returns the room for a number of things: the usual times a power of 4/3. */
  public int of(int needed) {
    double room = Math.max(usual, 1);
    while (room / STEP >= needed && room > 1) {
      room /= STEP;
    }
    while (Math.ceil(room) < needed) {
      room *= STEP;
    }
    return (int) Math.ceil(room);
  }
}
