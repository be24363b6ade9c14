package org.noether.learning.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.cpu.CpuBackend;
import org.noether.learning.backend.cpu.VectorWidth;

/**
 * A backend to compare with the reference.
 *
 * @param name what a failing test calls it
 * @param backend the backend
 */
public record BackendUnderTest(String name, Backend backend) {

  /**
   * Returns what is compared with the reference: the interpreter rounded to single precision, which
   * shows that the bounds hold, and each backend that this machine has.
   */
  public static List<BackendUnderTest> all() {
    List<BackendUnderTest> all = new ArrayList<>();
    all.add(new BackendUnderTest("rounded definitions", new RoundingBackend(x -> (float) x)));
    all.addAll(found());
    return all;
  }

  /** Returns the backends of this machine, each in every kind, but for the reference. */
  public static List<BackendUnderTest> found() {
    return Backends.available().stream()
        .filter(backend -> !backend.name().equals("reference"))
        .flatMap(BackendUnderTest::kinds)
        .toList();
  }

  private static Stream<BackendUnderTest> kinds(Backend backend) {
    return backend instanceof CpuBackend
        ? Arrays.stream(VectorWidth.values())
            .map(width -> new BackendUnderTest("cpu, " + width, new CpuBackend(width)))
        : Stream.of(new BackendUnderTest(backend.name(), backend));
  }

  /** Returns the largest relative error of rounding to the backend's precision. */
  public double unitRoundoff() {
    return switch (backend.allocate(0)) {
      case Buffer.F32 _ -> 0x1p-24;
      case Buffer.F64 _ -> 0x1p-53;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
