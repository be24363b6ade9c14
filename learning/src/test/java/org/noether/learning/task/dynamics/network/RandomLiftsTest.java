package org.noether.learning.task.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Networks whose bodies lift to group elements at random. */
class RandomLiftsTest {
  private static final int BATCH = 2;

  /** Rounding in single precision of rates and gradients, relative to the largest of them. */
  private static final double SINGLE = 1e-4;

  /** Where the reference yields NaN: pairs of a body with itself are at the identity. */
  @ParameterizedTest
  @CsvSource({
    "HLieResNet,SE2,2,3,1",
    "HLieResNet,SE2,2,3,2",
    "HLieResNet,SO3,3,4,1",
    "HLieResNet,SO3,3,2,3",
    "HLieResNet,SE3,3,2,1",
    "HLieResNet,SE3,3,3,2",
    "FLieResnet,SE2,2,2,3",
    "FLieResnet,SO3,3,3,2",
    "FLieResnet,SE3,3,4,1",
    "FLieResnet,SE3,3,2,3"
  })
  void ratesAndTheirGradientsAreFiniteAndBackendsAgree(
      String name, String group, int dim, int bodies, int samples) {
    Random random = new Random(21);
    Map<String, Object> config =
        Map.of(
            "k",
            8,
            "num_layers",
            2,
            "group",
            new GroupSpec(group, List.of()),
            "liftsamples",
            samples);
    DynamicsNetwork network = DynamicsNetworks.create(name, config, bodies, dim, 1);
    Map<String, double[]> leaves = new HashMap<>();
    for (Parameter parameter : network.parameters()) {
      double[] values = new double[parameter.shape().size()];
      Arrays.setAll(values, i -> parameter.init().next(random));
      leaves.put(parameter.name(), values);
    }
    for (NamedBuffer buffer : network.buffers()) {
      leaves.put(buffer.name(), new double[] {buffer.initial()});
    }
    int planes = network.noisePlanes();
    int width = 2 * bodies * dim;
    Shape noise = Shape.of(BATCH, planes, bodies * samples, bodies * samples);
    leaves.put(Trace.NOISE, random.doubles(noise.size()).toArray());
    leaves.put("z", random.doubles((long) BATCH * width, -1, 1).toArray());
    leaves.put("m", random.doubles((long) BATCH * bodies, 0.5, 2).toArray());

    Graph graph = new Graph();
    Trace trace = new Trace(graph, true, planes);
    Tensor z = graph.input("z", Shape.of(BATCH, width));
    Tensor rates = network.dzdt(trace, z, graph.input("m", Shape.of(BATCH, bodies, 1)));
    assertThat(trace.noiseShape()).as("all planes are used").contains(noise);
    assertThatThrownBy(() -> trace.noise(BATCH, bodies * samples))
        .isInstanceOf(IllegalStateException.class);
    List<Tensor> outputs = new ArrayList<>(List.of(rates));
    outputs.addAll(
        Gradients.of(
            rates.square().sum(), network.parameters().stream().map(trace::parameter).toList()));

    List<double[]> expected = Evaluation.of(outputs, leaves);
    assertThat(DoubleStream.of(expected.getFirst())).anyMatch(rate -> Math.abs(rate) > 1e-3);
    double scale =
        expected.stream().flatMapToDouble(DoubleStream::of).map(Math::abs).max().orElseThrow();
    assertThat(scale).isFinite();
    for (Backend backend : Backends.available()) {
      List<double[]> ours = Evaluation.of(backend, outputs, leaves);
      for (int k = 0; k < ours.size(); k++) {
        assertThat(ours.get(k))
            .as(backend.name())
            .containsExactly(expected.get(k), within(SINGLE * scale));
      }
    }
    leaves.put(Trace.NOISE, random.doubles(noise.size()).toArray());
    assertThat(Evaluation.of(outputs, leaves).getFirst()).isNotEqualTo(expected.getFirst());
  }
}
