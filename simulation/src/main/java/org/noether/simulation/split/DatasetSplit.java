package org.noether.simulation.split;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The paper's divisions of a data set, given as the indices that belong to each part. */
public final class DatasetSplit {
  /** As a size: all elements that no other part takes. */
  public static final double REST = -1;

  private static final int SEED = 0;
  private static final int QM9_TRAIN = 100_000;
  private static final int QM9_MOLECULES = 130_831;
  private static final int QM9_TEST_DIVISOR = 10;

  private DatasetSplit() {}

  /**
   * Divides {@code n} elements at random, always with the same seed. The parts are served in order
   * of decreasing size (equal sizes in the given order): each shuffles what its predecessors left
   * and takes the first elements; a part that takes all that is left takes it in order.
   *
   * @param n number of elements
   * @param sizes per part a count, a fraction in (0, 1] of {@code n} (rounded half to even), or
   *     {@link #REST}
   * @return the indices of each part, in the order in which the parts were served
   * @throws IllegalArgumentException if a size is none of these or the parts need more than {@code
   *     n} elements
   */
  public static Map<String, int[]> of(int n, Map<String, Double> sizes) {
    var counts = new LinkedHashMap<String, Integer>();
    sizes.forEach((part, size) -> counts.put(part, count(part, size, n)));
    long wanted = counts.values().stream().filter(count -> count > 0).mapToLong(c -> c).sum();
    if (wanted > n) {
      throw new IllegalArgumentException(
          "the parts %s need %d elements, but there are %d".formatted(sizes, wanted, n));
    }
    var random = new NumpyRandomState(SEED);
    var parts = new LinkedHashMap<String, int[]>();
    int[] left = IntStream.range(0, n).toArray();
    var served =
        counts.entrySet().stream()
            .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
            .toList();
    for (var part : served) {
      int count = part.getValue();
      if (count == REST || count == left.length) {
        parts.put(part.getKey(), left);
        left = new int[0];
      } else {
        var pool = left;
        int[] shuffled = Arrays.stream(random.permutation(left.length)).map(i -> pool[i]).toArray();
        parts.put(part.getKey(), Arrays.copyOf(shuffled, count));
        left = Arrays.copyOfRange(shuffled, count, shuffled.length);
      }
    }
    return parts;
  }

  /**
   * The division of QM9 that the paper inherits from Anderson, Hy and Kondor (Cormorant, 2019): of
   * one permutation the first 100,000 molecules for {@code train}, the last tenth (rounded down)
   * for {@code test}, and those between for {@code valid}. Of fewer molecules than the 130,831 of
   * QM9, the share 100,000 / 130,831, rounded down, is for {@code train}.
   *
   * @param molecules number of molecules, after the exclusions
   * @return the indices of each part among the molecules kept
   * @throws IllegalArgumentException if there are fewer than ten molecules
   */
  public static Map<String, int[]> qm9(int molecules) {
    return qm9(molecules, OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * As {@link #qm9(int)}, with given sizes.
   *
   * @param validSize size of {@code valid}; with it, {@code train} is the rest
   * @param testSize size of {@code test}
   * @throws IllegalArgumentException if there are fewer than ten molecules where one to test is
   *     wanted, or none is left to train on
   */
  public static Map<String, int[]> qm9(int molecules, OptionalInt validSize, OptionalInt testSize) {
    if (molecules < QM9_TEST_DIVISOR && testSize.isEmpty()) {
      throw new IllegalArgumentException(
          "%d molecules are too few to divide: %d are the least with one to test"
              .formatted(molecules, QM9_TEST_DIVISOR));
    }
    int test = testSize.orElse(molecules / QM9_TEST_DIVISOR);
    int share = (int) Math.min(QM9_TRAIN, (long) molecules * QM9_TRAIN / QM9_MOLECULES);
    long rest = (long) molecules - test;
    long train = validSize.isPresent() ? rest - validSize.getAsInt() : Math.min(share, rest - 1);
    if (train < 1 || test < 1 || validSize.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "of %d molecules, %d to validate and %d to test leave none to train on"
              .formatted(molecules, validSize.orElse(1), test));
    }
    return qm9((int) train, (int) (rest - train), test);
  }

  private static Map<String, int[]> qm9(int train, int valid, int test) {
    int molecules = train + valid + test;
    int[] permutation = new NumpyRandomState(SEED).permutation(molecules);
    var parts = new LinkedHashMap<String, int[]>();
    parts.put("train", Arrays.copyOf(permutation, train));
    parts.put("valid", Arrays.copyOfRange(permutation, train, train + valid));
    parts.put("test", Arrays.copyOfRange(permutation, train + valid, molecules));
    return parts;
  }

  private static int count(String part, double size, int n) {
    if (size > 0 && size <= 1) {
      return (int) Math.rint(size * n);
    }
    if (size == REST || (size >= 0 && size == Math.rint(size) && size <= Integer.MAX_VALUE)) {
      return (int) size;
    }
    throw new IllegalArgumentException(
        "part %s has size %s; give a count, a fraction in (0, 1] or -1 for the rest"
            .formatted(part, size));
  }
}
