package org.noether.learning.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.Activation;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.NeighbourChoice;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** The example of the documentation's section "Your own point clouds". */
class CloudsExampleTest {
  /** Some 100 additions of numbers of order 1 in double precision. */
  private static final double ROUNDING = 1e-13;

  @Test
  void networkOnPointClouds() {
    double[] positions = {0, 0, 1, 0, 0, 2, 5, 5, 6, 7};
    CloudLayout layout = CloudLayout.of(3, 2); // the first three are one cloud, two another
    LieGroup group = new Translations(2);
    var block = new ConvolutionOptions(25, false, true, false, Activation.SWISH, 0.5, 1);
    var net = new LieResNet(group, 1, 1, List.of(16, 16, 16), 1, List.of(block, block));
    var choice =
        new NeighbourChoice(
            net.convolutions(), new NeighbourChoice.Subsampling(false, false), new Random(0));
    NeighbourChoice.Chosen chosen =
        choice.choose(PairDistances.euclidean(layout, positions, 2, 2), List.of(2.0, 2.0));

    Graph graph = new Graph();
    LiftedPoints points = LiftedPoints.of(group, graph.input("positions", Shape.of(5, 2)));
    Tensor values = graph.input("values", Shape.of(5, 1));
    Tensor present = graph.full(Shape.of(5, 1), 1);
    List<Neighbourhood> neighbours =
        chosen.lists().stream().map(lists -> lists.on(graph, points)).toList();
    Tensor outputs = net.apply(new Trace(graph, true), neighbours, present, values);
    Tensor clouds = graph.indices(layout.cloudOfRow().toArray());
    Tensor pooled = net.pool(outputs, present, clouds, 2); // a number for each cloud

    Random random = new Random(1);
    Map<String, double[]> leaves = new HashMap<>();
    for (Parameter parameter : net.parameters()) {
      double[] weights = new double[parameter.shape().size()];
      Arrays.setAll(weights, _ -> parameter.init().next(random));
      leaves.put(parameter.name(), weights);
    }
    leaves.put("values", new double[] {1, 2, 3, 1, 3});
    leaves.put("positions", positions);
    double[] before = Evaluation.of(List.of(pooled), leaves).getFirst();
    leaves.put("positions", Arrays.stream(positions).map(x -> x + 0.5).toArray());
    double[] moved = Evaluation.of(List.of(pooled), leaves).getFirst();

    assertThat(before).hasSize(2);
    assertThat(before[0]).isFinite().isNotEqualTo(before[1]);
    assertThat(moved).containsExactly(before, within(ROUNDING));
    assertThat(chosen.radii()).allMatch(radius -> radius != 2);
  }

  @Test
  void documentationShowsThisCode() throws IOException {
    DocumentedCode.demandIn(CloudsExampleTest.class, "CloudLayout.of(3, 2)");
  }
}
