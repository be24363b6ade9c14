package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworks;
import org.noether.learning.testing.Numbers;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsException;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.ShardedSafetensors;
import org.noether.simulation.io.TensorData;

class WeightFilesTest {
  private static final Backend REFERENCE = Backends.choose("reference").backend();

  @TempDir private Path folder;

  @Test
  void holdParametersAndBuffersInSinglePrecisionUnderTheReferencesNames() throws IOException {
    Weights weights = weights("HLieResNet", Map.of("k", 8, "num_layers", 1));
    Path file = folder.resolve("best.safetensors");

    Checkpoint.writeWeights(file, weights, Map.of());

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
    Checkpoint.writeWeights(file, weights("FC", Map.of("k", 8, "num_layers", 2)), Map.of());

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
  void ofTorchSaveAreToldWithWhatConvertsThem() throws IOException {
    Path pickle =
        Files.write(folder.resolve("pytorch_model.bin"), new byte[] {(byte) 0x80, 2, '.'});
    var run = new RunFolder(folder);
    assertThatThrownBy(run::demandBest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(pickle + " is a file of PyTorch's torch.save")
        .hasMessageEndingWith(
            "safetensors.torch.save_file(torch.load('%s', weights_only=True), '%s')",
            pickle, run.best());
    assertThatThrownBy(() -> new RunFolder(pickle).holds(Tiny.TASK))
        .hasMessageStartingWith(pickle + " is a file; name the folder of the run");
  }

  @Test
  void sayWhereTheyAreCutOff() throws IOException {
    Path file = folder.resolve("best.safetensors");
    Checkpoint.writeWeights(file, weights("FC", Map.of("k", 8)), Map.of());
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
    Checkpoint.writeWeights(file, weights, Map.of());

    assertThatThrownBy(() -> Checkpoint.readWeights(file, weights))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": damaged: net.0.0.weight holds a number that is infinite or none");
  }

  @ParameterizedTest
  @CsvSource({"F16, 0x1p-11", "BF16, 0x1p-7", "F64, 0x1p-24"})
  void ofAnyPrecisionAreConvertedAndCountsOfPyTorchIgnored(DType type, double relative)
      throws IOException {
    Weights weights = weights("FC", Map.of("k", 8));
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    TensorFiles.tensors(
            List.of(new TensorFiles.Group("", weights.layout().parameters(), weights.parameters())))
        .forEach((name, tensor) -> tensors.put(name, converted(tensor, type)));
    tensors.put("net.0.bn.num_batches_tracked", TensorData.of(new long[] {7}));
    Path file = folder.resolve("best.safetensors");
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));

    Weights back = weights("FC", Map.of("k", 8));
    Checkpoint.readWeights(file, back);

    // Rounding (of BF16, cutting) to the bits of the type; numbers of half precision below 2^-14
    // have fewer.
    double[] expected = Numbers.of(weights.parameters());
    double[] found = Numbers.of(back.parameters());
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(relative * Math.abs(expected[i]) + 0x1p-24));
    }
  }

  private static TensorData converted(TensorData tensor, DType type) {
    double[] numbers = tensor.doubles();
    if (type == DType.F64) {
      return TensorData.of(numbers, tensor.shape());
    }
    short[] halves = new short[numbers.length];
    for (int i = 0; i < halves.length; i++) {
      float number = (float) numbers[i];
      halves[i] =
          type == DType.F16
              ? Float.floatToFloat16(number)
              : (short) (Float.floatToIntBits(number) >> Short.SIZE);
    }
    return TensorData.ofHalves(type, halves, tensor.shape());
  }

  @Test
  void mayHaveTheNameThatHuggingFaceGivesThem() throws IOException {
    Path model = folder.resolve("model.safetensors");
    Checkpoint.writeWeights(model, weights("FC", Map.of("k", 8)), Map.of());
    var run = new RunFolder(folder);

    assertThat(run.storedBest()).isEqualTo(model);
    run.demandBest();
  }

  @Test
  void mayLieInSeveralFilesBesideAnIndex() throws IOException {
    Weights weights = weights("FC", Map.of("k", 8));
    shard(weights, "a.safetensors", "b.safetensors");

    Weights back = weights("FC", Map.of("k", 8));
    Numbers.fill(back.parameters(), 0);
    Checkpoint.readWeights(index(), back);

    assertThat(Numbers.of(back.parameters())).isEqualTo(Numbers.of(weights.parameters()));
    assertThat(new RunFolder(folder).storedBest()).isEqualTo(index());
    assertThat(ShardedSafetensors.open(index()).bytes())
        .isEqualTo(
            Files.size(folder.resolve("a.safetensors"))
                + Files.size(folder.resolve("b.safetensors")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b.safetensors|../b.safetensors|which is not a file NAME.safetensors beside it",
        "b.safetensors|/etc/b.safetensors|which is not a file NAME.safetensors beside it",
        "b.safetensors|a.safetensors|which model.safetensors.index.json names",
        "b.safetensors|c.safetensors|c.safetensors",
        "weight_map|weights|it has no weight_map",
        "{|[|it is not valid JSON",
      })
  void anIndexThatDoesNotFitIsRefused(String good, String bad, String reason) throws IOException {
    Weights weights = weights("FC", Map.of("k", 8));
    shard(weights, "a.safetensors", "b.safetensors");
    Files.writeString(index(), Files.readString(index()).replace(good, bad));

    assertThatThrownBy(() -> Checkpoint.readWeights(index(), weights))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  private Path index() {
    return folder.resolve("model.safetensors.index.json");
  }

  /** Writes each second tensor to the second file, and the index. */
  private void shard(Weights weights, String... files) throws IOException {
    List<Map<String, TensorData>> parts = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    List<String> entries = new ArrayList<>();
    TensorFiles.tensors(
            List.of(new TensorFiles.Group("", weights.layout().parameters(), weights.parameters())))
        .forEach((name, tensor) -> {
          int part = entries.size() % 2;
          parts.get(part).put(name, tensor);
          entries.add("\"%s\": \"%s\"".formatted(name, files[part]));
        });
    for (int part = 0; part < 2; part++) {
      Safetensors.write(
          folder.resolve(files[part]), new SafetensorsFile(parts.get(part), Map.of()));
    }
    Files.writeString(
        index(), "{\"metadata\": {}, \"weight_map\": {%s}}".formatted(String.join(", ", entries)));
  }

  private static Weights weights(String network, Map<String, Object> netCfg) {
    DynamicsNetwork created = DynamicsNetworks.create(network, netCfg, 3, 2, 2);
    Weights weights = Weights.zeros(created, REFERENCE);
    weights.initialise(created, 0);
    return weights;
  }
}
