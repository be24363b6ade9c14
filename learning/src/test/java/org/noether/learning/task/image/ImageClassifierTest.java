package org.noether.learning.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.task.image.network.ImgLieResnet;
import org.noether.learning.testing.Numbers;
import org.noether.learning.testing.OffHeapBackend;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.learning.train.Weights;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.image.Rotation;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;

class ImageClassifierTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(2);
  private static final int SIDE = 10;

  @TempDir private Path folder;

  private Path train(String backend, String group) throws IOException {
    Path run = folder.resolve("run");
    Path images = TinyImages.write(folder, SIDE, 4);
    Trainer.run(
        new ImageTask(),
        TinyImages.config(images, backend, 1, TinyImages.group(group)),
        run,
        OPTIONS,
        TrainListener.SILENT);
    return run;
  }

  /** More than are predicted together, which is 25. */
  private static LabelledImages images() {
    return TinyImages.noise(SIDE, 57, 3);
  }

  @ParameterizedTest
  @CsvSource({"cpu, T", "cpu, SE2", "reference, T"})
  void predictionsDependOnNoOtherImage(String backend, String group) throws IOException {
    ImageClassifier classifier = ImageClassifier.open(train(backend, group));
    LabelledImages images = images();
    double[][] scores = classifier.scores(images);

    double[][] reversed = classifier.scores(images.select(order(images, i -> 56 - i)));
    for (int i = 0; i < 57; i++) {
      assertThat(reversed[56 - i]).as("image %d", i).isEqualTo(scores[i]);
    }
    for (int i : new int[] {0, 24, 25, 56}) {
      double[][] alone = classifier.scores(images.select(new int[] {i}));
      assertThat(alone).hasNumberOfRows(1);
      assertThat(alone[0]).as("image %d", i).isEqualTo(scores[i]);
    }
    assertThat(scores[0]).as("images differ").isNotEqualTo(scores[1]).hasSize(3);
  }

  private static int[] order(LabelledImages images, IntUnaryOperator place) {
    return IntStream.range(0, images.size()).map(place).toArray();
  }

  @Test
  void evaluationRepeatsToTheBit() throws IOException {
    Path run = train("cpu", "SE2");
    ImageClassifier classifier = ImageClassifier.open(run);
    double[][] scores = classifier.scores(images());

    assertThat(classifier.scores(images())).isDeepEqualTo(scores);
    assertThat(ImageClassifier.open(run).scores(images())).isDeepEqualTo(scores);
  }

  @Test
  void predictsTheLargestScore() throws IOException {
    ImageClassifier classifier = ImageClassifier.open(train("cpu", "T"));
    LabelledImages images = images();
    double[][] scores = classifier.scores(images);

    int[] labels = classifier.predict(images);

    assertThat(classifier.classes()).isEqualTo(TinyImages.CLASSES);
    for (int i = 0; i < labels.length; i++) {
      for (double score : scores[i]) {
        assertThat(scores[i][labels[i]]).isGreaterThanOrEqualTo(score);
      }
    }
    assertThat(classifier.predict(images.select(new int[0]))).isEmpty();
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    ImageClassifier classifier = ImageClassifier.open(train("reference", "T"));

    assertThatThrownBy(() -> classifier.predict(TinyImages.noise(SIDE + 1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 x 11")
        .hasMessageContaining("the network takes 10 x 10");
  }

  @Test
  void saysWhyARunCannotBeOpened() throws IOException {
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a run");

    Path images = TinyImages.write(folder, SIDE, 4);
    var stop = new StopFlag();
    stop.request();
    Trainer.run(
        new ImageTask(),
        TinyImages.config(images, "reference", 1, Map.of()),
        run,
        OPTIONS.withStop(stop),
        TrainListener.SILENT);
    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no epoch was completed");

    Trainer.resume(new ImageTask(), run, OPTIONS, TrainListener.SILENT);
    Path config = run.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("\"num_layers\" : 2", "\"num_layers\" : 3"));
    assertThat(config).content().isNotEqualTo(text);
    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another network");
    Files.writeString(config, text.replace("\"num_layers\" : 2", "\"num_layers\" : 0"));
    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @ValueSource(floats = {1e6f, -1, 0.5f, Float.NaN})
  void refusesWeightsThatKeepPointsThatAreNotThere(float point) throws IOException {
    Path run = train("reference", "T");
    Path best = run.resolve("best.safetensors");
    SafetensorsFile file = Safetensors.read(best);
    Map<String, TensorData> tensors = new LinkedHashMap<>(file.tensors());
    double[] kept = Objects.requireNonNull(tensors.get("kept.1")).doubles();
    float[] damaged = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      damaged[i] = i == 3 ? point : (float) kept[i];
    }
    tensors.put("kept.1", TensorData.of(damaged, kept.length));
    Safetensors.write(best, new SafetensorsFile(tensors, file.metadata()));

    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kept.1");
  }

  @Test
  void refusesALargerNetworkThanItsWeightsBeforeAllocating() throws IOException {
    Path run = train("reference", "T");
    Path config = run.resolve("config.json");
    String text = Files.readString(config);
    String larger = text.replaceFirst("\"k\" : \\d+", "\"k\" : 16384");
    assertThat(larger).isNotEqualTo(text);
    Files.writeString(config, larger);

    assertThatThrownBy(() -> ImageClassifier.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has fewer numbers than");
  }

  @Test
  void augmentationTurnsImagesByTheStepsAngles() throws IOException {
    Path data = TinyImages.write(folder, SIDE, 4);
    ImageConfig config = TinyImages.config(data, "reference", 1, TinyImages.group("SE2"));
    LabelledImages images = TinyImages.noise(SIDE, 12, 4);
    int[] which = {7, 2, 11, 0};
    long step = 9;
    int each = images.pixelsEach();
    float[] pixels = images.pixels().clone();
    RandomGenerator random = Randomness.ofTraining(config.seed(), step, 0);
    for (int i : which) {
      double angle = random.nextDouble(2 * Math.PI);
      Rotation.rotate(images.pixels(), i * each, pixels, i * each, 1, SIDE, SIDE, angle);
    }
    var turned = new LabelledImages(1, SIDE, SIDE, pixels, images.labels());

    Step augmented = Step.of(config, images, which, true, step);
    Step byHand = Step.of(config, turned, which, false, step);
    Step upright = Step.of(config, images, which, false, step);

    assertThat(augmented.loss()).isEqualTo(byHand.loss()).isNotEqualTo(upright.loss());
    assertThat(augmented.gradient()).isEqualTo(byHand.gradient());
    assertThat(Step.of(config, images, which, true, step + 1).loss())
        .as("other angles")
        .isNotEqualTo(augmented.loss());
  }

  /** On a device the next batch's neighbours are chosen during a step. */
  @ParameterizedTest
  @ValueSource(strings = {"T", "SE2"})
  void bitsDoNotDependOnWhereABackendKeepsItsNumbers(String group) throws IOException {
    Path images = TinyImages.write(folder, SIDE, 8);
    ImageConfig config = TinyImages.config(images, "cpu", 1, TinyImages.group(group));
    Backend arrays = Backends.choose("cpu").backend();

    assertThat(numbers(config, new OffHeapBackend(arrays))).isDeepEqualTo(numbers(config, arrays));
  }

  /** Returns losses, with an error between them, the gradients of the last step, and buffers. */
  private static double[][] numbers(ImageConfig config, Backend backend) throws IOException {
    try (var objective = ImageObjective.of(config, backend, new ImageTask().dataset(config), 2)) {
      objective.initialise(config.seed());
      Weights weights = objective.weights();
      Buffer gradients = backend.allocate(weights.layout().parameterCount());
      double[] losses = new double[6];
      for (int step = 0; step < 5; step++) {
        losses[step] = objective.gradient(objective.minibatches().of(step), step, gradients);
        if (step == 2) {
          losses[5] = objective.test();
        }
      }
      return new double[][] {
        losses, Numbers.of(gradients), Numbers.of(weights.buffers()), Numbers.of(weights.chosen())
      };
    }
  }

  /** The loss of a first step, and its gradient. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(double loss, double[] gradient) {
    static Step of(
        ImageConfig config, LabelledImages images, int[] which, boolean turned, long step)
        throws IOException {
      var backend = Backends.choose(config.backend()).backend();
      ImageDataset dataset = new ImageTask().dataset(config);
      try (var objective = ImageObjective.of(config, backend, dataset, 1)) {
        objective.initialise(config.seed());
        var classifier =
            new ImageClassifier(
                (ImgLieResnet) objective.network(),
                ImageFormat.of(dataset),
                objective.weights(),
                config.seed(),
                1);
        Buffer gradients = backend.allocate(objective.weights().layout().parameterCount());
        var batch = new ImageClassifier.Batch(images, IntBuffer.wrap(which), turned, step);
        double loss = classifier.gradient(batch, batch, gradients);
        return new Step(loss, Numbers.of(gradients));
      }
    }
  }
}
