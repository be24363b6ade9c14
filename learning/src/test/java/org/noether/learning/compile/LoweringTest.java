package org.noether.learning.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

class LoweringTest {
  private static final int ROWS = 256;
  private static final int CHANNELS = 16;

  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(ROWS, CHANNELS));

  private static Schedule lower(List<Tensor> outputs) {
    return lower(outputs, Integer.MAX_VALUE);
  }

  private static Schedule lower(List<Tensor> outputs, int cached) {
    return Lowering.lower(Subgraph.of(outputs), cached);
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

  /** Returns a loss of a few layers f(x W), and its gradients by the weights. */
  private List<Tensor> gradients(int layers, UnaryOperator<Tensor> f) {
    List<Tensor> weights = new ArrayList<>();
    Tensor value = x;
    for (int i = 0; i < layers; i++) {
      Tensor weight = graph.input("w" + i, Shape.of(CHANNELS, CHANNELS));
      weights.add(weight);
      value = f.apply(value.matmul(weight));
    }
    Tensor loss = value.square().sum();
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    outputs.addAll(Gradients.of(loss, weights));
    return outputs;
  }

  /** Returns the memory of some values of all rows, and of a few weights. */
  private static int values(int count) {
    return count * ROWS * CHANNELS + 4 * CHANNELS * CHANNELS;
  }

  /**
   * For its gradient a layer swish(x W) keeps x W, and its value for the next layer's weight;
   * besides these there are a gradient on its way, what it becomes, and weights.
   */
  @Test
  void layersKeepForTheirGradientsWhatProductsGiveAndTake() {
    List<Tensor> outputs = gradients(8, product -> product.mul(product.sigmoid()));

    assertThat(arenaSize(lower(outputs))).isLessThanOrEqualTo(values(2 * 8 + 3));
  }

  /** The value of a layer swish(x W) is not kept: the gradient reads x W, which gives it again. */
  @Test
  void whatLeftTheCacheIsComputedAgainFromWhatIsReadLater() {
    List<Tensor> outputs = gradients(8, product -> product.mul(product.sigmoid()));

    assertThat(arenaSize(lower(outputs, 4 * ROWS * CHANNELS))).isLessThanOrEqualTo(values(8 + 5));
  }

  /** The gradient of exp(x W) needs its value, not x W. */
  @Test
  void whatIsMadeOfValuesThatNothingElseReadsIsNotComputedAgain() {
    List<Tensor> outputs = gradients(8, Tensor::exp);

    assertThat(lower(outputs, 0).instructions())
        .extracting(Object::getClass)
        .containsExactlyElementsOf(
            lower(outputs).instructions().stream().map(Object::getClass).toList());
  }

  /** Its gradient reads v and k later, and the gradient of its weight reads the contraction. */
  @Test
  void aContractionThatLeftTheCacheIsComputedAgain() {
    int points = 8;
    Tensor v = graph.input("v", Shape.of(points, CHANNELS));
    Tensor k = graph.input("k", Shape.of(points, 4));
    Tensor ends = graph.indices(IntStream.rangeClosed(0, points).toArray());
    Tensor senders = graph.indices(IntStream.range(0, points).toArray());
    Tensor weight = graph.input("w", Shape.of(4 * CHANNELS, CHANNELS));
    Tensor contraction = v.exp().contract(k, ends, senders);
    Tensor loss = contraction.reshape(points, 4 * CHANNELS).matmul(weight).square().sum();
    List<Tensor> outputs = Gradients.of(loss, List.of(weight, v, k));

    assertThat(contractions(lower(outputs))).isEqualTo(1);
    assertThat(contractions(lower(outputs, 0))).isEqualTo(2);
    assertThat(contractions(lower(outputs.subList(0, 1), 0)))
        .as("nothing else reads what it is made of")
        .isEqualTo(1);
  }

  private static long contractions(Schedule schedule) {
    return schedule.instructions().stream()
        .filter(step ->
            step instanceof Instruction.RunOp(Tensor node, var _, var _)
                && node.op() instanceof Op.Contract)
        .count();
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

  /** Products of a few terms, which others need factors of, into one result of many numbers. */
  private List<Tensor> sumsOfProducts(int terms, int products) {
    Tensor a = graph.input("a", Shape.of(terms, ROWS));
    Tensor first = a.transpose().matmul(a.mul(2));
    Tensor second = a.transpose().matmul(a.mul(3));
    for (int i = 1; i < products; i++) {
      a = a.add(1).sin();
      first = first.add(a.transpose().matmul(a.mul(2)));
      second = second.add(a.transpose().matmul(a.mul(3)));
    }
    return List.of(first, second);
  }

  private static List<Instruction.MatMul> products(Schedule schedule) {
    return schedule.instructions().stream()
        .filter(Instruction.MatMul.class::isInstance)
        .map(Instruction.MatMul.class::cast)
        .toList();
  }

  /** The number of times that a product has another result than the one before it. */
  private static long changes(List<Instruction.MatMul> products) {
    return IntStream.range(1, products.size())
        .filter(i -> !products.get(i).product().equals(products.get(i - 1).product()))
        .count();
  }

  @Test
  void productsOfASumThatIsLargerThanTheirFactorsFollowEachOther() {
    List<Instruction.MatMul> products = products(lower(sumsOfProducts(10, 12)));

    assertThat(products).hasSize(24);
    assertThat(changes(products)).isEqualTo(1);
    assertThat(products.stream().filter(product -> !product.accumulate())).hasSize(2);
  }

  /** More than 256 terms make no difference in time, and their factors would take memory. */
  @Test
  void productsAreNotKeptForever() {
    assertThat(changes(products(lower(sumsOfProducts(100, 12))))).isEqualTo(7);
  }

  @Test
  void productsOfASumThatIsSmallerThanTheirFactorsAreComputedAtOnce() {
    assertThat(changes(products(lower(sumsOfProducts(ROWS, 12))))).isEqualTo(23);
  }

  @Test
  void aSumOfProductsIsCompleteWhereItIsRead() {
    List<Tensor> sums = sumsOfProducts(10, 3);
    Tensor read = sums.get(0).exp().matmul(sums.get(1));
    List<Instruction> instructions = lower(List.of(read)).instructions();

    int exp = -1;
    for (int i = 0; i < instructions.size(); i++) {
      exp = instructions.get(i) instanceof Instruction.RunLoop ? i : exp;
    }
    Storage sum =
        ((Instruction.RunLoop) instructions.get(exp)).loop().inputs().getFirst().storage();
    assertThat(instructions.subList(0, exp)).filteredOn(step -> isInto(step, sum)).hasSize(3);
    Storage factor = ((Instruction.MatMul) instructions.getLast()).right().storage();
    assertThat(instructions).filteredOn(step -> isInto(step, factor)).hasSize(3);
  }

  private static boolean isInto(Instruction instruction, Storage result) {
    return instruction instanceof Instruction.MatMul product
        && product.product().storage() == result;
  }
}
