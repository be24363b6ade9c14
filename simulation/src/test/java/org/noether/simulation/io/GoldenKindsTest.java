package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No golden case goes unnoticed: its kind is checked somewhere. */
class GoldenKindsTest {
  private static final Set<String> CHECKED =
      Set.of(
          "sim_spring",
          "sim_nbody",
          "hamiltonians",
          "pipeline",
          "coslr",
          "dynamics",
          "adam_train",
          "group",
          "group_helpers",
          "lieconv",
          "pointconv",
          "maskbn",
          "weightnet",
          "globalpool",
          "bottleblock",
          "lieresnet",
          "fps",
          "collate",
          "molecule",
          "aug_se3",
          "aug_img",
          "image");

  @Test
  void everyKindIsKnown() {
    var counts = GoldenCases.counts();
    var unknown = new TreeSet<>(counts.keySet());
    unknown.removeAll(CHECKED);
    assertThat(unknown).as("kinds of golden cases that no test knows").isEmpty();
    assertThat(counts).as("golden cases found").isNotEmpty();
  }
}
