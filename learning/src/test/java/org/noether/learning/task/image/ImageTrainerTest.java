package org.noether.learning.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.TensorData;

class ImageTrainerTest {
  /** On such small networks more threads wait for each other most of the time. */
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(1);

  private static final int EACH = 6;

  @TempDir private Path folder;

  private final ImageTask task = new ImageTask();

  private Path images() throws IOException {
    return TinyImages.write(folder, 10, EACH);
  }

  private TrainOutcome<ImageResult> train(ImageConfig config, String run) throws IOException {
    return Trainer.run(task, config, folder.resolve(run), OPTIONS, TrainListener.SILENT);
  }

  @Test
  void trainsAndLeavesARunFolder() throws IOException {
    ImageConfig config = TinyImages.config(images(), "cpu", 3, Map.of());

    TrainOutcome<ImageResult> outcome = train(config, "run");

    var run = new RunFolder(folder.resolve("run"));
    ImageResult result = outcome.result();
    List<EpochMetrics> metrics = run.readMetrics();
    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertThat(outcome.steps()).isEqualTo(9);
    assertThat(run.holds(task)).isTrue();
    assertThat(run.readConfig(task)).isEqualTo(config);
    assertThat(run.readResult(task)).contains(result);
    assertThat(metrics).hasSize(3);
    assertThat(result.trainImages()).isEqualTo(18);
    assertThat(result.testImages()).isEqualTo(18);
    assertThat(result.completed()).isTrue();
    assertThat(result.dataSha256()).hasSize(64);
    assertThat(metrics.getLast().lr()).as("a thousandth is the floor").isBetween(1e-5, 1e-2);
  }

  @ParameterizedTest
  @CsvSource({"reference, T", "cpu, T", "cpu, SE2"})
  void threadsDoNotChangeBits(String backend, String group) throws IOException {
    ImageConfig config = TinyImages.config(images(), backend, 2, TinyImages.group(group));

    for (int threads : new int[] {1, 2}) {
      Trainer.run(
          task,
          config,
          folder.resolve("threads" + threads),
          OPTIONS.withThreads(threads),
          TrainListener.SILENT);
    }

    ImageKillTest.assertSameRun(folder.resolve("threads1"), folder.resolve("threads2"));
  }

  @Test
  void anotherSeedMakesOtherChoices() throws IOException {
    ImageConfig config = TinyImages.config(images(), "cpu", 1, TinyImages.group("SE2"));
    train(config, "one");
    train(seeded(config, 6), "other");

    for (String name : List.of("lifts", "kept.0", "kept.1")) {
      assertThat(best("one", name)).isNotEqualTo(best("other", name));
    }
  }

  private static ImageConfig seeded(ImageConfig config, long seed) {
    return new ImageConfig(
        config.network(),
        config.netCfg(),
        config.data(),
        config.train(),
        config.val(),
        config.smallTest(),
        config.aug(),
        config.lr(),
        config.bs(),
        config.numEpochs(),
        seed,
        config.backend());
  }

  private double[] best(String run, String name) throws IOException {
    TensorData tensor =
        Safetensors.read(new RunFolder(folder.resolve(run)).best()).tensors().get(name);
    return Objects.requireNonNull(tensor).doubles();
  }

