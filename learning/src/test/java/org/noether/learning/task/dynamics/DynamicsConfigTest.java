package org.noether.learning.task.dynamics;

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
import org.noether.learning.train.ConfigJson;

class DynamicsConfigTest {
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

    ConfigJson.write(file, config);
    DynamicsConfig back = ConfigJson.read(file);

    assertThat(back).isEqualTo(config);
    assertThat(ConfigJson.sha256(back)).isEqualTo(ConfigJson.sha256(config));
    assertThat(Files.readString(file)).contains("\"num_epochs\" : 7", "\"name\" : \"T\"");
  }

  @Test
  void itsHashIgnoresTheKindsOfWholeNumbersAndTheOrderOfOptions() {
    DynamicsConfig config = DynamicsConfig.defaults("FC");

    assertThat(ConfigJson.sha256(config.withNetCfg(Map.of("k", 8, "num_layers", 2L))))
        .isEqualTo(ConfigJson.sha256(config.withNetCfg(Map.of("num_layers", 2, "k", 8L))))
        .isNotEqualTo(ConfigJson.sha256(config));
  }

  @Test
  void saysWhichNumberIsWrong() {
    assertThatThrownBy(() -> DynamicsConfig.defaults("FC").withNumEpochs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("num_epochs = 0: it must be positive");
    assertThatThrownBy(() -> DynamicsConfig.demandSystems(100, 50, 30, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "n_train + n_val + n_test = 50 + 30 + 30 is more than the 100 systems of the data");
  }

  @Test
  void refusesADamagedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{\"network\": \"FC\", \"k\": 1}");

    assertThatThrownBy(() -> ConfigJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString());
  }
}
