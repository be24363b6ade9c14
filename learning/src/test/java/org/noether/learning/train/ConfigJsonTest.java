package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.molecule.MoleculeTask;

class ConfigJsonTest {
  @TempDir private Path folder;

  @Test
  void comesBackFromJson() throws IOException {
    DynamicsConfig config =
        new DynamicsConfig(
            "HLieResNet",
            Map.of(
                "group",
                new GroupSpec(
                    "LieSubGroup", List.of(new GroupSpec("T", List.of(2)), List.of(0), true)),
                "k",
                64,
                "mean",
                false,
                "fill",
                0.5,
                "act",
                "swish",
                "list",
                List.of(1, 2)),
            new DataSource.StoredFile("springs", "springs.h5"),
            300,
            20,
            30,
            1e-3,
            200,
            7,
            -1,
            "cpu");
    Path file = folder.resolve("config.json");

    ConfigJson.write(file, Tiny.TASK, config);
    DynamicsConfig back = ConfigJson.read(file, Tiny.TASK);

    assertThat(back).isEqualTo(config);
    assertThat(ConfigJson.sha256(back)).isEqualTo(ConfigJson.sha256(config));
    assertThat(Files.readString(file))
        .contains("\"num_epochs\" : 7", "\"name\" : \"T\"", "\"learning_task\" : \"springs\"");
  }

  @Test
  void itsHashIgnoresTheKindsOfWholeNumbersAndTheOrderOfOptions() {
    DynamicsConfig config = DynamicsConfig.defaults("FC");

    assertThat(ConfigJson.sha256(config.withNetCfg(Map.of("k", 8, "num_layers", 2L))))
        .isEqualTo(ConfigJson.sha256(config.withNetCfg(Map.of("num_layers", 2, "k", 8L))))
        .isNotEqualTo(ConfigJson.sha256(config));
  }

  @Test
  void wholeNumbersComeBackEqualWhateverTheyWere() throws IOException {
    DynamicsConfig config = DynamicsConfig.defaults("HLieResNet");
    Path file = folder.resolve("config.json");
    Map<String, Object> longs =
        Map.of("group", new GroupSpec("T", List.of(2L)), "k", List.of(8L, 16L));
    Map<String, Object> ints = Map.of("group", new GroupSpec("T", List.of(2)), "k", List.of(8, 16));

    ConfigJson.write(file, Tiny.TASK, config.withNetCfg(longs));

    assertThat(ConfigJson.read(file, Tiny.TASK))
        .isEqualTo(config.withNetCfg(longs))
        .isEqualTo(config.withNetCfg(ints));
  }

  @Test
  void refusesADamagedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{\"network\": \"FC\", \"k\": 1}");

    assertThatThrownBy(() -> ConfigJson.read(file, Tiny.TASK))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void knowsItsTaskByNameAndTheFirstVersionsByTheirData() throws IOException {
    Path named = folder.resolve("named.json");
    Path unnamed = folder.resolve("unnamed.json");
    DynamicsConfig config = Tiny.fc("cpu", 1);
    ConfigJson.write(named, Tiny.TASK, config);
    Json.write(unnamed, config);
    Path molecules = Files.writeString(folder.resolve("molecules.json"), "{\"task\": \"homo\"}");

    for (Path file : List.of(named, unnamed)) {
      assertThat(ConfigJson.read(file, Tiny.TASK)).isEqualTo(config);
      assertThat(ConfigJson.isOf(file, new DynamicsTask("nbody"))).isFalse();
      assertThat(ConfigJson.isOf(file, new MoleculeTask())).isFalse();
    }
    assertThat(ConfigJson.isOf(molecules, new MoleculeTask())).isTrue();
    assertThatThrownBy(() -> ConfigJson.read(named, new MoleculeTask()))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a run on springs, not on molec");
  }

  /** Checkpoints of the first version hold this hash of their configuration. */
  @Test
  void itsHashIsThatOfTheFirstVersion() {
    assertThat(ConfigJson.sha256(DynamicsConfig.defaults("FC")))
        .isEqualTo("8ec8bae5b77fdce51c374baffead5d654d76d4e9415eab0f3e8fe6db8b1f05d3");
  }
}
