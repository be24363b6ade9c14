package org.noether.simulation.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.simulation.testing.Draws;

class DatasetSplitTest {
  private record Sizes(int train, int val, int rest) {}

  @TestFactory
  Stream<DynamicTest> partsAreDisjointAndHaveTheSizesAskedFor() {
    return Draws.tests(
        100,
        draws -> new Sizes(draws.between(0, 300), draws.between(0, 300), draws.between(0, 100)),
        DatasetSplitTest::checkParts);
  }

  private static void checkParts(Sizes asked) {
    int train = asked.train();
    int n = train + asked.val() + asked.rest();
    var sizes = new LinkedHashMap<String, Double>();
    sizes.put("train", train == 1 ? 0.0 : train);
    sizes.put("val", asked.val() == 1 ? 0.0 : asked.val());
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
