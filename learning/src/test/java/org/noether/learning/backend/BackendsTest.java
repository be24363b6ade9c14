package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BackendsTest {
  @Test
  void anUnknownBackendIsAnsweredWithTheKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("abacus"))
        .withMessageContainingAll("'abacus'", "reference");
    assertThat(Backends.choose("reference").reason()).isEqualTo("selected by name");
  }

  @Test
  void whatADeviceNeedsIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("tornado:0:1"))
        .withMessageContainingAll("TORNADOVM_HOME", "docs/gpu.md");
    assertThatIllegalArgumentException()
        .isThrownBy(Backends::devices)
        .withMessageContaining("TORNADOVM_HOME");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("cpu:1"))
        .withMessage("backend 'cpu' has no device '1' to choose");
  }

  /** So that buffers may pass between those who chose the backend by name. */
  @Test
  void aBackendIsTheSameWhoeverChoosesIt() {
    assertThat(Backends.choose().backend()).isSameAs(Backends.choose("cpu").backend());
    assertThat(Backends.available()).contains(Backends.choose("reference").backend());
  }
}
