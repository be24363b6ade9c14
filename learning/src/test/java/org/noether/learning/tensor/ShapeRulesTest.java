package org.noether.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ops answer to inputs that do not fit. */
class ShapeRulesTest {
  private static final Graph GRAPH = new Graph();
  private static final Tensor INDEX = GRAPH.indices(0, 1);
  private static final Tensor MATRIX_OF_INDICES = GRAPH.indexInput("m", Shape.of(2, 2), 2);

  /** An op, inputs it cannot take, and words of the answer. */
  record Misfit(Op op, String why, Tensor... inputs) {
    @Override
    public String toString() {
      return op + " " + Arrays.stream(inputs).map(Tensor::shape).toList() + " " + why;
    }
  }

  static List<Misfit> misfits() {
    Op contract = new Op.Contract();
    Op toSenders = new Op.ContractToSenders(3);
    Op toEdges = new Op.ContractToEdges();
    Tensor runs = GRAPH.indices(0, 1, 2);
    Tensor senders = GRAPH.indices(2, 0);
    return List.of(
        new Misfit(new Op.Unary(UnaryFunction.EXP), "takes real numbers", INDEX),
        new Misfit(new Op.Unary(UnaryFunction.EXP), "takes 1 inputs", x(2), x(2)),
        new Misfit(new Op.Detach(), "takes real numbers", INDEX),
        new Misfit(new Op.Binary(BinaryFunction.ADD), "takes inputs of one shape", x(2), x(3)),
        new Misfit(new Op.Binary(BinaryFunction.ADD), "takes inputs of one shape", x(2), x(1)),
        new Misfit(new Op.Binary(BinaryFunction.ADD), "takes 2 inputs", x(2)),
        new Misfit(new Op.Where(), "takes inputs of one shape", x(2), x(2), x(2, 1)),
        new Misfit(new Op.Where(), "takes 3 inputs", x(2), x(2)),
        new Misfit(new Op.Sum(Ints.of(2)), "names axes", x(2, 3)),
        new Misfit(new Op.Sum(Ints.of(-1)), "names axes", x(2, 3)),
        new Misfit(new Op.Sum(Ints.of(1, 1)), "names axes", x(2, 3)),
        new Misfit(new Op.LargestMask(1), "needs an axis", x()),
        new Misfit(new Op.LargestMask(-1), "count >= 0", x(3)),
        new Misfit(new Op.Reshape(Shape.of(7)), "keeps the number of elements", x(2, 3)),
        new Misfit(new Op.Permute(Ints.of(0)), "names every axis once", x(2, 3)),
        new Misfit(new Op.Permute(Ints.of(0, 0)), "names every axis once", x(2, 3)),
        new Misfit(new Op.Permute(Ints.of(0, 2)), "names every axis once", x(2, 3)),
        new Misfit(new Op.Expand(Shape.of(2, 3)), "keeps the rank", x(3)),
        new Misfit(new Op.Expand(Shape.of(4, 3)), "repeats extents of 1 only", x(2, 3)),
        new Misfit(new Op.Slice(0, 1, 3), "stays inside the axis", x(2)),
        new Misfit(new Op.Slice(0, 2, 1), "stays inside the axis", x(2)),
        new Misfit(new Op.Slice(0, -1, 1), "stays inside the axis", x(2)),
        new Misfit(new Op.Slice(-1, 0, 1), "needs an axis", x(2)),
        new Misfit(new Op.Slice(1, 0, 1), "needs an axis", x(2)),
        new Misfit(new Op.Pad(0, -1, 2), "adds, never removes", x(2)),
        new Misfit(new Op.Pad(1, 1, 1), "needs an axis", x(2)),
        new Misfit(new Op.Concat(0), "takes inputs of one rank", x(2), x(2, 1)),
        new Misfit(new Op.Concat(0), "differ along its axis only", x(2, 3), x(2, 4)),
        new Misfit(new Op.Concat(2), "needs an axis", x(2, 3), x(2, 3)),
        new Misfit(new Op.Concat(0), "takes real numbers", x(2), INDEX),
        new Misfit(new Op.Gather(), "takes an index", x(2), x(2)),
        new Misfit(new Op.Gather(), "needs indices below 1", x(1, 4), INDEX),
        new Misfit(new Op.Gather(), "takes rows", x(), INDEX),
        new Misfit(new Op.Gather(), "takes an index", x(2), MATRIX_OF_INDICES),
        new Misfit(new Op.ScatterAdd(1), "needs indices below 1", x(2, 4), INDEX),
        new Misfit(new Op.ScatterAdd(2), "needs one index a row", x(3, 4), INDEX),
        new Misfit(new Op.MatMul(), "needs inner extents that agree", x(2, 3), x(2, 3)),
        new Misfit(new Op.MatMul(), "needs one batch extent", x(2, 3, 4), x(3, 4, 5)),
        new Misfit(new Op.MatMul(), "takes matrices", x(3), x(3)),
        new Misfit(new Op.MatMul(), "takes real numbers", x(2, 2), MATRIX_OF_INDICES),
        new Misfit(contract, "needs a sender for each edge", x(3, 4), x(3, 5), runs, senders),
        new Misfit(contract, "needs indices below 2", x(2, 4), x(2, 5), runs, senders),
        new Misfit(
            contract, "needs runs of all edges", x(3, 4), x(2, 5), GRAPH.indices(0, 1), senders),
        new Misfit(
            contract, "needs runs of all edges", x(3, 4), x(2, 5), GRAPH.indices(0, 2, 1), senders),
        new Misfit(
            contract, "needs runs of all edges", x(3, 4), x(2, 5), GRAPH.indices(1, 2), senders),
        new Misfit(
            contract,
            "needs runs of all edges",
            x(3, 4),
            x(2, 5),
            GRAPH.indexInput("none", Shape.of(0), 3),
            senders),
        new Misfit(contract, "takes matrices", x(3), x(2, 5), runs, senders),
        new Misfit(toSenders, "needs g (P, M, C), k (E, M)", x(2, 4, 7), x(2, 5), runs, senders),
        new Misfit(toSenders, "a run of edges for each point", x(3, 5, 7), x(2, 5), runs, senders),
        new Misfit(toEdges, "needs g (P, M, C), v (S, C)", x(2, 5, 7), x(3, 6), runs, senders),
        new Misfit(toEdges, "a run of edges for each point", x(3, 5, 7), x(3, 7), runs, senders));
  }

