package org.noether.learning.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

class LoweringTest {
  private static final int ROWS = 256;
  private static final int CHANNELS = 16;

  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(ROWS, CHANNELS));

  private static Schedule lower(List<Tensor> outputs) {
    return Lowering.lower(Subgraph.of(outputs));
  }

  private static int arenaSize(Schedule schedule) {
    MemoryPlan plan = new MemoryPlan();
    schedule.instructions().forEach(instruction -> plan.add(instruction.storages()));
    return plan.place();
  }

  private static List<Loop> loops(Schedule schedule) {
    return schedule.instructions().stream()
        .filter(Instruction.RunLoop.class::isInstance)
        .map(instruction -> ((Instruction.RunLoop) instruction).loop())
        .toList();
  }

  /**
   * For its gradient a layer swish(x W) keeps x W, and its value for the next layer's weight;
   * besides these there are a gradient on its way, what it becomes, and weights.
   */
  @Test
  void layersKeepForTheirGradientsWhatProductsGiveAndTake() {
    int layers = 8;
    List<Tensor> weights = new ArrayList<>();
    Tensor value = x;
    for (int i = 0; i < layers; i++) {
      Tensor weight = graph.input("w" + i, Shape.of(CHANNELS, CHANNELS));
      weights.add(weight);
      Tensor product = value.matmul(weight);
      value = product.mul(product.sigmoid());
    }
    Tensor loss = value.square().sum();
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    outputs.addAll(Gradients.of(loss, weights));

    int kept = 2 * layers + 3;
    assertThat(arenaSize(lower(outputs)))
        .isLessThanOrEqualTo(kept * ROWS * CHANNELS + 4 * CHANNELS * CHANNELS);
  }

  @Test
  void whatOnlyASumReadsIsNotStored() {
    Tensor y = graph.input("y", Shape.of(ROWS, CHANNELS));
    Tensor sum = x.mul(y).sumKeeping(0);

    Schedule schedule = lower(List.of(sum));
    assertThat(loops(schedule)).hasSize(1);
    assertThat(arenaSize(schedule)).isZero();
  }

  /** Computing it again would keep the whole product for the sake of a few columns. */
  @Test
  void whatIsMadeOfAPartOfALargerValueIsStored() {
    int wide = 8 * CHANNELS;
    Tensor first = x.matmul(graph.input("w", Shape.of(CHANNELS, wide)));
    Tensor part = first.slice(1, 0, CHANNELS).mul(2);
    Tensor second = x.matmul(graph.input("v", Shape.of(CHANNELS, wide)));
    Tensor both = part.mul(second.slice(1, 0, CHANNELS));

    assertThat(arenaSize(lower(List.of(both)))).isLessThan(2 * ROWS * wide);
  }

  @Test
  void sumsOfOneShapeShareALoop() {
    Schedule schedule = lower(List.of(x.sumKeeping(0), x.square().sumKeeping(0), x.sumKeeping(1)));

    assertThat(loops(schedule))
        .extracting(loop -> loop.outputs().size())
        .containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void valuesThatAreComputedElsewhereAloneLeaveNoLoopBehind() {
    Tensor sigmoid = x.sigmoid();
    Schedule schedule = lower(List.of(sigmoid.sumKeeping(0), sigmoid.sumKeeping(1)));

    assertThat(loops(schedule)).hasSize(2);
    assertThat(arenaSize(schedule)).isZero();
  }
}
