package org.noether.learning.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;

/** How many images train, validate and test. */
class ImageDataTest {
  private static final ImageDataset DATASET =
      new ImageDataset(images(0, 40), images(40, 20), List.of("a", "b"), "numbered");

  /** Images of one pixel, whose value is their number; the first half is of one class. */
  private static LabelledImages images(int first, int count) {
    var pixels = new float[count];
    int[] labels = IntStream.range(0, count).map(i -> 2 * i / count).toArray();
    for (int i = 0; i < count; i++) {
      pixels[i] = (first + i) / 100f;
    }
    return new LabelledImages(1, 1, 1, pixels, labels);
  }

  private static ImageConfig config(double train, double val, Optional<Integer> test) {
    return new ImageConfig(
            "ImgLieResnet", Map.of(), "", train, val, false, true, 1e-3, 10, 1, 0, "cpu")
        .withNTest(test);
  }

  @Test
  void aSmallSetIsLearnedFromAsAWhole() {
    ImageData data = ImageData.of(DATASET, ImageConfig.defaults(""));

    assertThat(data.train().size()).isEqualTo(40);
    assertThat(data.selects()).isFalse();
    assertThat(data.test().size()).isEqualTo(20);
  }

  @Test
  void numbersAndFractionsChooseTheParts() {
    ImageData numbers = ImageData.of(DATASET, config(12_000, 6, Optional.empty()));
    ImageData fractions = ImageData.of(DATASET, config(0.5, 0.25, Optional.empty()));

    assertThat(numbers.train().size()).isEqualTo(34);
    assertThat(numbers.valid().size()).isEqualTo(6);
    assertThat(fractions.train().size()).isEqualTo(20);
    assertThat(fractions.valid().size()).isEqualTo(10);
    assertThat(fractions.selects()).isTrue();
    assertThat(concat(numbers.train(), numbers.valid())).doesNotHaveDuplicates();
  }

  /** Files by class stand class by class, so the first ones would be of one class. */
  @Test
  void someTestImagesAreDrawnFromAll() {
    ImageData data = ImageData.of(DATASET, config(30, 0, Optional.of(8)));

    assertThat(data.test().size()).isEqualTo(8);
    assertThat(data.test().pixels()).doesNotHaveDuplicates();
    assertThat(Arrays.stream(data.test().labels()).distinct().toArray())
        .containsExactlyInAnyOrder(0, 1);
    assertThat(ImageData.of(DATASET, config(30, 0, Optional.of(99))).test().size()).isEqualTo(20);
  }

  @Test
  void sizesThatLeaveNothingAreRefused() {
    assertThatThrownBy(() -> ImageData.of(DATASET, config(10, 40, Optional.empty())))
        .hasMessage("of 40 training images, 40 to validate leave none to learn from");
    assertThatThrownBy(() -> config(10, 0, Optional.of(0))).hasMessageContaining("n_test");
  }

  private static float[] concat(LabelledImages first, LabelledImages second) {
    float[] all = Arrays.copyOf(first.pixels(), first.size() + second.size());
    System.arraycopy(second.pixels(), 0, all, first.size(), second.size());
    return all;
  }
}
