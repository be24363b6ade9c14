package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.learning.testing.Numbers;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsException;
import org.noether.simulation.io.SafetensorsFile;

class WeightFilesTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();

  @TempDir private Path folder;

  @Test
  void holdParametersAndBuffersInSinglePrecisionUnderTheReferencesNames() throws IOException {
    Weights weights = weights("HLieResNet", Map.of("k", 8, "num_layers", 1));
    Path file = folder.resolve("best.safetensors");

    Checkpoint.writeWeights(file, weights);

    SafetensorsFile content = Safetensors.read(file);
    assertThat(content.tensors())
        .containsKeys("net.0.module.weight", "net.1.conv.weightnet.0.module.bias")
        .containsKey("net.1.conv.r");
    assertThat(content.tensors().values()).allMatch(tensor -> tensor.dtype() == DType.F32);
    assertThat(content.tensor("net.0.module.weight").shape()).containsExactly(8, 2);
    Weights back = weights("HLieResNet", Map.of("k", 8, "num_layers", 1));
    Numbers.fill(back.parameters(), 0);
    Checkpoint.readWeights(file, back);
    double[] rounded =
        Arrays.stream(Numbers.of(weights.parameters())).map(x -> (double) (float) x).toArray();
    assertThat(Numbers.of(back.parameters())).containsExactly(rounded);
  }

  @Test
  void sayWhatDoesNotFitAnotherNetwork() throws IOException {
    Path file = folder.resolve("best.safetensors");
    Checkpoint.writeWeights(file, weights("FC", Map.of("k", 8, "num_layers", 2)));

    assertThatThrownBy(
            () -> Checkpoint.readWeights(file, weights("FC", Map.of("k", 9, "num_layers", 3))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " belongs to another network or configuration; missing: net.2.0.weight,"
                + " net.2.0.bias, net.3.weight and 1 more; of another shape: net.0.0.weight is"
                + " F32[8, 18] where [9, 18] is needed, net.0.0.bias is F32[8] where [9] is needed,"
                + " net.1.0.weight is F32[8, 8] where [9, 9] is needed and 1 more; unexpected:"
                + " net.2.weight, net.2.bias");
  }

  @Test
  void sayWhereTheyAreCutOff() throws IOException {
    Path file = folder.resolve("best.safetensors");
    Checkpoint.writeWeights(file, weights("FC", Map.of("k", 8)));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> Checkpoint.readWeights(file, weights("FC", Map.of("k", 8))))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void holdFiniteNumbersOnly() throws IOException {
    Path file = folder.resolve("best.safetensors");
    Weights weights = weights("FC", Map.of("k", 8));
    weights.parameters().backend().fill(weights.parameters(), 0, 1, Double.NaN);
    Checkpoint.writeWeights(file, weights);

    assertThatThrownBy(() -> Checkpoint.readWeights(file, weights))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": damaged: net.0.0.weight holds a number that is infinite or none");
  }

  private static Weights weights(String network, Map<String, Object> netCfg) {
    DynamicsNetwork created = DynamicsNetworks.create(network, netCfg, 3, 2, 2);
    Weights weights = Weights.zeros(created, REFERENCE);
    weights.initialise(created, 0);
    return weights;
  }
}
