package org.noether.simulation.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetSplitTest {
  @Property(tries = 100, seed = "1")
  void partsAreDisjointAndHaveTheSizesAskedFor(
      @ForAll @IntRange(min = 0, max = 300) int train,
      @ForAll @IntRange(min = 0, max = 300) int val,
      @ForAll @IntRange(min = 0, max = 100) int rest) {
    int n = train + val + rest;
    var sizes = new LinkedHashMap<String, Double>();
    sizes.put("train", train == 1 ? 0.0 : train);
    sizes.put("val", val == 1 ? 0.0 : val);
    sizes.put("test", DatasetSplit.REST);

    var parts = DatasetSplit.of(n, sizes);

    var all = parts.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(all).isEqualTo(IntStream.range(0, n).toArray());
    assertThat(parts.get("train")).hasSize(train == 1 ? 0 : train);
  }

  @Test
  void equalSizesAreServedInTheGivenOrder() {
    var sizes = new LinkedHashMap<String, Double>();
    sizes.put("b", 10.0);
    sizes.put("a", 10.0);
    sizes.put("c", 20.0);

    assertThat(DatasetSplit.of(50, sizes).keySet()).containsExactly("c", "b", "a");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> DatasetSplit.of(10, Map.of("train", 11.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need 11 elements, but there are 10");
    assertThatThrownBy(() -> DatasetSplit.of(10, Map.of("train", 2.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part train has size 2.5");
    assertThatThrownBy(() -> DatasetSplit.of(10, Map.of("train", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DatasetSplit.qm9(111_110))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few");
  }
}
