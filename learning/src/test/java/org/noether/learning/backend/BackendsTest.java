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

  /** So that buffers may pass between those who chose the backend by name. */
  @Test
  void aBackendIsTheSameWhoeverChoosesIt() {
    assertThat(Backends.choose().backend()).isSameAs(Backends.choose("cpu").backend());
    assertThat(Backends.available()).contains(Backends.choose("reference").backend());
  }
}
