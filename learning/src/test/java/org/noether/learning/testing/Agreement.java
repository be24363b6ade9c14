package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.noether.learning.backend.Executable;

/** What a case's numbers have to be, within what rounding can do to them. */
public final class Agreement {
  private final GraphCase graphCase;
  private final List<double[]> expected;
  private final List<double[]> bounds;

  /** Computes the numbers in double precision, and the bounds for a unit roundoff. */
  public Agreement(GraphCase graphCase, double unitRoundoff) {
    this.graphCase = graphCase;
    expected = Runs.reference(graphCase);
    bounds = ErrorBound.of(graphCase, unitRoundoff);
  }

  /** Runs the case twice on every backend, and checks the numbers, and that they are the same. */
  public static void ofAll(GraphCase graphCase) {
    Map<Double, Agreement> agreements = new HashMap<>();
    SoftAssertions softly = new SoftAssertions();
    for (BackendUnderTest backend : BackendUnderTest.all()) {
      Agreement agreement =
          agreements.computeIfAbsent(backend.unitRoundoff(), u -> new Agreement(graphCase, u));
      softly.assertThatCode(() -> agreement.check(backend)).doesNotThrowAnyException();
    }
    softly.assertAll();
  }

  private void check(BackendUnderTest backend) {
    Executable executable = backend.backend().compile(graphCase.outputs());
    PackedRun run = new PackedRun(backend.backend(), executable, graphCase, 1);
    List<double[]> first = run.run();
    check(backend.name(), first);
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
