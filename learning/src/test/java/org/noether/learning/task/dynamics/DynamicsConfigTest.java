package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DynamicsConfigTest {

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
}