  private static Tensor x(int... extents) {
    return GRAPH.input("x" + Arrays.toString(extents), Shape.of(extents));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void answersNameTheOpWhatItNeedsAndTheShapes(Misfit misfit) {
    String shapes = Arrays.stream(misfit.inputs()).map(Tensor::shape).toList().toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GRAPH.apply(misfit.op(), misfit.inputs()))
        .withMessageStartingWith(misfit.op().toString())
        .withMessageContaining(misfit.why())
        .withMessageEndingWith("got " + shapes);
  }

  @Test
  void everyOpWithInputsHasAMisfit() {
    Set<Class<?>> leaves =
        Set.of(Op.Input.class, Op.Constant.class, Op.IndexInput.class, Op.IndexConstant.class);
    Set<Class<?>> met =
        misfits().stream().map(misfit -> misfit.op().getClass()).collect(Collectors.toSet());
    met.addAll(leaves);
    assertThat(met).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  @Test
  void shapesThatDoNotBroadcastAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(2, 3).add(x(2)))
        .withMessageContainingAll("[2, 3]", "[2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(2, 3).broadcastTo(Shape.of(3)))
        .withMessageContainingAll("[2, 3]", "[3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(2, 3).sumKeeping(-3))
        .withMessageContainingAll("-3", "[2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(4).reshape(3, -1))
        .withMessageContaining("[4]");
  }

  @Test
  void shapesBoundTheNumberOfElements() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, -1))
        .withMessageContaining("[2, -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .withMessageContaining("[65536, 32768]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .withMessageContaining("more than 2^31 - 1");
    assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Shape.of(1 << 20, 1 << 20, 0).size()).isZero();
  }
}
