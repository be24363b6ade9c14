package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.image.LabelledImages;
import org.noether.simulation.image.Rotation;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;

/**
 * What a run's best weights make of its first 10,000 test images: {@code predictions.safetensors}.
 * The arrays must not be changed.
 *
 * @param classes the names of the classes
 * @param truth the label of each image
 * @param predicted the predicted label of each image
 * @param wrong the first images that are classified wrongly, at most 40
 * @param turned the error in percent on the first images, at most 200, when they are turned by
 *     equally spaced angles from 0 to less than 360 degrees
 */
public record TestPredictions(
    List<String> classes, int[] truth, int[] predicted, LabelledImages wrong, double[] turned) {
  static final String FILE = "predictions.safetensors";
  private static final int TURNED = 200;
  private static final int MOST = 10_000;
  private static final int ANGLES = 24;
  private static final int KEPT = 40;

  /** Predicts test images of a run that has a result, and writes the file into its folder. */
  static void make(Path run, ImageTask task) throws IOException {
    RunFolder folder = new RunFolder(run);
    ImageConfig config = folder.readConfig(task);
    ImageData data = ImageData.of(task.dataset(config), config);
    folder.demandData(data.sha256());
    LabelledImages test = ImageData.first(data.test(), MOST);
    ImageClassifier classifier = ImageClassifier.open(run);
    int[] predicted = classifier.predict(test);
    LabelledImages wrong = test.select(wrong(test.labels(), predicted).limit(KEPT).toArray());
    int count = Math.min(TURNED, test.size());
    LabelledImages all = turned(test, count);
    double[] turned = new double[ANGLES];
    wrong(all.labels(), classifier.predict(all)).forEach(i -> turned[i / count]++);
    Arrays.setAll(turned, i -> 100 * turned[i] / count);
    Map<String, TensorData> tensors =
        Map.of(
            "truth", TensorData.of(test.labels(), test.size()),
            "predicted", TensorData.of(predicted, test.size()),
            "turned", TensorData.of(turned, ANGLES),
            "wrong", TensorData.of(wrong.pixels(), wrong.size(), wrong.pixelsEach()));
    Safetensors.write(run.resolve(FILE), new SafetensorsFile(new TreeMap<>(tensors), Map.of()));
  }

  /** Reads the predictions of a run, if there are any. */
  public static Optional<TestPredictions> read(RunFolder run) throws IOException {
    Path file = run.path().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ImageFormat format = ImageFormat.read(run);
    SafetensorsFile stored = Safetensors.read(file);
    try {
      int[] truth = stored.tensor("truth").ints();
      int[] predicted = stored.tensor("predicted").ints();
      int[] labels = wrong(truth, predicted).limit(KEPT).map(i -> truth[i]).toArray();
      double[] values = stored.tensor("wrong").doubles();
      float[] pixels = new float[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) values[i];
      }
      return Optional.of(
          new TestPredictions(
              format.classes(),
              truth,
              predicted,
              new LabelledImages(
                  format.channels(), format.height(), format.width(), pixels, labels),
              stored.tensor("turned").doubles()));
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private static IntStream wrong(int[] truth, int[] predicted) {
    return IntStream.range(0, truth.length).filter(i -> truth[i] != predicted[i]);
  }

  private static LabelledImages turned(LabelledImages images, int count) {
    int each = images.pixelsEach();
    int channels = images.channels();
    int height = images.height();
    int width = images.width();
    float[] pixels = new float[ANGLES * count * each];
    int[] labels = new int[ANGLES * count];
    for (int i = 0; i < labels.length; i++) {
      int at = i % count * each;
      int turn = i / count;
      double angle = 2 * Math.PI * turn / ANGLES;
      Rotation.rotate(images.pixels(), at, pixels, i * each, channels, height, width, angle);
      labels[i] = images.labels()[i % count];
    }
    return new LabelledImages(channels, height, width, pixels, labels);
  }
}
