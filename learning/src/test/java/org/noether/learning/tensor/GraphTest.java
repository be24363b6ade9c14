package org.noether.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GraphTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(2, 3));

  @Test
  void theSameOpOnTheSameInputsIsTheSameTensor() {
    Tensor y = graph.input("y", Shape.of(3));
    assertThat(x.add(y).exp()).isSameAs(x.add(y).exp());
    assertThat(graph.indices(1, 2)).isSameAs(graph.indices(1, 2));
    assertThat(x.slice(1, 0, 2)).isSameAs(x.slice(-1, 0, 2)).isNotSameAs(x.slice(1, 1, 3));
    assertThat(graph.constant(0.0)).isNotSameAs(graph.constant(-0.0));
  }

  @Test
  void aNameStandsForOneLeaf() {
    assertThat(graph.input("x", Shape.of(2, 3))).isSameAs(x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.input("x", Shape.of(3, 2)))
        .withMessageContainingAll("'x'", "[2, 3]", "[3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.indexInput("x", Shape.of(2), 4))
        .withMessageContaining("'x'");
  }

  @Test
  void inputsHaveSmallerNumbers() {
    Tensor y = x.exp().add(x.log());
    assertThat(y.inputs()).allMatch(input -> input.id() < y.id());
  }

  @Test
  void graphsDoNotMix() {
    Tensor stranger = new Graph().input("x", Shape.of(2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.add(stranger))
        .withMessageContaining("another graph");
  }
}
