package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.group.Translations;

class PixelDiscTest {
  /** A few operations on numbers of order 100. */
  private static final double ROUNDING = 1e-12;

  @Test
  void digitsHaveTheReferencesPoints() {
    var disc = PixelDisc.of(28, 28, new Translations(2));
    double[] positions = disc.positions();

    assertThat(disc.pixels().size()).isEqualTo(648);
    assertThat(positions).hasSize(2 * 648);
    int next = 0;
    for (int row = 0; row < 28; row++) {
      for (int column = 0; column < 28; column++) {
        double y = -14 + row * 28 / 27.0;
        double x = -14 + column * 28 / 27.0;
        if (y * y + x * x < 15 * 15) {
          assertThat(disc.pixels().get(next)).isEqualTo(28 * row + column);
          assertThat(positions[2 * next]).as("row first").isCloseTo(y, within(ROUNDING));
          assertThat(positions[2 * next + 1]).isCloseTo(x, within(ROUNDING));
          next++;
        }
      }
    }
    assertThat(next).isEqualTo(648);
  }

  @Test
  void coordinatesReachBothEdges() {
    double[] positions = PixelDisc.of(28, 28, new Translations(2)).positions();

    double[] rows = IntStream.range(0, 648).mapToDouble(i -> positions[2 * i]).toArray();
    assertThat(IntStream.range(0, 648).mapToDouble(i -> rows[i]).min()).hasValue(-14);
    assertThat(IntStream.range(0, 648).mapToDouble(i -> rows[i]).max()).hasValue(14);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 2", "9, 9", "10, 10", "16, 24", "24, 16", "32, 32", "63, 5"})
  void otherSizesHaveTheSameDiscOfTheirLongerSide(int height, int width) {
    var disc = PixelDisc.of(height, width, new Translations(2));
    double[] positions = disc.positions();
    double radius = 15.0 / 28 * Math.max(height, width);

    boolean[] inside = new boolean[height * width];
    for (int i = 0; i < disc.pixels().size(); i++) {
      int pixel = disc.pixels().get(i);
      inside[pixel] = true;
      assertThat(positions[2 * i]).isCloseTo(coordinate(pixel / width, height), within(ROUNDING));
      assertThat(positions[2 * i + 1])
          .isCloseTo(coordinate(pixel % width, width), within(ROUNDING));
    }
    for (int pixel = 0; pixel < inside.length; pixel++) {
      double distance =
          Math.hypot(coordinate(pixel / width, height), coordinate(pixel % width, width));
      assertThat(inside[pixel]).as("pixel %d", pixel).isEqualTo(distance < radius);
      assertThat(inside[pixel])
          .as("pixel %d and the one opposite", pixel)
          .isEqualTo(inside[inside.length - 1 - pixel]);
    }
  }

  /** Equally spaced from one edge of the image to the other; a single pixel is in the middle. */
  private static double coordinate(int index, int count) {
    return count == 1 ? 0 : (index / (count - 1.0) - 0.5) * count;
  }
}
