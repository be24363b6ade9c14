package org.noether.learning.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the course of training for TensorBoard into the run's folder: {@code loss/minibatch} for
 * each step; after each epoch {@code loss/train}, the error on the validation set, such as {@code
 * val_mse}, the learning rate {@code lr}, and a histogram {@code weights/NAME} of each parameter.
 * Each start and each resumption of a run has a file of its own.
 */
public final class TensorBoardLog implements TrainListener, AutoCloseable {
  private final Path folder;
  private final Metric metric;
  private @Nullable EventFile file;
  private boolean begun;

  /**
   * Creates the log of a run, which writes nothing before training begins.
   *
   * @param folder the run's
   * @param metric the error by which the best epoch is chosen
   */
  public TensorBoardLog(Path folder, Metric metric) {
    this.folder = folder;
    this.metric = metric;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written, as from the other methods
   */
  @Override
  public void onStart(RunConfig<?> config, int perEpoch, int epochsDone) {
    writing(() -> {
      EventFile created = new EventFile(newFile());
      file = created;
      created.flush();
    });
  }

  @Override
  public void onStep(int epoch, int step, int perEpoch, double loss) {
    EventFile events = file;
    if (events != null) {
      long total = (epoch - 1L) * perEpoch + step;
      writing(() -> {
        if (!begun && total > 1) {
          events.restart(total);
        }
        begun = true;
        events.scalar(total, "loss/minibatch", loss);
      });
    }
  }

  @Override
  public void onEpoch(EpochMetrics metrics, boolean best) {
    EventFile events = file;
    if (events != null) {
      writing(() -> {
        events.scalar(metrics.step(), "loss/train", metrics.trainLoss());
        events.scalar(metrics.step(), metric.validationKey(), metrics.validation());
        events.scalar(metrics.step(), "lr", metrics.lr());
        events.flush();
      });
    }
  }

  @Override
  public void onWeights(long step, Weights weights) {
    EventFile events = file;
    if (events != null) {
      writing(() -> {
        for (Layout.Slot slot : weights.layout().parameters()) {
          double[] numbers =
              weights.backend().download(weights.parameters(), slot.offset(), slot.shape().size());
          if (Arrays.stream(numbers).allMatch(Double::isFinite)) {
            events.histogram(step, "weights/" + slot.name(), numbers);
          }
        }
      });
    }
  }

  @Override
  public void close() {
    EventFile events = file;
    if (events != null) {
      writing(events::close);
    }
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private Path newFile() {
    long seconds = System.currentTimeMillis() / 1000;
    for (int number = 0; ; number++) {
      Path next =
          folder.resolve(
              String.format(
                  Locale.ROOT, "events.out.tfevents.%010d.%03d.noether", seconds, number));
      if (!Files.exists(next)) {
        return next;
      }
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private static void writing(Writing action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write events for TensorBoard: " + e.getMessage(), e);
    }
  }
}