  /** The choices of a run belong to the network, and training does not change them. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void choicesAreSavedWithTheWeights(String backend) throws IOException {
    ImageConfig config = TinyImages.config(images(), backend, 1, TinyImages.group("SE2"));
    train(config, "short");
    train(config.withNumEpochs(3), "long");

    int points = best("short", "lifts").length;
    for (String name : List.of("kept.0", "kept.1")) {
      double[] kept = best("short", name);
      assertThat(kept).hasSizeLessThan(points).doesNotHaveDuplicates();
      for (double point : kept) {
        assertThat(point).isEqualTo(Math.rint(point)).isBetween(0.0, points - 1.0);
      }
      assertThat(best("long", name)).isEqualTo(kept);
      points = kept.length;
    }
    assertThat(best("long", "lifts")).isEqualTo(best("short", "lifts"));
    assertThat(Arrays.stream(best("short", "lifts")).distinct().count()).isGreaterThan(50);
    assertThat(best("short", "net.1.conv.r")).as("radii do adapt").doesNotContain(2.0);
  }

  @Test
  void goesOnAfterAStopToTheSameBits() throws IOException {
    ImageConfig config = TinyImages.config(images(), "cpu", 2, TinyImages.group("SE2"));
    train(config, "whole");
    var stop = new StopFlag();
    TrainListener stopper =
        new TrainListener() {
          @Override
          public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
            if (epoch == 2 && step == 2) {
              stop.request();
            }
          }
        };
    Path stopped = folder.resolve("stopped");
    TrainOutcome<ImageResult> first =
        Trainer.run(task, config, stopped, OPTIONS.withStop(stop), stopper);

    Trainer.resume(new ImageTask(), stopped, OPTIONS, TrainListener.SILENT);

    assertThat(first.end()).isEqualTo(TrainOutcome.End.STOPPED);
    ImageKillTest.assertSameRun(stopped, folder.resolve("whole"));
  }

  @Test
  void withoutValidationTheLastEpochIsKept() throws IOException {
    Uneven uneven = uneven(1, 0);
    ImageResult result = uneven.result();

    List<EpochMetrics> metrics = uneven.run().readMetrics();
    assertThat(result.selected()).isFalse();
    assertThat(result.bestEpoch()).isEqualTo(4);
    assertThat(result.valError()).isEqualTo(metrics.getLast().validation());
    assertThat(result.validImages()).isEqualTo(result.testImages());
    assertThat(result.testError()).isEqualTo(result.valError());
    ImageData data = ImageData.of(task.dataset(uneven.config()), uneven.config());
    assertThat(error(uneven.run(), data.test())).isEqualTo(result.testError());
  }

  @Test
  void withValidationTheBestEpochIsKept() throws IOException {
    Uneven uneven = uneven(9, 9);
    ImageResult result = uneven.result();

    List<EpochMetrics> metrics = uneven.run().readMetrics();
    double least = metrics.stream().mapToDouble(EpochMetrics::validation).min().orElseThrow();
    assertThat(result.selected()).isTrue();
    assertThat(result.trainImages()).isEqualTo(9);
    assertThat(result.validImages()).isEqualTo(9);
    assertThat(result.valError()).isEqualTo(least);
    assertThat(metrics.get(result.bestEpoch() - 1).validation()).isEqualTo(least);
    ImageData data = ImageData.of(task.dataset(uneven.config()), uneven.config());
    assertThat(error(uneven.run(), data.valid())).as("of the weights in the file").isEqualTo(least);
    assertThat(error(uneven.run(), data.test())).isEqualTo(result.testError());
  }

  private record Uneven(ImageConfig config, RunFolder run, ImageResult result) {}

  /** Trains with one seed after another until the last of four epochs is not the best. */
  private Uneven uneven(double train, double val) throws IOException {
    String data = images().toString();
    for (int seed = 1; seed < 50; seed++) {
      ImageConfig config =
          seeded(TinyImages.config(data, train, val, "cpu", 4, TinyImages.group("T")), seed);
      ImageResult result = train(config, "run" + seed).result();
      var run = new RunFolder(folder.resolve("run" + seed));
      List<EpochMetrics> metrics = run.readMetrics();
      double last = metrics.getLast().validation();
      if (metrics.stream().anyMatch(each -> each.validation() < last)) {
        return new Uneven(config, run, result);
      }
    }
    throw new AssertionError("the last epoch is always the best");
  }

  private static double error(RunFolder run, LabelledImages images) throws IOException {
    int[] labels = ImageClassifier.open(run.path()).predict(images);
    int wrong = 0;
    for (int i = 0; i < labels.length; i++) {
      wrong += labels[i] == images.labels()[i] ? 0 : 1;
    }
    return 100.0 * wrong / labels.length;
  }

