package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.simulation.io.WriteLock;

/** What training and evaluation refuse, and what they say about it. */
class RefusalsTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(1);

  @TempDir private Path folder;

  @Test
  @Timeout(20)
  void networksBeyondTheMemoryAreRefusedBeforeTheyAreMade() {
    for (Map<String, Object> huge :
        List.<Map<String, Object>>of(
            Map.of("k", 16384, "num_layers", 16384), Map.of("k", 16384, "num_layers", 20))) {
      assertThatThrownBy(() -> train(Tiny.fc("cpu", 1).withNetCfg(huge), OPTIONS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "the network has [0-9,]+ parameters, which need [0-9,]+ MiB of memory at least, and"
                  + " the heap is limited to [0-9,]+ MiB; choose a smaller k or fewer layers");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void deepNetworksAreRefusedIfTheyCannotBeCompiledAndElseSaidToTakeLong() {
    Layer deep = new Stack(3000, Linear.of("layer", 1, 1));
    Compilation compilation = Compilation.of(deep, 16);

    assertThatThrownBy(() -> compilation.demand(1L << 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network has about 1,920,000 operations, which need 1,281 MiB of memory to be"
                + " compiled, and the heap is limited to 1,024 MiB; choose fewer layers");
    compilation.demand(2L << 30);
    assertThat(compilation.stage())
        .isEqualTo("compiling the network, about 1,920,000 operations in 38 s or more");
    assertThat(Compilation.of(deep, 1).stage()).isEqualTo("compiling the network");
  }

  /** A layer many times. */
  private record Stack(int depth, Linear layer) implements Layer {
    @Override
    public List<Linear> layers() {
      return Collections.nCopies(depth, layer);
    }
  }

  @Test
  void aRunThatEndedIsNotResumedWithoutItsMetrics() throws IOException {
    train(Tiny.fc("cpu", 1), OPTIONS);
    var run = new RunFolder(folder);
    Files.writeString(run.metrics(), "");

    assertThatThrownBy(() -> Trainer.resume(Tiny.TASK, folder, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(run.metrics() + ": damaged: it does not hold the 1 epochs");
  }

  @Test
  void rolloutsBeyondTheMemoryAreRefused() throws IOException {
    train(Tiny.fc("cpu", 1), OPTIONS);

    assertThatThrownBy(() ->
            Evaluator.evaluate(
                Tiny.TASK, folder, new EvaluationOptions(4, Integer.MAX_VALUE, 1, 1), (_, _) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("2,147,483,647 steps of 4 systems need ");
  }

  @Test
  void anErrorFarBeyondThatOfNotLearningIsDivergence() {
    DynamicsConfig c = Tiny.fc("cpu", 4);
    var fast =
        new DynamicsConfig(
            c.network(),
            c.netCfg(),
            c.data(),
            c.nTrain(),
            c.nVal(),
            c.nTest(),
            3,
            c.bs(),
            c.numEpochs(),
            c.seed(),
            c.backend());

    assertThatThrownBy(() -> train(fast, OPTIONS))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "training diverged: the smallest validation error is \\S+, and without learning it"
                + " would be about \\S+; try a smaller learning rate");
    assertThat(new RunFolder(folder).result()).doesNotExist();
  }

  @Test
  void aGroupThatDoesNotSuitTheDataIsNotBlamedOnTheLearningRate() {
    Map<String, Object> squeezes =
        Map.of("k", 8, "num_layers", 1, "group", new GroupSpec("SQ", List.of()));

    assertThatThrownBy(() -> train(Tiny.hLieResNet("cpu", 1).withNetCfg(squeezes), OPTIONS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the loss of the untrained network is NaN")
        .hasMessageContaining("try another group");
  }

  @Test
  void aRunThatEndsEarlyIsTheBeginningOfAWholeOne() throws IOException {
    DynamicsConfig config = Tiny.fc("cpu", 4);
    TrainOutcome<DynamicsResult> early = train(config, OPTIONS.withLastEpoch(2));
    List<EpochMetrics> begin = new RunFolder(folder).readMetrics();
    assertThat(early.result().completed()).isFalse();
    assertThat(early.epochs()).isEqualTo(2);
    Evaluator.evaluate(Tiny.TASK, folder, new EvaluationOptions(2, 2, 1, 1), (_, _) -> {});
    Path evaluation = Evaluation.file(new RunFolder(folder));
    assertThat(evaluation).exists();

    Trainer.resume(Tiny.TASK, folder, OPTIONS, TrainListener.SILENT);

    List<EpochMetrics> whole = new RunFolder(folder).readMetrics();
    assertThat(whole).hasSize(4);
    assertThat(whole.subList(0, 2)).isEqualTo(begin);
    assertThat(evaluation).as("that of other weights").doesNotExist();
  }

  @Test
  void aRunThatIsResumedOnOtherVectorsSaysSo() throws IOException {
    train(Tiny.fc("cpu", 4), OPTIONS.withLastEpoch(1));
    Path environment = new RunFolder(folder).environment();
    Files.writeString(
        environment, Files.readString(environment).replaceFirst("vectors of \\d+", "vectors of 7"));
    List<String> heard = new ArrayList<>();

    Trainer.resume(
        Tiny.TASK,
        folder,
        OPTIONS,
        new TrainListener() {
          @Override
          public void onStage(String description) {
            heard.add(description);
          }
        });

    assertThat(heard)
        .anyMatch(line ->
            line.matches(
                "so far computed in .*vectors of 7 bits, now in .*, whose last bits differ"))
        .contains("compiling the network");
    assertThat(new RunFolder(folder).readEnvironment().backend())
        .matches(".*vectors of 7 bits, then .*vectors of \\d+ bits");
  }

  @Test
  void aFolderThatIsBeingWrittenIsNotTrainedIn() throws IOException {
    try (WriteLock _ = WriteLock.ofFolder(folder)) {
      assertThatThrownBy(() -> train(Tiny.fc("cpu", 1), OPTIONS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder + " is being written by this process already");
    }
    train(Tiny.fc("cpu", 1), OPTIONS.withCheckpointEvery(Duration.ZERO));
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  private TrainOutcome<DynamicsResult> train(DynamicsConfig config, TrainOptions options)
      throws IOException {
    return Trainer.run(Tiny.TASK, config, folder, options, TrainListener.SILENT);
  }
}
