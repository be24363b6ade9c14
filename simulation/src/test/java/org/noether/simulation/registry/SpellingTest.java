package org.noether.simulation.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> KNOWN = List.of("num_layers", "nbhd", "mean");

  @Test
  void findsTheNearestName() {
    assertThat(Spelling.nearest("num_layer", KNOWN)).contains("num_layers");
    assertThat(Spelling.nearest("NBHD", KNOWN)).contains("nbhd");
  }

  @Test
  void doesNotGuessFromFarAway() {
    assertThat(Spelling.nearest("dropout", KNOWN)).isEmpty();
    assertThat(Spelling.suggestion("dropout", KNOWN)).isEmpty();
  }

  @Test
  void suggestsInWords() {
    assertThat(Spelling.suggestion("men", KNOWN)).isEqualTo("; did you mean 'mean'?");
  }
}
