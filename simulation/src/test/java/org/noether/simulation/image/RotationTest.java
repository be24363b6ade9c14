package org.noether.simulation.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;

class RotationTest {
  /**
   * The reference computes places in single precision: near 28 pixels three roundings of up to
   * 2^-24 * 2.5 * 14, each way, times a slope of at most 1 between pixels in [0, 1].
   */
  private static final double SINGLE = 1.3e-5;

  @TestFactory
  Stream<DynamicTest> rotatesAsTheReference() {
    return GoldenCases.tests("aug_img", RotationTest::check);
  }

  /** The second and third draw move the image by up to {@code max_trans / 28} of half its size. */
  private static void check(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    int[] shape = tensors.tensor("in.img").shape();
    float[] from = floats(tensors, "in.img");
    float[] to = new float[from.length];
    double most = golden.json().path("max_trans").doubleValue();
    for (int i = 0; i < shape[0]; i++) {
      double angle = 2 * Math.PI * tensors.tensor("rec.rand.0").doubles()[i];
      double x = most * (2 * tensors.tensor("rec.rand.1").doubles()[i] - 1) / shape[3];
      double y = most * (2 * tensors.tensor("rec.rand.2").doubles()[i] - 1) / shape[2];
      int at = i * from.length / shape[0];
      int[] each = Arrays.copyOfRange(shape, 1, 4);
      Rotation.sample(
          from, at, to, at, each, new double[] {Math.cos(angle), Math.sin(angle), x, y});
    }
    assertThat(to).containsExactly(floats(tensors, "out.img"), within((float) SINGLE));
    assertThat(to).isNotEqualTo(from);
  }

  private static float[] floats(SafetensorsFile tensors, String name) {
    double[] values = tensors.tensor(name).doubles();
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void aQuarterTurnsClockwiseAboutTheCentre() {
    float[] image = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    float[] turned = new float[9];
    Rotation.rotate(image, 0, turned, 0, 1, 3, 3, Math.PI / 2);
    assertThat(turned).containsExactly(new float[] {6, 3, 0, 7, 4, 1, 8, 5, 2}, within(1e-6f));
  }

  @Test
  void cornersThatLeaveTheImageAreLostAndZerosEnter() {
    float[] image = new float[28 * 28];
    Arrays.fill(image, 1);
    float[] turned = new float[2 * 28 * 28];
    Rotation.rotate(image, 0, turned, 28 * 28, 1, 28, 28, Math.PI / 4);
    assertThat(Arrays.copyOf(turned, 28 * 28)).containsOnly(0);
    assertThat(turned[28 * 28]).isZero();
    assertThat(turned[28 * 28 + 14 * 28 + 14]).isEqualTo(1);
  }

  @Test
  void channelsAndUnequalSidesTurnAlike() {
    float[] image = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
    float[] turned = new float[12];
    Rotation.rotate(image, 0, turned, 0, 2, 2, 3, Math.PI);
    assertThat(turned)
        .containsExactly(new float[] {6, 5, 4, 3, 2, 1, 60, 50, 40, 30, 20, 10}, within(1e-4f));
  }
}
