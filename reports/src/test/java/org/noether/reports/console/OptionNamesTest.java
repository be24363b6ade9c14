package org.noether.reports.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionNamesTest {
  @Test
  void namesGetHyphensAndValuesStay() {
    assertThat(
            OptionNames.normalise(
                "train",
                "--num_epochs",
                "3",
                "--net_cfg={'num_layers':4}",
                "a_b",
                "-x_y",
                "--n-train"))
        .containsExactly(
            "train", "--num-epochs", "3", "--net-cfg={'num_layers':4}", "a_b", "-x_y", "--n-train");
  }

  @Test
  void theTypedSpellingIsFoundAgain() {
    assertThat(OptionNames.asTyped("--net-cfg", "train", "--net_cfg={}")).isEqualTo("--net_cfg");
    assertThat(OptionNames.asTyped("--net-cfg", "--net_config={}")).isEqualTo("--net_config");
    assertThat(OptionNames.asTyped("--net-cfg", "train")).isEqualTo("--net-cfg");
  }
}
