package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.noether.learning.backend.Backend;

/** What a case's numbers have to be, within what rounding can do to them. */
public final class Agreement {
  private static final Map<String, Agreement> KNOWN = new ConcurrentHashMap<>();

  private final GraphCase graphCase;
  private final List<double[]> expected;
  private final List<double[]> bounds;

  /** Computes the numbers in double precision, and the bounds for a unit roundoff. */
  public Agreement(GraphCase graphCase, double unitRoundoff) {
    this.graphCase = graphCase;
    expected = Runs.reference(graphCase);
    bounds = ErrorBound.of(graphCase, unitRoundoff);
  }

  /** Returns the agreement of a case, worked out once for all backends of one precision. */
  public static Agreement of(GraphCase graphCase, double unitRoundoff) {
    return KNOWN.computeIfAbsent(
        graphCase.name() + ", " + unitRoundoff, _ -> new Agreement(graphCase, unitRoundoff));
  }

  /** Runs the case twice on a backend, and checks the numbers, and that they are the same. */
  public void check(Backend backend) {
    PackedRun run = new PackedRun(backend, graphCase, 1);
    List<double[]> first = run.run();
    check(backend.description(), first);
    assertSame(run.run(), first);
  }

  /** Checks that two runs gave the same bits. */
  public static void assertSame(List<double[]> actual, List<double[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      assertThat(actual.get(k)).as("output %d, again", k).isEqualTo(expected.get(k));
    }
  }

  /** Checks the outputs' numbers. */
  public void check(String what, List<double[]> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      for (int i = 0; i < expected.get(k).length; i++) {
        double error = Math.abs(actual.get(k)[i] - expected.get(k)[i]);
        if (!(error <= bounds.get(k)[i]) && bounds.get(k)[i] < Double.POSITIVE_INFINITY) {
          throw new AssertionError(
              String.format(
                  Locale.ROOT,
                  "%s, %s, output %d (%s), element %d: %s, exactly %s, rounding explains %s",
                  what,
                  graphCase,
                  k,
                  graphCase.outputs().get(k),
                  i,
                  actual.get(k)[i],
                  expected.get(k)[i],
                  bounds.get(k)[i]));
        }
      }
    }
  }

  /** Returns how many numbers there are. */
  public long count() {
    return expected.stream().mapToLong(numbers -> numbers.length).sum();
  }

  /** Returns how many numbers rounding changes by less than 1 % of the number, or of 1. */
  public long sharp() {
    long sharp = 0;
    for (int k = 0; k < expected.size(); k++) {
      for (int i = 0; i < expected.get(k).length; i++) {
        double scale = Math.max(1, Math.abs(expected.get(k)[i]));
        sharp += bounds.get(k)[i] < 0.01 * scale ? 1 : 0;
      }
    }
    return sharp;
  }
}
