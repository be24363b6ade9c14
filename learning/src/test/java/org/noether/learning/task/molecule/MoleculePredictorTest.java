package org.noether.learning.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.simulation.molecule.PackedMolecules;

class MoleculePredictorTest {
  @TempDir private static Path shared;

  private static Path trained = Path.of("");

  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    trained = shared.resolve("run");
    Path file = TinyMolecules.write(shared, 40);
    Trainer.run(
        TinyMolecules.task(shared),
        TinyMolecules.config(file, "cpu", 2, Map.of()),
        trained,
        TrainOptions.defaults(),
        TrainListener.SILENT);
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = Files.createDirectories(folder.resolve("copy"));
    for (String name : List.of("config.json", "scale.json", "best.safetensors")) {
      Files.copy(trained.resolve(name), run.resolve(name));
    }
  }

  /** Molecules of carbon and hydrogen in a box whose side grows with their number. */
  private static PackedMolecules molecules(int... sizes) {
    int[] offsets = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      offsets[i + 1] = offsets[i] + sizes[i];
    }
    int atoms = offsets[sizes.length];
    Random random = new Random(3);
    return new PackedMolecules(
        offsets,
        IntStream.range(0, atoms).map(i -> i % 3 == 0 ? 6 : 1).toArray(),
        random.doubles(3L * atoms, 0, 8).toArray(),
        new int[sizes.length],
        Map.of());
  }

  @Test
  void whatIsPredictedTogetherChangesNothingHoweverLargeItIs() throws IOException {
    // Of 600 atoms three have more pairs than are predicted together.
    PackedMolecules all = molecules(5, 600, 600, 12, 600, 3, 1100, 4);
    MoleculePredictor predictor = MoleculePredictor.open(run);
    List<Integer> told = new ArrayList<>();

    double[] together = predictor.predict(all, told::add);

    assertThat(told).hasSizeGreaterThan(2).isSorted().endsWith(all.size());
    // Each row is computed apart from the others, by the same steps wherever it is in a vector.
    for (int i = 0; i < all.size(); i++) {
      assertThat(predictor.predict(all.select(i))).containsExactly(together[i]);
    }
  }

  @Test
  void aMoleculeBeyondTheBoundIsRefusedByName() throws IOException {
    PackedMolecules all = molecules(5, MoleculePredictor.MOST_POINTS + 1);
    MoleculePredictor predictor = MoleculePredictor.open(run);

    assertThat(predictor.refusal(all, 0)).isEmpty();
    assertThatThrownBy(() -> predictor.predict(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("molecule 2 (C667H1334) has 2,001 atoms")
        .hasMessageEndingWith("at most 2,000 can be predicted");
  }

  @Test
  void trueValuesAreRelativeToTheAtomsOfTheTraining() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 30; i++) {
      text.append("2\nProperties=species:S:1:pos:R:3 U0=")
          .append(-2 + 0.01 * i)
          .append("\nH 0 0 0\nH 0 0 ")
          .append(0.7 + 0.01 * i)
          .append('\n');
    }
    Path file = Files.writeString(data.resolve("hydrogen.extxyz"), text);
    Path references = Files.writeString(data.resolve("atomref.txt"), "H 0 -1 0 0 0 0\n");
    MoleculeConfig homo = TinyMolecules.config(file, "cpu", 1, Map.of());
    MoleculeConfig config =
        new MoleculeConfig(
            "U0", homo.network(), homo.netCfg(), homo.data(), false, 0, 1e-2, 8, 1, 5, "cpu");
    Path other = folder.resolve("other");
    SharedMolecules read = TinyMolecules.reader(folder);
    Trainer.run(
        new MoleculeTask(read), config, other, TrainOptions.defaults(), TrainListener.SILENT);
    Files.delete(references);
    PackedMolecules molecules = read.load(file).molecules();

    double truth = MoleculePredictor.open(other).truth(molecules, 4).orElseThrow();

    assertThat(truth).isEqualTo((-2 + 0.05 + 2) * 27211.4, within(1e-6));
    PackedMolecules methylidyne =
        new PackedMolecules(
            new int[] {0, 2},
            new int[] {6, 1},
            new double[] {0, 0, 0, 0, 0, 1.1},
            new int[1],
            Map.of("U0", new double[] {-38}));
    assertThat(MoleculePredictor.open(other).refusal(methylidyne, 0))
        .contains("has an atom of C, whose U0 when free is not known");
    Path scale = other.resolve("scale.json");
    String old = Files.readString(scale).replaceFirst("(?s)\\s*\"free_atoms\"[^}]*\\},", "");
    assertThat(old).doesNotContain("free_atoms");
    Files.writeString(scale, old);
    assertThat(MoleculePredictor.open(other).truth(molecules, 4))
        .hasValueCloseTo((-2 + 0.05 + 2 * 0.500273) * 27211.4, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json|\"cpu\"|\"gpu\"|gpu",
        "config.json|MolecLieResNet|MolecResNet|no network 'MolecResNet'",
        "config.json|num_layers|layers|has no option 'layers'",
        "config.json|\"k\" : 8|\"k\" : null|the option 'k' has no value",
        "config.json|\"k\" : 8|\"k\" : 16384|has fewer numbers than",
        "config.json|\"num_layers\" : 1|\"num_layers\" : 16384|has fewer numbers than",
        "config.json|[ 3 ]|[ null ]|the option 'group' has no value",
        "config.json|[ 3 ]|3|arguments are no list",
        "config.json|homo|lumo|is of homo, but config.json of lumo",
        "scale.json|\"free_atoms\" : null|\"free_atoms\" : {\"1\": null}|must be finite",
        "scale.json|[ 1, 6|[ 6, 1|must be elements, ascending",
        "scale.json|[ 1, 6|[ 0, 6|must be elements, ascending",
        "scale.json|\"centred\" : null|\"centred\" : {\"mean\":[0],\"std\":1}|must be a position",
      })
  void damagedRunsAreRefusedByTheNameOfTheirFile(
      String name, String right, String wrong, String reason) throws IOException {
    Path file = run.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));

    assertThatThrownBy(() -> MoleculePredictor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(run.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void whatIsNoTextIsRefusedByTheNameOfTheFile() throws IOException {
    Path scale = run.resolve("scale.json");
    Files.write(scale, new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(() -> MoleculePredictor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessage(scale + ": damaged: it is not text in UTF-8");
    Files.writeString(scale, "null");
    assertThatThrownBy(() -> MoleculePredictor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(scale + ": damaged");
    Files.delete(scale);
    Files.createDirectory(scale);
    assertThatThrownBy(() -> MoleculePredictor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessage(scale + ": a folder, where a run has a file");
  }

  @Test
  void runsOnOtherSystemsAreRefused() throws IOException {
    new RunFolder(run).writeConfig(new DynamicsTask("springs"), DynamicsConfig.defaults("FC"));

    assertThatThrownBy(() -> MoleculePredictor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessage(run + " is a run on springs, not on molec");
  }
}
