package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Parameter.Init;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class DynamicsNetworksTest {
  @Test
  void defaultsAreTheReferences() {
    assertThat(shapes("FC"))
        .containsEntry("net.0.0.weight", Shape.of(300, 36))
        .containsEntry("net.4.bias", Shape.of(24));
    assertThat(shapes("HFC"))
        .containsEntry("net.0.0.weight", Shape.of(150, 24))
        .containsEntry("net.4.weight", Shape.of(1, 150));
    assertThat(shapes("OGN"))
        .containsEntry("gnlayers.0.layer.edge_model.edge_mlp.0.weight", Shape.of(64, 14))
        .containsEntry("gnlayers.0.layer.node_model.node_mlp.0.weight", Shape.of(64, 71))
        .containsEntry("gnlayers.0.layer.global_model.global_mlp.2.bias", Shape.of(64))
        .containsEntry("qlinear.weight", Shape.of(2, 64))
        .hasSize(3 * 4 + 4);
    assertThat(shapes("HOGN")).containsEntry("linear.weight", Shape.of(1, 64)).hasSize(3 * 4 + 6);
    assertThat(shapes("VOGN"))
        .containsEntry("gnlayers.0.layer.edge_model.edge_mlp.0.weight", Shape.of(64, 10))
        .hasSize(3 * 4 + 6);
    assertThat(shapes("HLieResNet"))
        .containsEntry("net.0.module.weight", Shape.of(384, 2))
        .containsEntry("net.1.conv.weightnet.0.module.weight", Shape.of(32, 2))
        .containsEntry("net.4.conv.linear.weight", Shape.of(96, 16 * 96))
        .containsEntry("net.7.module.weight", Shape.of(1, 384))
        .hasSize(2 + 4 * 12 + 2);
  }

  @Test
  void batchNormAddsItsParametersAndBuffersUnderTheReferencesNames() {
    DynamicsNetwork net = create("HLieResNet", Map.of("bn", true, "num_layers", 1, "k", 8));

    assertThat(net.parameters())
        .extracting(Parameter::name)
        .contains(
            "net.1.conv.weightnet.1.weight",
            "net.1.conv.weightnet.7.bias",
            "net.1.net.0.weight",
            "net.1.net.3.bias",
            "net.1.net.6.weight",
            "net.2.weight",
            "net.4.module.bias");
    assertThat(net.buffers())
        .contains(new NamedBuffer("net.1.conv.r", Shape.SCALAR, 2))
        .contains(new NamedBuffer("net.1.net.6.running_var", Shape.of(2), 1));
  }

  @Test
  void channelsMayDifferFromLayerToLayer() {
    DynamicsNetwork net = create("HLieResNet", Map.of("num_layers", 2, "k", List.of(8L, 12L, 16L)));

    assertThat(net.parameters())
        .contains(new Parameter("net.2.net.8.module.weight", Shape.of(16, 4), Init.linear(4)));
  }

  @Test
  void graphNetworksTakeAnyNumberOfBodiesInAnySpace() {
    for (String network : List.of("OGN", "HOGN", "VOGN")) {
      DynamicsNetwork net = DynamicsNetworks.create(network, Map.of("k", 4), 1, 3, 1);
      Graph graph = new Graph();
      Tensor z = graph.input("z", Shape.of(5, 6));

      Tensor rates = net.dzdt(new Trace(graph, true), z, graph.input("sysP", Shape.of(5, 1, 1)));

      assertThat(rates.shape()).isEqualTo(z.shape());
    }
  }

  @Test
  void onlySamplingNeedsNoise() {
    assertThat(create("HLieResNet", Map.of("nbhd", 5)).noisePlanes()).isEqualTo(4);
    assertThat(create("HLieResNet", Map.of("nbhd", 6)).noisePlanes()).isZero();
    assertThat(create("HLieResNet", Map.of("nbhd", 5, "knn", true)).noisePlanes()).isZero();
  }

  @Test
  void batchNormCouplesTheSamplesOfABatchInTraining() {
    assertThat(couples(Map.of("k", 8, "bn", true), true)).isTrue();
    assertThat(couples(Map.of("k", 8, "bn", true), false)).isFalse();
    assertThat(couples(Map.of("k", 8), true)).isFalse();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> create("HLieRsNet", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no network 'HLieRsNet'; known: FC, HFC, OGN, HOGN, VOGN, HLieResNet, FLieResnet; did"
                + " you mean 'HLieResNet'?");
    assertThatThrownBy(() -> create("HLieResNet", Map.of("num_layer", 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "HLieResNet has no option 'num_layer'; it has d, sys_dim, k, num_layers, group, bn,"
                + " knn, nbhd, mean, act, liftsamples, center; did you mean 'num_layers'?");
    assertThatThrownBy(() -> create("HOGN", Map.of("layers", 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOGN has no option 'layers'; it has d, sys_dim, k, num_layers");
  }

  @Test
  void refusesWrongValues() {
    assertRefused("FC", "k", 1.5, "FC: k must be an integer of at least 1, not 1.5");
    assertRefused("FC", "d", 3L, "FC: d=3, but the number of dimensions of the data is 2");
    assertRefused("OGN", "sys_dim", 1L, "OGN: sys_dim=1, but the number of system parameters");
    assertRefused("VOGN", "num_layers", 0L, "VOGN: num_layers must be an integer of at least 1");
    assertRefused("HLieResNet", "bn", 1L, "HLieResNet: bn must be True or False, not 1");
    assertRefused("HLieResNet", "act", "gelu", "act must be one of swish, relu, not 'gelu'");
    assertRefused("HLieResNet", "k", List.of(8L), "a list of 5 integers of at least 4, not [8]");
    assertRefused("HLieResNet", "group", "T2", "group must be a group such as T(2), not 'T2'");
    assertRefused("HLieResNet", "k", "8", "k must be an integer of at least 4, not '8'");
    assertRefused("HLieResNet", "k", 999_999_999L, "k must be at most 16384, not 999999999");
    assertRefused(
        "HLieResNet",
        "liftsamples",
        2L,
        "liftsamples=2, but positions lift to one element only of T(2)");
    assertRefused("FLieResnet", "liftsamples", 0L, "liftsamples must be an integer of at least 1");
    assertRefused("HFC", "k", 1_000_000L, "HFC: k must be at most 16384, not 1000000");
    assertRefused(
        "HLieResNet",
        "group",
        new GroupSpec("T", List.of(3L)),
        "group=T(3) acts on 3 dimensions, but positions have 2");
  }

  private static void assertRefused(String network, String key, Object value, String message) {
    assertThatThrownBy(() -> create(network, Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static boolean couples(Map<String, Object> config, boolean training) {
    Graph graph = new Graph();
    Trace trace = new Trace(graph, training);
    Tensor z = graph.input("z", Shape.of(1, 24));
    create("HLieResNet", config).dzdt(trace, z, graph.input("sysP", Shape.of(1, 6, 2)));
    return trace.couples();
  }

  private static Map<String, Shape> shapes(String network) {
    return create(network, Map.of()).parameters().stream()
        .collect(Collectors.toMap(Parameter::name, Parameter::shape));
  }

  private static DynamicsNetwork create(String network, Map<String, Object> config) {
    return DynamicsNetworks.create(network, config, 6, 2, 2);
  }
}
