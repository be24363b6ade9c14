package org.noether.learning.task.image.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class CrossEntropyTest {
  private static final int IMAGES = 4;
  private static final int CLASSES = 10;

  private final Graph graph = new Graph();
  private final Tensor scores = graph.input("scores", Shape.of(IMAGES, CLASSES));
  private final Tensor targets = graph.input("targets", Shape.of(IMAGES, CLASSES));
  private final Tensor loss = ImgLieResnet.crossEntropy(scores, targets);
  private final List<Tensor> outputs = List.of(loss, Gradients.of(loss, List.of(scores)).get(0));
  private final Random random = new Random(5);

  private List<double[]> run(String backend, double[] given) {
    return new CompiledFunction(Backends.choose(backend).backend(), outputs)
        .call(Map.of("scores", given, "targets", targets()));
  }

  /** The class of image i is 3 i modulo 10. */
  private static int label(int image) {
    return 3 * image % CLASSES;
  }

  private static double[] targets() {
    double[] targets = new double[IMAGES * CLASSES];
    for (int image = 0; image < IMAGES; image++) {
      targets[image * CLASSES + label(image)] = 1;
    }
    return targets;
  }

  private double[] random(double scale) {
    return random.doubles(IMAGES * CLASSES, -scale, scale).toArray();
  }

  /** The mean of -log of the label's softmax, where exponents are of differences. */
  private static double definition(double[] scores) {
    double sum = 0;
    for (int image = 0; image < IMAGES; image++) {
      sum -= Math.log(softmax(scores, image, label(image)));
    }
    return sum / IMAGES;
  }

  private static double softmax(double[] scores, int image, int label) {
    double others = 0;
    for (int c = 0; c < CLASSES; c++) {
      others += Math.exp(scores[image * CLASSES + c] - scores[image * CLASSES + label]);
    }
    return 1 / others;
  }

  @Test
  void isTheMeanLogarithmOfTheSoftmax() {
    double[] given = random(3);

    double[] gradient = run("reference", given).get(1);

    assertThat(run("reference", given).get(0)[0]).isCloseTo(definition(given), within(1e-14));
    double[] targets = targets();
    for (int i = 0; i < given.length; i++) {
      double expected = softmax(given, i / CLASSES, i % CLASSES) - targets[i];
      assertThat(gradient[i]).isCloseTo(expected / IMAGES, within(1e-15));
    }
  }

  @Test
  void gradientsAreFiniteDifferences() {
    double[] given = random(3);
    double[] gradient = run("reference", given).get(1);
    double step = 1e-4;

    for (int i = 0; i < given.length; i++) {
      double[] more = given.clone();
      double[] less = given.clone();
      more[i] += step;
      less[i] -= step;
      double difference =
          (run("reference", more).get(0)[0] - run("reference", less).get(0)[0]) / (2 * step);
      // The third derivative is at most 1/4, so the error is below 1e-9; rounding adds 1e-11.
      assertThat(difference).isCloseTo(gradient[i], within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void largeScoresNeitherOverflowNorVanish(String backend) {
    double[] given = random(1e4);
    for (int i = 0; i < given.length; i++) {
      given[i] = (float) given[i];
    }

    List<double[]> results = run(backend, given);

    double expected = 0;
    for (int image = 0; image < IMAGES; image++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < CLASSES; c++) {
        largest = Math.max(largest, given[image * CLASSES + c]);
      }
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.exp(given[image * CLASSES + c] - largest);
      }
      expected += (largest + Math.log(sum) - given[image * CLASSES + label(image)]) / IMAGES;
    }
    assertThat(expected).as("the scores are large").isGreaterThan(1e3);
    // A dozen operations on numbers of up to 40 000, in single precision.
    assertThat(results.get(0)[0]).isCloseTo(expected, within(12 * 4e4 * 0x1p-24));
    for (double gradient : results.get(1)) {
      assertThat(gradient).isBetween(-1.0 / IMAGES, 1.0 / IMAGES);
    }
    assertThat(results.get(1)[label(0)]).as("the label is pulled up").isNegative();
  }

  /** Where all scores are equal, also the largest, each class has the probability 1/10. */
  @ParameterizedTest
  @ValueSource(doubles = {0, -1e4, 1e4})
  void equalScoresGiveTheLogarithmOfTheClasses(double score) {
    double[] given = new double[IMAGES * CLASSES];
    Arrays.fill(given, score);

    List<double[]> results = run("reference", given);

    assertThat(results.get(0)[0]).isCloseTo(Math.log(CLASSES), within(1e-14));
    double[] targets = targets();
    for (int i = 0; i < given.length; i++) {
      assertThat(results.get(1)[i]).isCloseTo((0.1 - targets[i]) / IMAGES, within(1e-15));
    }
  }
}