  @Test
  void splitsLeaveEachImageInOnePart() throws IOException {
    String data = images().toString();
    ImageDataset dataset = ImageDataset.load(Path.of(data));
    ImageData numbers = ImageData.of(dataset, TinyImages.config(data, 12, 4, "cpu", 1, Map.of()));
    ImageData fractions =
        ImageData.of(dataset, TinyImages.config(data, 2 / 3.0, 0.2, "cpu", 1, Map.of()));
    ImageData more = ImageData.of(dataset, TinyImages.config(data, 12000, 4, "cpu", 1, Map.of()));

    assertThat(numbers.train().size()).isEqualTo(12);
    assertThat(numbers.valid().size()).isEqualTo(4);
    assertThat(numbers.test().size()).isEqualTo(18);
    assertThat(fractions.sha256()).as("the same images").isEqualTo(numbers.sha256());
    assertThat(more.train().size()).as("as many as there are").isEqualTo(14);
    int each = dataset.train().pixelsEach();
    var seen = new HashSet<String>();
    for (var part : List.of(more.train(), more.valid())) {
      for (int i = 0; i < part.size(); i++) {
        float[] pixels = Arrays.copyOfRange(part.pixels(), i * each, (i + 1) * each);
        assertThat(seen.add(Arrays.toString(pixels))).isTrue();
      }
    }
    assertThat(seen).hasSize(18);
    ImageConfig nothing = TinyImages.config(data, 5, 18, "cpu", 1, Map.of());
    assertThatThrownBy(() -> ImageData.of(dataset, nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leave none to learn from");
  }

  @Test
  void doesNotGoOnWithOtherImages() throws IOException {
    Path images = images();
    ImageConfig config = TinyImages.config(images, "reference", 1, Map.of());
    var stop = new StopFlag();
    stop.request();
    Path run = folder.resolve("run");
    Trainer.run(task, config, run, OPTIONS.withStop(stop), TrainListener.SILENT);
    Files.copy(
        images.resolve("train/down/000.png"),
        images.resolve("train/across/000.png"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Trainer.resume(new ImageTask(), run, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other data");
  }

  /** A run with fewer images is the same whether a budget or the user chose their number. */
  @Test
  void learnsFromAsManyImagesAsFitWhereNotEvenOneEpochDoes() throws IOException {
    ImageConfig config = TinyImages.config(images(), "cpu", 9, Map.of());
    List<String> told = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onSamplesFitted(int samples, int all) {
            told.add(samples + " of " + all);
          }
        };

    TrainOutcome<ImageResult> outcome =
        Trainer.run(
            task,
            config,
            folder.resolve("fitted"),
            OPTIONS.withBudget(Duration.ofMillis(1), TrainOptions.Fit.OVERRUN),
            listener);
    train(config.withTrain(6).withNumEpochs(1), "chosen");

    assertThat(told).containsExactly("6 of 18");
    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertThat(outcome.steps()).isOne();
    assertThat(outcome.result().trainImages()).isEqualTo(6);
    assertThat(new RunFolder(folder.resolve("fitted")).readConfig(task).isFittedFrom(config))
        .isTrue();
    ImageKillTest.assertSameRun(folder.resolve("fitted"), folder.resolve("chosen"));
  }

  /** The reference takes 1 more than a tenth of the batches of an epoch. */
  @ParameterizedTest
  @CsvSource({"18, 1, 2", "18, 6, 6", "11, 1, 2", "9, 1, 1"})
  void aSmallTestTakesAsManyBatchesAsATenthOfAnEpoch(int train, int batch, int images)
      throws IOException {
    ImageDataset dataset = ImageDataset.load(images());
    var config =
        new ImageConfig(
            "ImgLieResnet", Map.of(), "", train, 0, true, true, 1e-2, batch, 1, 0, "cpu");

    ImageData data = ImageData.of(dataset, config);

    assertThat(data.test().size()).isEqualTo(images);
    assertThat(data.test().labels()).isEqualTo(Arrays.copyOf(dataset.test().labels(), images));
  }

  /**
   * Ten digits by chance have a loss of ln 10 and an error of 90 %. Seeds 1 and 2 reach 1.4 and
   * about 50 %, whose standard deviation on 50 images is 7 %.
   */
  @Test
  void learnsDigitsDrawnWithFonts() throws IOException {
    var config =
        new ImageConfig(
            "ImgLieResnet",
            Map.of("k", 32, "num_layers", 2, "total_ds", .02, "fill", 1.0 / 30, "nbhd", 16),
            ImageTask.FONTS,
            400,
            0,
            true,
            false,
            1e-2,
            10,
            3,
            1,
            "cpu");

    ImageResult result = train(config, "run").result();

    List<EpochMetrics> metrics = new RunFolder(folder.resolve("run")).readMetrics();
    assertThat(metrics.getLast().trainLoss()).isLessThan(0.8 * Math.log(10));
    assertThat(result.testError()).isLessThan(72);
    assertThat(result.testImages()).isEqualTo(50);
  }

  /** Odd sides have a pixel in the middle, which all rotations leave where it is. */
  @ParameterizedTest
  @CsvSource({
    "Trivial, 10",
    "T, 10",
    "Tx, 10",
    "Ty, 10",
    "SO2, 10",
    "RxSO2, 10",
    "Rx, 10",
    "SE2, 10",
    "Trivial, 9",
    "T, 9",
    "Tx, 9",
    "Ty, 9",
    "SO2, 9",
    "SE2, 9"
  })
  void allGroupsTrain(String group, int side) throws IOException {
    assertTrains(group, side);
  }

  /** SQ and RxSQ act on the quadrant of positive coordinates; Rx and RxSO2 not on the origin. */
  @ParameterizedTest
  @CsvSource({"SQ, 10", "RxSQ, 10", "RxSO2, 9", "Rx, 9", "SQ, 9", "RxSQ, 9"})
  void groupsThatDoNotActOnAllOfThePlaneTrain(String group, int side) throws IOException {
    assertTrains(group, side);
  }

  private void assertTrains(String group, int side) throws IOException {
    Path images = TinyImages.write(folder, side, 4);
    ImageConfig config = TinyImages.config(images, "reference", 1, TinyImages.group(group));

    TrainOutcome<ImageResult> outcome = train(config, "run");

    assertThat(outcome.steps()).isEqualTo(2);
    for (TensorData tensor :
        Safetensors.read(new RunFolder(folder.resolve("run")).best()).tensors().values()) {
      for (double number : tensor.doubles()) {
        assertThat(number).isFinite();
      }
    }
  }

  @Test
  void refusesNetworksThatDoNotFitTheImages() throws IOException {
    Path images = images();
    for (Map<String, Object> options :
        List.<Map<String, Object>>of(
            Map.of("chin", 3), Map.of("num_targets", 10), Map.of("layers", 2))) {
      ImageConfig config = TinyImages.config(images, "cpu", 1, options);
      assertThatThrownBy(() -> train(config, "run"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(options.keySet().iterator().next());
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
