package org.noether.simulation.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.system.SamplerStatistics;
import tools.jackson.databind.JsonNode;

/** Permutations, splits and samplers against the reference's ({@code pipeline} cases). */
class PipelineGoldenTest {
  private static final String PERMUTATION = "perm_(\\d+)_first20";
  private static final String SPLIT = "split_";

  @TestFactory
  Stream<DynamicTest> pipeline() {
    return GoldenCases.tests("pipeline", PipelineGoldenTest::check);
  }

  private static void check(GoldenCase golden) throws NoSuchAlgorithmException {
    var facts = golden.json().path("facts");
    for (var fact : facts.properties()) {
      var name = fact.getKey();
      if (name.matches(PERMUTATION)) {
        int n = Integer.parseInt(name.replaceAll(PERMUTATION, "$1"));
        checkPermutation(n, fact.getValue(), facts.path("perm_sha256_i64le"));
        checkMolecules(n, facts.path("qm9_split"));
      } else if (name.startsWith(SPLIT) && fact.getValue().has("splits")) {
        checkSplit(golden, name.substring(SPLIT.length()), fact.getValue());
      }
    }
    checkNextUniform(facts);
    SamplerStatistics.checkSprings(facts.path("spring_sampler_stats"));
    SamplerStatistics.checkPlanets(facts.path("nbody_sampler_stats"));
  }

  private static void checkPermutation(int n, JsonNode first, JsonNode sha256)
      throws NoSuchAlgorithmException {
    int[] permutation = new NumpyRandomState(0).permutation(n);

    assertThat(Arrays.copyOf(permutation, first.size())).containsExactly(ints(first));
    var bytes = ByteBuffer.allocate(n * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(permutation).forEach(bytes::putLong);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())))
        .isEqualTo(sha256.stringValue());
  }

  private static void checkMolecules(int n, JsonNode expected) {
    int[] permutation = new NumpyRandomState(0).permutation(n);
    var parts = DatasetSplit.qm9(n);

    assertThat(parts.keySet()).containsExactly("train", "valid", "test");
    parts.forEach((part, indices) -> {
      int[] range = ints(expected.path(part));
      assertThat(indices).as(part).isEqualTo(Arrays.copyOfRange(permutation, range[0], range[1]));
    });
    assertThat(parts.get("valid")).hasSize(expected.path("n_valid").intValue());
    assertThat(parts.get("test")).hasSize(expected.path("n_test").intValue());
  }

  private static void checkSplit(GoldenCase golden, String name, JsonNode expected) {
    var parts = split(expected);
    var tensors = golden.tensors().tensors();

    assertThat(parts.keySet())
        .containsExactly(
            expected.path("order").valueStream().map(JsonNode::stringValue).toArray(String[]::new));
    parts.forEach((part, indices) -> {
      assertThat(indices).as(name + "." + part).hasSize(expected.at("/sizes/" + part).intValue());
      int[] first = ints(expected.at("/first5/" + part));
      assertThat(Arrays.copyOf(indices, first.length)).containsExactly(first);
      var tensor = tensors.get("split." + name + "." + part);
      if (tensor != null) {
        assertThat(indices).as(name + "." + part).isEqualTo(tensor.ints());
      }
    });
  }

  /** After the permutations of the spring split, numpy's generator is where ours is. */
  private static void checkNextUniform(JsonNode facts) {
    var expected = facts.path("split_springs_numpy_next_uniform");
    if (expected.isNumber()) {
      var split = facts.path("split_springs_10000");
      var random = new NumpyRandomState(0);
      int left = split.path("n").intValue();
      for (var size : split(split).values()) {
        random.permutation(left);
        left -= size.length;
      }
      assertThat(random.nextDouble()).isEqualTo(expected.doubleValue(), within(0.0));
    }
  }

  private static Map<String, int[]> split(JsonNode facts) {
    var sizes = new LinkedHashMap<String, Double>();
    facts
        .path("splits")
        .properties()
        .forEach(size -> sizes.put(size.getKey(), size.getValue().doubleValue()));
    return DatasetSplit.of(facts.path("n").intValue(), sizes);
  }

  private static int[] ints(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
