package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.BackendUnderTest;

/** What a backend answers when it is told to read or write what it cannot. */
class BindingsTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(3, 2));
  private final Tensor rows = graph.indexInput("rows", Shape.of(4), 3);

  static Stream<Backend> backends() {
    return Stream.concat(
        BackendUnderTest.all().stream().map(BackendUnderTest::backend),
        Stream.of(Backends.choose("reference").backend()));
  }

  private Execution execution(Backend backend) {
    return backend.compile(List.of(x.gather(rows), x.square())).newExecution();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void unknownNamesAreAnsweredWithTheKnown(Backend backend) {
    Execution execution = execution(backend);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("z", backend.allocate(6), 0))
        .withMessageContainingAll("'z'", "[rows, x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("z", new int[4]))
        .withMessageContainingAll("'z'", "[rows, x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(2, backend.allocate(8), 0))
        .withMessageContaining("no output 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(-1, backend.allocate(8), 0))
        .withMessageContaining("no output -1");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void numbersAndIndicesAreNotMixedUp(Backend backend) {
    Execution execution = execution(backend);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("rows", backend.allocate(4), 0))
        .withMessageContainingAll("'rows'", "holds indices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("x", new int[6]))
        .withMessageContainingAll("'x'", "holds no indices");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void buffersThatAreTooShortAreAnsweredWithBothSizes(Backend backend) {
    Execution execution = execution(backend);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend.allocate(5), 0))
        .withMessageContainingAll("'x'", "6", "5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend.allocate(9), 4))
        .withMessageContainingAll("'x'", "6", "from 4", "9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend.allocate(9), -1))
        .withMessageContainingAll("'x'", "from -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend.allocate(9), Integer.MAX_VALUE))
        .withMessageContaining("'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(0, backend.allocate(7), 0))
        .withMessageContainingAll("output 0", "8", "7");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void buffersOfAnotherPrecisionAreRefused(Backend backend) {
    Execution execution = execution(backend);
    boolean single = backend.allocate(0) instanceof Buffer.F32;
    Buffer other = single ? new Buffer.F64(new double[8]) : new Buffer.F32(new float[8]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", other, 0))
        .withMessageContainingAll("'x'", "F32", "F64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(0, other, 0))
        .withMessageContainingAll("output 0", "F32", "F64");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void indicesOutOfBoundsAreNamed(Backend backend) {
    Execution execution = execution(backend);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[] {0, 1, 3, 2}))
        .withMessageContainingAll("'rows'", "index 3", "below 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[] {0, 1, -1, 2}))
        .withMessageContainingAll("'rows'", "index -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[3]))
        .withMessageContainingAll("'rows'", "4 indices, not 3");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void indicesAreThoseThatWereChecked(Backend backend) {
    Execution execution = execution(backend);
    Buffer x = backend.allocate(6);
    x.put(0, new double[] {1, 2, 3, 4, 5, 6});
    Buffer out = backend.allocate(20);
    int[] rows = {0, 1, 2, 0};
    execution.bind("x", x, 0);
    execution.bindIndices("rows", rows);
    execution.bindOutput(0, out, 0);
    execution.bindOutput(1, out, 10);
    execution.run();
    double[] before = out.toArray();
    rows[0] = 99;
    execution.run();
    assertThat(out.toArray()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whatIsNotBoundIsNamedAtTheRun(Backend backend) {
    Execution execution = execution(backend);
    Buffer buffer = backend.allocate(20);
    execution.bindOutput(0, buffer, 6);
    execution.bindIndices("rows", new int[4]);
    execution.bindOutput(1, buffer, 14);
    assertThatIllegalStateException()
        .isThrownBy(execution::run)
        .withMessage("input 'x' is not bound");

    Execution noIndices = execution(backend);
    noIndices.bind("x", buffer, 0);
    noIndices.bindOutput(0, buffer, 6);
    noIndices.bindOutput(1, buffer, 14);
    assertThatIllegalStateException()
        .isThrownBy(noIndices::run)
        .withMessage("input 'rows' is not bound");

    Execution noOutput = execution(backend);
    noOutput.bind("x", buffer, 0);
    noOutput.bindIndices("rows", new int[4]);
    noOutput.bindOutput(0, buffer, 6);
    assertThatIllegalStateException()
        .isThrownBy(noOutput::run)
        .withMessage("output 1 is not bound");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void bindingsCanBeChangedBetweenRuns(Backend backend) {
    Execution execution = execution(backend);
    Buffer buffer = backend.allocate(26);
    buffer.put(0, new double[] {1, 2, 3, 4, 5, 6});
    execution.bind("x", buffer, 0);
    execution.bindIndices("rows", new int[] {2, 0, 0, 1});
    execution.bindOutput(0, buffer, 6);
    execution.bindOutput(1, buffer, 14);
    execution.run();
    assertThat(buffer.toArray(6, 8)).containsExactly(5, 6, 1, 2, 1, 2, 3, 4);
    assertThat(buffer.toArray(14, 6)).containsExactly(1, 4, 9, 16, 25, 36);

    execution.bind("x", buffer, 14);
    execution.bindIndices("rows", new int[] {1, 1, 1, 1});
    execution.bindOutput(1, buffer, 20);
    execution.run();
    assertThat(buffer.toArray(6, 8)).containsExactly(9, 16, 9, 16, 9, 16, 9, 16);
    assertThat(buffer.toArray(20, 6)).containsExactly(1, 16, 81, 256, 625, 1296);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void outputsAreRealTensorsOfOneGraph(Backend backend) {
    Tensor stranger = new Graph().input("x", Shape.of(3, 2));
    assertThatThrownBy(() -> backend.compile(List.of(x, stranger)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one graph");
    assertThatThrownBy(() -> backend.compile(List.of(rows)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("real tensors");
  }

  @Test
  void anUnknownBackendIsAnsweredWithTheKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("abacus"))
        .withMessageContainingAll("'abacus'", "reference");
    assertThat(Backends.choose("reference").reason()).isEqualTo("asked for by name");
  }
}
