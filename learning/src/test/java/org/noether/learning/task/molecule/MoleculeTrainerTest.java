package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.FittedEpochs;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.Qm9Property;

class MoleculeTrainerTest {
  private static final TrainOptions OPTIONS = TrainOptions.defaults().withThreads(2);
  private static final int MOLECULES = 60;

  @TempDir private Path folder;
  private Path file;
  private SharedMolecules molecules;
  private MoleculeTask task;

  @BeforeEach
  void writeMolecules() throws IOException {
    file = TinyMolecules.write(folder, MOLECULES);
    molecules = TinyMolecules.reader(folder);
    task = new MoleculeTask(molecules);
  }

  @Test
  void trainsAndLeavesARunFolder() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 20, Map.of());
    RunFolder run = new RunFolder(folder.resolve("run"));

    TrainOutcome<MoleculeResult> outcome =
        Trainer.run(task, config, run.path(), OPTIONS, TrainListener.SILENT);

    MoleculeResult result = outcome.result();
    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertThat(run.holds(task)).isTrue();
    assertThat(run.readConfig(task)).isEqualTo(config);
    assertThat(run.readResult(task)).contains(result);
    List<EpochMetrics> metrics = run.readMetrics();
    assertThat(metrics).hasSize(20);
    assertThat(metrics.getLast().trainLoss()).isLessThan(0.7 * metrics.getFirst().trainLoss());
    assertThat(result.valMae())
        .isEqualTo(metrics.stream().mapToDouble(EpochMetrics::validation).min().orElseThrow());
    assertThat(result.testMae()).isLessThan(result.meanAbsoluteDeviation());
    assertThat(result.unit()).isEqualTo("meV");
    assertThat(result.trainMolecules() + result.validMolecules() + result.testMolecules())
        .isEqualTo(MOLECULES);
    // 45 molecules train, in batches of 8: the last 5 of each epoch are left out.
    assertThat(outcome.steps()).isEqualTo(20L * (result.trainMolecules() / 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"T", "SE3"})
  void goesOnToTheSameBits(String group) throws IOException {
    GroupSpec spec = new GroupSpec(group, List.of(group.equals("T") ? 3 : 0.2));
    MoleculeConfig config =
        TinyMolecules.config(file, "cpu", 3, Map.of("group", spec, "nbhd", 4, "fill", 0.5));
    Path whole = folder.resolve("whole");
    Trainer.run(task, config, whole, OPTIONS, TrainListener.SILENT);
    Path stopped = folder.resolve("stopped");
    StopFlag stop = new StopFlag();
    TrainListener stopper =
        new TrainListener() {
          @Override
          public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
            if (epoch == 2 && step == 2) {
              stop.request();
            }
          }
        };

    TrainOutcome<MoleculeResult> first =
        Trainer.run(task, config, stopped, OPTIONS.withStop(stop), stopper);
    TrainOutcome<MoleculeResult> second =
        Trainer.resume(TinyMolecules.task(folder), stopped, OPTIONS, TrainListener.SILENT);

    assertThat(first.end()).isEqualTo(TrainOutcome.End.STOPPED);
    assertThat(second.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertSameFiles(stopped, whole);
  }

  private static void assertSameFiles(Path run, Path other) {
    for (String name :
        List.of(
            "config.json",
            "scale.json",
            "metrics.jsonl",
            "result.json",
            "best.safetensors",
            "checkpoint.safetensors")) {
      assertThat(run.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
  }

  @Test
  void doesNotGoOnWithOtherMolecules() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "reference", 2, Map.of());
    Path run = folder.resolve("run");
    StopFlag stop = new StopFlag();
    stop.request();
    Trainer.run(task, config, run, OPTIONS.withStop(stop), TrainListener.SILENT);
    Files.writeString(file, Files.readString(file).replaceFirst("homo=-0", "homo=-1"));

    assertThatThrownBy(
            () -> Trainer.resume(TinyMolecules.task(folder), run, OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other data");
  }

  @Test
  void endsWithAResultWhenTheBudgetIsSpent() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 1000, Map.of());

    TrainOutcome<MoleculeResult> outcome =
        Trainer.run(
            task,
            config,
            folder.resolve("run"),
            OPTIONS.withBudget(Duration.ofMillis(1), TrainOptions.Fit.NONE),
            TrainListener.SILENT);

    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.BUDGET_SPENT);
    assertThat(outcome.result().completed()).isFalse();
  }

  @Test
  void fitsTheEpochsToTheBudget() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 1_000_000, Map.of());
    Duration budget = Duration.ofSeconds(3);
    FittedEpochs fit = new FittedEpochs();
    RunFolder run = new RunFolder(folder.resolve("run"));

    TrainOutcome<MoleculeResult> outcome =
        Trainer.run(
            task, config, run.path(), OPTIONS.withBudget(budget, TrainOptions.Fit.WITHIN), fit);

    int epochs = run.readConfig(task).numEpochs();
    fit.assertFits(epochs, budget);
    assertThat(outcome.epochs()).isLessThanOrEqualTo(epochs);
    assertThat(outcome.epochs() == epochs).isEqualTo(outcome.end() == TrainOutcome.End.FINISHED);
  }

  @Test
  void learnsFromAsManyMoleculesAsFitWhereNotEvenOneEpochDoes() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 9, Map.of());
    TrainOptions tooShort = OPTIONS.withBudget(Duration.ofMillis(1), TrainOptions.Fit.OVERRUN);
    List<String> told = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onEpochsFitted(int epochs, Duration perEpoch) {
            told.add(epochs + " epochs");
          }

          @Override
          public void onSamplesFitted(int some, int all) {
            told.add(some + " of " + all);
          }
        };
    StopFlag stop = new StopFlag();
    stop.request();

    Path fitted = folder.resolve("fitted");
    TrainOutcome<MoleculeResult> outcome = Trainer.run(task, config, fitted, tooShort, listener);
    Path stopped = folder.resolve("stopped");
    Trainer.run(task, config, stopped, tooShort.withStop(stop), TrainListener.SILENT);
    Trainer.resume(TinyMolecules.task(folder), stopped, OPTIONS, TrainListener.SILENT);
    Path chosen = folder.resolve("chosen");
    Trainer.run(
        task, config.withSubsample(8).withNumEpochs(1), chosen, OPTIONS, TrainListener.SILENT);

    assertThat(told).containsExactly("8 of 45");
    assertThat(outcome.end()).isEqualTo(TrainOutcome.End.FINISHED);
    assertThat(outcome.steps()).isOne();
    assertThat(outcome.result().trainMolecules()).isEqualTo(8);
    MoleculeConfig kept = new RunFolder(fitted).readConfig(task);
    assertThat(kept).isEqualTo(config.withSubsample(8).withNumEpochs(1));
    assertThat(kept.isFittedFrom(config)).isTrue();
    assertThat(kept.isFittedFrom(config.withNetCfg(Map.of()))).isFalse();
    assertSameFiles(stopped, fitted);
    assertSameFiles(chosen, fitted);
  }

  /** Where all molecules are one minibatch, there are no fewer to learn from. */
  @Test
  void trainsOneEpochOnTheLeastMoleculesThatThereMayBe() throws IOException {
    List<Integer> fitted = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onEpochsFitted(int epochs, Duration perEpoch) {
            fitted.add(epochs);
          }
        };

    TrainOutcome<MoleculeResult> outcome =
        Trainer.run(
            task,
            TinyMolecules.config(file, "cpu", 9, Map.of()).withSubsample(8),
            folder.resolve("run"),
            OPTIONS.withBudget(Duration.ofMillis(1), TrainOptions.Fit.OVERRUN),
            listener);

    assertThat(fitted).containsExactly(0);
    assertThat(outcome.epochs()).isOne();
    assertThat(outcome.result().trainMolecules()).isEqualTo(8);
  }

  @Test
  void saysWhichMoleculesWereLeftOut() throws IOException {
    Files.writeString(file, Files.readString(file) + "2\nhomo=1\nH 0 0 0\nXx 0 0 1\n");
    List<String> notices = new ArrayList<>();
    new SharedMolecules(
            folder.resolve("caches"), BadMolecules.skipped(), _ -> _ -> {}, notices::add)
        .load(file);

    assertThat(notices)
        .contains("molecules that cannot be read are left out: 1; the first:")
        .last()
        .asString()
        .contains(file.toString(), "Xx");
  }

  @Test
  void takesSomeOfTheTrainingMolecules() throws IOException {
    MoleculeConfig all = TinyMolecules.config(file, "reference", 1, Map.of());
    MoleculeConfig some =
        new MoleculeConfig(
            all.task(),
            all.network(),
            all.netCfg(),
            all.data(),
            true,
            0.5,
            all.lr(),
            4,
            1,
            0,
            "reference");

    MoleculeData whole = MoleculeData.of(molecules.load(file), all);
    MoleculeData half = MoleculeData.of(molecules.load(file), some);

    assertThat(half.train()).hasSize((int) Math.rint(whole.train().length / 2.0));
    assertThat(whole.train()).contains(half.train());
    assertThat(half.test()).isEqualTo(whole.test());
    assertThat(half.scale().mean()).isEqualTo(whole.scale().mean());
    assertThat(half.scale().centred()).isPresent();
    assertThat(half.sha256()).isNotEqualTo(whole.sha256());
    MoleculeConfig more = some.withSubsample(MOLECULES);
    assertThat(MoleculeData.of(molecules.load(file), more).train()).isEqualTo(whole.train());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() ->
            Trainer.run(
                task,
                MoleculeConfig.defaults("homer", file.toString()),
                folder.resolve("run"),
                OPTIONS,
                TrainListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("these molecules have no property homer; they have [homo")
        .hasMessageContaining("did you mean 'homo'?");
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 1, Map.of("layers", 2));
    assertThatThrownBy(
            () -> Trainer.run(task, config, folder.resolve("run"), OPTIONS, TrainListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MolecLieResNet has no option 'layers'");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void predictsWithTheBestWeights() throws IOException {
    MoleculeConfig config = TinyMolecules.config(file, "cpu", 5, Map.of());
    Path run = folder.resolve("run");
    MoleculeResult result = Trainer.run(task, config, run, OPTIONS, TrainListener.SILENT).result();
    MoleculeData data = MoleculeData.of(molecules.load(file), config);

    MoleculePredictor predictor = MoleculePredictor.open(run);
    double[] predictions = predictor.predict(data.molecules().select(data.test()));

    assertThat(predictor.property()).isEqualTo(Qm9Property.HOMO);
    double error = 0;
    for (int i = 0; i < predictions.length; i++) {
      error += Math.abs(predictions[i] - data.targets()[data.test()[i]]) / predictions.length;
    }
    // The result divides the sum once; here each term is divided, and rounded, on its own.
    double rounding = predictions.length * Math.ulp(error);
    assertThat(error).isEqualTo(result.testMae(), within(rounding));
  }
}
