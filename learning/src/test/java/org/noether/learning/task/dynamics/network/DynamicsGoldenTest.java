package org.noether.learning.task.dynamics.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.group.GoldenGroup;
import org.noether.learning.group.Groups;
import org.noether.learning.nn.GoldenLayer;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;

/** The dynamics networks against the reference implementation. */
class DynamicsGoldenTest {
  /** Rounding of two double precision programs that add in different orders. */
  private static final double DOUBLE = 1e-9;

  /** Rounding of two single precision programs, through 16 evaluations and two derivatives. */
  private static final double SINGLE = 2e-4;

  @TestFactory
  Stream<DynamicTest> inDoublePrecision() {
    return tests(".f64", Backends.choose("reference").backend(), DOUBLE);
  }

  @TestFactory
  Stream<DynamicTest> inSinglePrecision() {
    return tests(".f32", Backends.choose(GoldenLayer.SINGLE_BACKEND).backend(), SINGLE);
  }

  private static Stream<DynamicTest> tests(String suffix, Backend backend, double tolerance) {
    List<GoldenCase> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (GoldenCase golden : GoldenCases.of("dynamics")) {
      if (golden.name().endsWith(suffix)) {
        if (isKnown(golden)) {
          known.add(golden);
        } else {
          unknown.add(golden.name());
        }
      }
    }
    System.out.printf(
        "golden dynamics %s on %s: %d cases; skipped for want of the network or group: %d %s%n",
        suffix, backend.name(), known.size(), unknown.size(), unknown);
    return known.stream()
        .map(golden ->
            DynamicTest.dynamicTest(golden.name(), () -> run(golden, backend, tolerance)));
  }

  private static void run(GoldenCase golden, Backend backend, double tolerance) {
    double error = new GoldenDynamics(golden, backend, tolerance).check();
    System.out.printf(Locale.ROOT, "%s: largest relative error %.1e%n", golden, error);
  }

  private static boolean isKnown(GoldenCase golden) {
    return DynamicsNetworks.names().contains(golden.json().path("net").stringValue())
        && (!golden.json().path("group").isString()
            || Groups.names().contains(GoldenGroup.spec(golden.json()).name()));
  }
}
