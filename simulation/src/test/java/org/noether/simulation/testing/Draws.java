package org.noether.simulation.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Random numbers for the cases of a property. Where a range is asked for, its ends come up more
 * often than the numbers between them, because that is where mistakes are.
 */
public final class Draws {
  private static final int ENDS_ONE_IN = 8;

  private final SplittableRandom random;

  private Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * One test per case, for a {@code @TestFactory}. The cases have the seeds 0, 1, and so on; a test
   * and its failure are named after the seed and the case.
   *
   * @param count the number of cases
   * @param draw makes a case
   * @param check fails for a case that does not have the property
   */
  public static <T> Stream<DynamicTest> tests(
      int count, Function<Draws, T> draw, ThrowingConsumer<T> check) {
    return LongStream.range(0, count)
        .mapToObj(seed -> {
          T drawn = of(seed, draw);
          String name = "seed " + seed + ": " + drawn;
          return DynamicTest.dynamicTest(name, () -> run(name, () -> check.accept(drawn)));
        });
  }

  /** Puts the name into what fails too, because Maven shows only the place of a dynamic test. */
  private static void run(String name, Executable test) {
    try {
      test.execute();
    } catch (Throwable e) {
      throw new AssertionError(name, e);
    }
  }

  /** The case of one seed. */
  public static <T> T of(long seed, Function<Draws, T> draw) {
    return draw.apply(new Draws(seed));
  }

  /** A number of a range that includes both ends. */
  public int between(int lowest, int highest) {
    return switch (random.nextInt(ENDS_ONE_IN)) {
      case 0 -> random.nextBoolean() ? lowest : highest;
      default -> random.nextInt(lowest, highest + 1);
    };
  }

  /** One of some values. */
  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** True half of the time. */
  public boolean coin() {
    return random.nextBoolean();
  }

  /** A number of 64 random bits, such as a seed. */
  public long bits() {
    return random.nextLong();
  }
}
