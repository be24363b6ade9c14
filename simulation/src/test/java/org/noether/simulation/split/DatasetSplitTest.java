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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "130831, 100000, 17748, 13083",
    "140000, 100000, 26000, 14000",
    "12000, 9172, 1628, 1200",
    "10, 7, 2, 1",
  })
  void qm9IsDividedInProportion(int molecules, int train, int valid, int test) {
    var parts = DatasetSplit.qm9(molecules);

    assertThat(parts.keySet()).containsExactly("train", "valid", "test");
    assertThat(parts.get("train")).hasSize(train);
    assertThat(parts.get("valid")).hasSize(valid);
    assertThat(parts.get("test")).hasSize(test);
    assertThat(parts.values().stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, molecules).toArray());
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
    assertThatThrownBy(() -> DatasetSplit.qm9(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few");
  }
}
