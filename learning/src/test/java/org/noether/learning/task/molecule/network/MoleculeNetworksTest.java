package org.noether.learning.task.molecule.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.Parameter;
import org.noether.learning.tensor.Shape;

class MoleculeNetworksTest {
  private static final int FEATURES = 15;

  @Test
  void theDefaultsAreThoseOfTheReference() {
    MoleculeNetwork network = MoleculeNetworks.create("MolecLieResNet", Map.of(), FEATURES);

    assertThat(network.group().name()).isEqualTo("T(3)");
    assertThat(network.augmented()).isTrue();
    assertThat(network.convolutions())
        .hasSize(6)
        .allSatisfy(convolution -> {
          assertThat(convolution.options().nbhd()).isEqualTo(100);
          assertThat(convolution.options().fill()).isEqualTo(0.25);
          assertThat(convolution.options().bn()).isTrue();
          assertThat(convolution.options().mean()).isTrue();
          assertThat(convolution.options().knn()).isFalse();
        });
    Parameter embedding = network.parameters().getFirst();
    assertThat(embedding.shape().toArray()).containsExactly(1536, FEATURES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MolecLieResNet", "MolecGN"})
  void theDefaultWidthIsThatOfTheNetworkWithoutOptions(String name) {
    var width = Integer.valueOf(MoleculeNetworks.defaultWidth(name));

    assertThat(MoleculeNetworks.create(name, Map.of(), FEATURES).parameters())
        .extracting(parameter -> parameter.name() + parameter.shape())
        .isEqualTo(
            MoleculeNetworks.create(name, Map.of("k", width), FEATURES).parameters().stream()
                .map(parameter -> parameter.name() + parameter.shape())
                .toList());
    assertThat(MoleculeNetworks.defaultWidth("OfAnother")).isEqualTo("unknown");
  }

  @Test
  void eachLayerMayHaveItsOwnFill() {
    MoleculeNetwork network =
        MoleculeNetworks.create(
            "MolecLieResNet",
            Map.of("k", 8, "num_layers", 2, "fill", List.of(0.5, 1), "cache", true),
            FEATURES);

    assertThat(network.convolutions())
        .extracting(convolution -> convolution.options().fill())
        .containsExactly(0.5, 1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "fill, 2, fill must be a number from 0.0 to 1.0",
    "fill, x, fill must be a number",
    "k, 2, k must be an integer of at least 4",
    "width, 8, no option 'width'",
  })
  void refusesWrongOptions(String option, String value, String reason) {
    Object given = value.equals("x") ? value : Integer.valueOf(value);
    assertThatThrownBy(
            () -> MoleculeNetworks.create("MolecLieResNet", Map.of(option, given), FEATURES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theGraphNetworkHasTheParametersOfTheReference() {
    MoleculeNetwork network =
        MoleculeNetworks.create("MolecGN", Map.of("k", 8, "num_layers", 2), FEATURES);

    assertThat(network.parameters())
        .extracting(parameter -> parameter.name() + parameter.shape())
        .contains(
            "gnlayers.0.layer.edge_model.edge_mlp.0.weight" + Shape.of(8, 2 * (FEATURES + 3) + 2),
            "gnlayers.1.layer.global_model.global_mlp.2.bias" + Shape.of(8),
            "linear.weight" + Shape.of(1, 8))
        .hasSize(2 * 3 * 4 + 2);
    assertThat(network.augmented()).isTrue();
    assertThat(network.convolutions()).isEmpty();
    assertThatThrownBy(() -> MoleculeNetworks.create("MolecGN", Map.of("group", "T(3)"), FEATURES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MolecGN has no option 'group'");
  }

  @Test
  void refusesGroupsOfThePlaneAndUnknownNetworks() {
    GroupSpec plane = new GroupSpec("T", List.of(2));
    assertThatThrownBy(
            () -> MoleculeNetworks.create("MolecLieResNet", Map.of("group", plane), FEATURES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positions have 3");
    assertThatThrownBy(() -> MoleculeNetworks.create("MolecResNet", Map.of(), FEATURES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("known: MolecLieResNet, MolecGN");
  }
}
