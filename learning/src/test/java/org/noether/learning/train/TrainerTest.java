package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.simulation.io.Safetensors;

class TrainerTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(2);

  /** Takes a checkpoint after every step. */
  private static final TrainOptions ALWAYS = OPTIONS.withCheckpointEvery(Duration.ZERO);

  @TempDir private Path folder;

  @Test
  void learnsAndLeavesARun() throws IOException {
    DynamicsConfig config = Tiny.hLieResNet("reference", 4);
    List<EpochMetrics> heard = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onEpoch(EpochMetrics metrics, boolean best) {
            heard.add(metrics);
          }
        };

    TrainOutcome<DynamicsResult> outcome =
        Trainer.run(Tiny.TASK, config, folder.resolve("run"), OPTIONS, listener);

    RunFolder run = new RunFolder(folder.resolve("run"));
    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertThat(outcome.steps()).isEqualTo(12);
    assertThat(run.readConfig(Tiny.TASK)).isEqualTo(config);
    assertThat(run.readMetrics()).isEqualTo(heard).hasSize(4);
    assertThat(run.readTiming()).hasSize(4);
    assertThat(run.readEnvironment().threads()).isEqualTo(2);
    DynamicsResult result = run.readResult(Tiny.TASK).orElseThrow();
    assertThat(outcome.result()).isEqualTo(result);
    assertThat(result.completed()).isTrue();
    assertThat(result.valMse())
        .isEqualTo(heard.stream().mapToDouble(EpochMetrics::validation).min().orElseThrow());
    assertThat(Safetensors.read(run.best()).metadata())
        .containsEntry("task", "springs")
        .containsEntry("network", "HLieResNet")
        .containsEntry("epoch", Integer.toString(result.bestEpoch()))
        .containsEntry("config_sha256", ConfigJson.sha256(config))
        .containsEntry("data_sha256", result.dataSha256())
        .hasEntrySatisfying("software", text -> assertThat(text).startsWith("Noether "))
        .hasEntrySatisfying("net_cfg", text -> assertThat(text).contains("\"k\":"));
    assertThat(heard.getLast().trainLoss()).isLessThan(heard.getFirst().trainLoss());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void resumesToTheSameBitsAfterBreakingOffAnywhere(String backend) throws IOException {
    DynamicsConfig config = Tiny.fc(backend, 3);
    Path whole = folder.resolve("whole");
    Trainer.run(Tiny.TASK, config, whole, OPTIONS, TrainListener.SILENT);

    for (int steps : new int[] {2, 3, 5}) {
      Path broken = folder.resolve("broken" + steps);
      assertThatThrownBy(() -> Trainer.run(Tiny.TASK, config, broken, ALWAYS, breakOffAfter(steps)))
          .isInstanceOf(BrokenOff.class);
      Trainer.resume(Tiny.TASK, broken, OPTIONS, TrainListener.SILENT);
      assertSameRun(broken, whole);
    }
  }

  @Test
  void stopsWhenAskedAndGoesOnLater() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 2);
    Path whole = folder.resolve("whole");
    Trainer.run(Tiny.TASK, config, whole, OPTIONS, TrainListener.SILENT);
    Path stopped = folder.resolve("stopped");
    StopFlag stop = new StopFlag();
    TrainListener stopper =
        new TrainListener() {
          @Override
          public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
            if (epoch == 2) {
              stop.request();
            }
          }
        };

    TrainOutcome<DynamicsResult> first =
        Trainer.run(Tiny.TASK, config, stopped, OPTIONS.withStop(stop), stopper);
    TrainOutcome<DynamicsResult> second =
        Trainer.resume(Tiny.TASK, stopped, OPTIONS, TrainListener.SILENT);

    assertThat(first).isEqualTo(new TrainOutcome<>(TrainOutcome.End.STOPPED, 1, 4, null));
    assertThat(second.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertSameRun(stopped, whole);
  }

  @Test
  void endsWithAResultWhenTheBudgetIsSpent() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 1000);

    TrainOutcome<DynamicsResult> outcome =
        Trainer.run(
            Tiny.TASK,
            config,
            folder.resolve("run"),
            OPTIONS.withBudget(Duration.ofMillis(1), TrainOptions.Fit.NONE),
            TrainListener.SILENT);

    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.BUDGET_SPENT);
    assertThat(outcome.epochs()).isEqualTo(1);
    assertThat(outcome.result().completed()).isFalse();
    assertThat(outcome.result().testMse()).isPositive();
  }

  @Test
  void fitsTheEpochsToTheBudget() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 1_000_000);
    Duration budget = Duration.ofSeconds(5);
    FittedEpochs fit = new FittedEpochs();
    Path path = folder.resolve("run");

    TrainOutcome<DynamicsResult> outcome =
        Trainer.run(
            Tiny.TASK, config, path, OPTIONS.withBudget(budget, TrainOptions.Fit.WITHIN), fit);

    int epochs = new RunFolder(path).readConfig(Tiny.TASK).numEpochs();
    fit.assertFits(epochs, budget);
    assertThat(outcome.epochs()).isLessThanOrEqualTo(epochs);
    assertThat(outcome.epochs() == epochs).isEqualTo(outcome.end() == TrainOutcome.End.FINISHED);
  }

  @Test
  void refusesABudgetThatIsSpentOnTheDataBeforeItMeasures() {
    List<String> stages = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onStage(String stage) {
            stages.add(stage);
          }
        };
    Path path = folder.resolve("run");
    TrainOptions options = OPTIONS.withBudget(Duration.ofNanos(1), TrainOptions.Fit.WITHIN);

    assertThatThrownBy(
            () -> Trainer.run(Tiny.TASK, Tiny.fc("reference", 9), path, options, listener))
        .isInstanceOf(BudgetException.class);
    assertThat(stages).isNotEmpty().noneMatch(stage -> stage.startsWith("measuring"));
    assertThat(new RunFolder(path).exists()).isFalse();
  }

  @Test
  void keepsARunThatIsThere() throws IOException {
    DynamicsConfig config = Tiny.fc("reference", 1);
    Trainer.run(Tiny.TASK, config, folder, OPTIONS, TrainListener.SILENT);

    assertThatThrownBy(() -> Trainer.run(Tiny.TASK, config, folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds a run already");
  }

  @Test
  void writesNothingForAnUnknownNetwork() {
    DynamicsConfig config = DynamicsConfig.defaults("FCC");
    Path path = folder.resolve("run");

    assertThatThrownBy(() -> Trainer.run(Tiny.TASK, config, path, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'FCC'");
    assertThat(path).doesNotExist();
  }

  @Test
  void saysWhereThereIsNoRun() {
    assertThatThrownBy(() -> Trainer.resume(Tiny.TASK, folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is not a run: it holds no config.json");
  }

  @Test
  void refusesACheckpointOfAnotherConfiguration() throws IOException {
    Path other = folder.resolve("other");
    Trainer.run(Tiny.TASK, Tiny.hLieResNet("reference", 1), other, OPTIONS, TrainListener.SILENT);
    Path run = folder.resolve("run");
    assertThatThrownBy(
            () -> Trainer.run(Tiny.TASK, Tiny.fc("reference", 2), run, ALWAYS, breakOffAfter(2)))
        .isInstanceOf(BrokenOff.class);
    Files.copy(
        new RunFolder(other).checkpoint(), Files.createFile(run.resolve("x")).resolveSibling("y"));
    Files.move(
        run.resolve("y"),
        new RunFolder(run).checkpoint(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Trainer.resume(Tiny.TASK, run, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another configuration than config.json");
  }

  @Test
  void saysThatTrainingDiverged() {
    DynamicsConfig config = Tiny.fc("reference", 3);

    assertThatThrownBy(() ->
            Trainer.run(
                Tiny.TASK, wild(config, config.bs()), folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training diverged: the loss of step 2 (epoch 1) is NaN");
  }

  @Test
  void saysThatTrainingDivergedInItsOnlyStep() {
    DynamicsConfig config = Tiny.fc("reference", 1);

    assertThatThrownBy(() ->
            Trainer.run(
                Tiny.TASK, wild(config, config.nTrain()), folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no epoch ended with a finite validation error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "4294967296"})
  void refusesACheckpointFromBeyondTheRun(String before) throws IOException {
    assertThatThrownBy(
            () -> Trainer.run(Tiny.TASK, Tiny.fc("reference", 2), folder, ALWAYS, breakOffAfter(2)))
        .isInstanceOf(BrokenOff.class);
    Path checkpoint = new RunFolder(folder).checkpoint();
    String text = Files.readString(checkpoint, StandardCharsets.ISO_8859_1);
    String step = "\"step\":\"";
    assertThat(text).contains(step);
    int at = text.indexOf(step) + step.length();
    int end = text.indexOf('"', at);
    String forged = text.substring(0, at) + before + text.substring(at, end) + text.substring(end);
    byte[] bytes = forged.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer lengths = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    lengths.putLong(0, lengths.getLong(0) + before.length());
    Files.write(checkpoint, bytes);

    assertThatThrownBy(() -> Trainer.resume(Tiny.TASK, folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(checkpoint + " does not say how far the run had come");
  }

  private static DynamicsConfig wild(DynamicsConfig config, int bs) {
    return new DynamicsConfig(
        config.network(),
        config.netCfg(),
        config.data(),
        config.nTrain(),
        config.nVal(),
        config.nTest(),
        1e300,
        bs,
        config.numEpochs(),
        config.seed(),
        config.backend());
  }

  /** Demands that all files of identity agree, byte for byte. */
  static void assertSameRun(Path one, Path other) {
    for (String file :
        List.of(
            "config.json",
            "metrics.jsonl",
            "checkpoint.safetensors",
            "best.safetensors",
            "result.json")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  private static TrainListener breakOffAfter(int steps) {
    return new TrainListener() {
      private int done;

      @Override
      public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
        if (++done > steps) {
          throw new BrokenOff();
        }
      }
    };
  }

  private static final class BrokenOff extends RuntimeException {}
}
