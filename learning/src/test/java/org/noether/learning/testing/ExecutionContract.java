package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * How every backend's executions are told what to read and write, and run; part of {@link
 * BackendContract}.
 */
public interface ExecutionContract {

  /** Returns the backend that is tested. */
  Backend backend();

  /** Returns an execution of the rows (4) of x (3, 2), and of x squared. */
  private Execution execution() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(3, 2));
    Tensor rows = graph.indexInput("rows", Shape.of(4), 3);
    return backend().compile(List.of(x.gather(rows), x.square())).newExecution();
  }

  @Test
  default void unknownNamesAreAnsweredWithTheKnown() {
    Execution execution = execution();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("z", backend().allocate(6), 0))
        .withMessageContainingAll("'z'", "[rows, x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("z", new int[4]))
        .withMessageContainingAll("'z'", "[rows, x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(2, backend().allocate(8), 0))
        .withMessageContaining("no output 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(-1, backend().allocate(8), 0))
        .withMessageContaining("no output -1");
  }

  @Test
  default void numbersAndIndicesAreNotMixedUp() {
    Execution execution = execution();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("rows", backend().allocate(4), 0))
        .withMessageContainingAll("'rows'", "holds indices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("x", new int[6]))
        .withMessageContainingAll("'x'", "holds no indices");
  }

  @Test
  default void buffersThatAreTooShortAreAnsweredWithShapeAndSizes() {
    Execution execution = execution();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend().allocate(5), 0))
        .withMessageContainingAll("'x'", "[3, 2]", "6", "5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend().allocate(9), 4))
        .withMessageContainingAll("'x'", "6", "from 4", "9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend().allocate(9), -1))
        .withMessageContainingAll("'x'", "from -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", backend().allocate(9), Integer.MAX_VALUE))
        .withMessageContaining("'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(0, backend().allocate(7), 0))
        .withMessageContainingAll("output 0", "[4, 2]", "8", "7");
  }

  @Test
  default void indicesOutOfBoundsAreNamed() {
    Execution execution = execution();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[] {0, 1, 3, 2}))
        .withMessageContainingAll("'rows'", "index 3", "below 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[] {0, 1, -1, 2}))
        .withMessageContainingAll("'rows'", "index -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindIndices("rows", new int[3]))
        .withMessageContainingAll("'rows'", "[4]", "4 indices, not 3");
  }

  @Test
  default void indicesAreThoseThatWereChecked() {
    Execution execution = execution();
    Buffer x = backend().allocate(6);
    backend().upload(new double[] {1, 2, 3, 4, 5, 6}, x, 0);
    Buffer out = backend().allocate(20);
    int[] rows = {0, 1, 2, 0};
    execution.bind("x", x, 0);
    execution.bindIndices("rows", rows);
    execution.bindOutput(0, out, 0);
    execution.bindOutput(1, out, 10);
    execution.run();
    double[] before = backend().download(out);
    rows[0] = 99;
    execution.run();
    assertThat(backend().download(out)).isEqualTo(before);
  }

  @Test
  default void whatIsNotBoundIsNamedAtTheRun() {
    Execution execution = execution();
    Buffer buffer = backend().allocate(20);
    execution.bindOutput(0, buffer, 6);
    execution.bindIndices("rows", new int[4]);
    execution.bindOutput(1, buffer, 14);
    assertThatIllegalStateException()
        .isThrownBy(execution::run)
        .withMessage("input 'x' is not bound");

    Execution noIndices = execution();
    noIndices.bind("x", buffer, 0);
    noIndices.bindOutput(0, buffer, 6);
    noIndices.bindOutput(1, buffer, 14);
    assertThatIllegalStateException()
        .isThrownBy(noIndices::run)
        .withMessage("input 'rows' is not bound");

    Execution noOutput = execution();
    noOutput.bind("x", buffer, 0);
    noOutput.bindIndices("rows", new int[4]);
    noOutput.bindOutput(0, buffer, 6);
    assertThatIllegalStateException()
        .isThrownBy(noOutput::run)
        .withMessage("output 1 is not bound");
  }

  /** What one run stores, the next reads where it lies. */
  @Test
  default void bindingsCanBeChangedBetweenRuns() {
    Execution execution = execution();
    Buffer buffer = backend().allocate(26);
    backend().upload(new double[] {1, 2, 3, 4, 5, 6}, buffer, 0);
    execution.bind("x", buffer, 0);
    execution.bindIndices("rows", new int[] {2, 0, 0, 1});
    execution.bindOutput(0, buffer, 6);
    execution.bindOutput(1, buffer, 14);
    execution.run();
    assertThat(backend().download(buffer, 6, 8)).containsExactly(5, 6, 1, 2, 1, 2, 3, 4);
    assertThat(backend().download(buffer, 14, 6)).containsExactly(1, 4, 9, 16, 25, 36);

    execution.bind("x", buffer, 14);
    execution.bindIndices("rows", new int[] {1, 1, 1, 1});
    execution.bindOutput(1, buffer, 20);
    execution.run();
    assertThat(backend().download(buffer, 6, 8)).containsExactly(9, 16, 9, 16, 9, 16, 9, 16);
    assertThat(backend().download(buffer, 20, 6)).containsExactly(1, 16, 81, 256, 625, 1296);
  }

  @Test
  default void outputsAreRealTensorsOfOneGraph() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(3, 2));
    Tensor stranger = new Graph().input("x", Shape.of(3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend().compile(List.of(x, stranger)))
        .withMessageContaining("one graph");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend().compile(List.of(graph.indexInput("rows", Shape.of(4), 3))))
        .withMessageContaining("real tensors");
  }

  @Test
  default void executionsAreIndependent() throws Exception {
    for (long seed = 0; seed < 10; seed++) {
      executionsAreIndependent(RandomGraphs.of(seed, 20, 1));
    }
  }

  /** Runs one case and the same with other numbers, first by turns, then at the same time. */
  private void executionsAreIndependent(GraphCase one) throws Exception {
    Map<String, double[]> halves = new TreeMap<>();
    one.reals()
        .forEach(
            (name, numbers) -> halves.put(name, Arrays.stream(numbers).map(x -> x / 2).toArray()));
    GraphCase other = new GraphCase(one.name() + " halved", one.outputs(), halves, one.indices());
    CompiledFunction function = new CompiledFunction(backend(), one.outputs());
    List<PackedRun> runs =
        List.of(
            new PackedRun(function.newCall(), one, 1), new PackedRun(function.newCall(), other, 2));
    List<double[]> expectedOne = runs.get(0).run();
    List<double[]> expectedOther = runs.get(1).run();
    Agreement.assertSame(runs.get(0).run(), expectedOne);
    Agreement.assertSame(runs.get(1).run(), expectedOther);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<double[]>>> results = new ArrayList<>();
      for (PackedRun run : runs) {
        results.add(threads.submit(run::run));
      }
      Agreement.assertSame(results.get(0).get(), expectedOne);
      Agreement.assertSame(results.get(1).get(), expectedOther);
    }
  }

  @Test
  default void bitsDoNotDependOnThreadsOrOnCompilingAnew() {
    for (long seed = 0; seed < 10; seed++) {
      GraphCase graphCase = RandomGraphs.of(seed, 20, 1);
      List<double[]> expected = new PackedRun(backend(), graphCase, 1).run();
      CompiledFunction again = new CompiledFunction(backend(), graphCase.outputs());
      for (int threads = 1; threads <= 3; threads++) {
        Agreement.assertSame(
            new PackedRun(again.newCall(threads, null), graphCase, 1).run(), expected);
      }
    }
  }

  @Test
  default void threadsArePositive() {
    Executable executable = backend().compile(List.of(new Graph().input("x", Shape.of(2)).add(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> executable.newExecution(0, null))
        .withMessageContaining("threads must be positive");
  }

  @Test
  default void aProgramRunsInTheMemoryOfAnotherWhetherLargerOrSmaller() {
    Executable small = sumOfProducts(5);
    Executable large = sumOfProducts(40);
    double ofSmall = result(small.newExecution(), 5);
    double ofLarge = result(large.newExecution(), 40);

    Execution first = small.newExecution();
    assertThat(result(first, 5)).isEqualTo(ofSmall);
    Execution second = large.newExecution(2, first);
    assertThat(result(second, 40)).isEqualTo(ofLarge);
    Execution third = small.newExecution(1, second);
    assertThat(result(third, 5)).isEqualTo(ofSmall);
  }

  /** Returns a program on (rows, 20) whose working memory grows with its rows. */
  private Executable sumOfProducts(int rows) {
    Tensor x = new Graph().input("x", Shape.of(rows, 20));
    return backend().compile(List.of(x.matmul(x.transpose()).matmul(x).sum()));
  }

  private double result(Execution execution, int rows) {
    double[] numbers = new double[rows * 20];
    Arrays.setAll(numbers, i -> (i * 7 % 11 - 5) / 8.0);
    Buffer x = backend().allocate(numbers.length);
    backend().upload(numbers, x, 0);
    Buffer out = backend().allocate(1);
    execution.bind("x", x, 0);
    execution.bindOutput(0, out, 0);
    execution.run();
    return backend().download(out)[0];
  }
}
