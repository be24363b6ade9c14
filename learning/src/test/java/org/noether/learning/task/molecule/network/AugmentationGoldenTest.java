package org.noether.learning.task.molecule.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;

/** {@link RandomMotion} against the reference implementation. */
class AugmentationGoldenTest {
  /** The reference computes in single precision with numbers of a few Angstrom: some 10 ulps. */
  private static final double SINGLE = 1e-5;

  @TestFactory
  Stream<DynamicTest> motions() {
    return GoldenCases.tests("aug_se3", AugmentationGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    int[] shape = tensors.tensor("in.coords").shape();
    double[] positions = tensors.tensor("in.coords").doubles();
    GoldenMotions.move(tensors, positions, shape);
    assertThat(positions).containsExactly(tensors.tensor("out.coords").doubles(), within(SINGLE));
    assertThat(Arrays.equals(positions, tensors.tensor("in.coords").doubles())).isFalse();
  }
}
