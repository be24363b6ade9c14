package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.Activation;
import org.noether.learning.nn.ConvolutionOptions;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.Parameter;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import org.noether.learning.testing.Agreement;
import org.noether.learning.testing.CaseBuilder;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.OpCases;
import org.noether.learning.testing.PackedRun;
import org.noether.learning.testing.RandomGraphs;
import org.noether.simulation.testing.Draws;

/** The same bits for any number of threads, however little there is to share. */
class ThreadsTest {
  private static final int[] THREADS = {2, 3, 5};

  /** Splits whatever can be split, and runs tasks row by row where it may. */
  private static Backend eager(VectorWidth width) {
    return new CpuBackend(width, new TaskLimits(0, 0, 1, 1));
  }

  private static PackedRun run(Backend backend, GraphCase graphCase, int threads) {
    return new PackedRun(
        new CompiledFunction(backend, graphCase.outputs()).newCall(threads, null), graphCase, 1);
  }

  private static void assertSameBits(VectorWidth width, GraphCase graphCase) {
    Backend backend = eager(width);
    List<double[]> alone = run(new CpuBackend(width), graphCase, 1).run();
    for (int threads : THREADS) {
      Agreement.assertSame(run(backend, graphCase, threads).run(), alone);
    }
  }

  static List<GraphCase> cases() {
    return Stream.of(OpCases.all(), OpCases.ties(), OpCases.large(), large(), chains())
        .flatMap(List::stream)
        .toList();
  }

  /** A value that the next op reads by its own rows, as a whole, or by others. */
  private static List<GraphCase> chains() {
    List<UnaryOperator<Tensor>> next =
        List.of(
            p -> p.matmul(p),
            p -> p.exp().matmul(p.transpose()),
            p -> p.exp().transpose().add(p),
            p -> p.reshape(-1).square().add(1).reshape(p.shape()).matmul(p.exp()),
            p -> p.slice(1, 0, 7).add(p.slice(1, 8, 15)).exp(),
            p -> p.sub(p.sumKeeping(0)).square(),
            p -> p.sub(p.sumKeeping(1)).square().matmul(p.exp()),
            p -> Tensor.concat(1, p.mul(2), p.exp()).square(),
            p -> Tensor.concat(0, p, p.exp()).slice(0, 1, 1 + p.shape().extent(0)).square(),
            p -> {
              Tensor wide = Tensor.concat(1, p, p.exp());
              int rows = p.shape().extent(0);
              return wide.reshape(2 * rows, rows).slice(0, 0, rows).square().add(p);
            });
    List<GraphCase> cases = new ArrayList<>();
    for (int rows : new int[] {16, 40}) {
      for (int i = 0; i < next.size(); i++) {
        CaseBuilder b = new CaseBuilder(rows);
        Tensor x = b.uniform(Shape.of(rows, rows));
        Tensor p = x.matmul(b.uniform(Shape.of(rows, rows)));
        Tensor y = next.get(i).apply(p);
        cases.add(b.build("chain " + i + " of " + rows, List.of(y)));
      }
    }
    return cases;
  }

  /** Cases with more units than a few threads' parts are rounded to. */
  private static List<GraphCase> large() {
    List<GraphCase> cases = new ArrayList<>();
    for (int rows : new int[] {64, 101, 211}) {
      for (int columns : new int[] {1, 16, 31, 32, 83}) {
        CaseBuilder b = new CaseBuilder(rows + columns);
        Tensor x = b.uniform(Shape.of(rows, columns));
        Tensor y = b.uniform(Shape.of(rows, columns));
        Tensor table = x.gather(b.rows(rows + 7, rows));
        CaseBuilder.Edges edges = b.edges(rows, rows);
        Tensor k = b.uniform(Shape.of(edges.edges(), 5));
        Tensor g = x.contract(k, edges.rowPtr(), edges.senders());
        List<Tensor> outputs = new ArrayList<>(Gradients.of(g.square().sum(), List.of(x, k)));
        outputs.addAll(
            List.of(
                g,
                x.mul(y).add(x.exp()),
                x.transpose().add(1),
                x.unary(UnaryFunction.TANH),
                x.sumKeeping(0),
                x.sumKeeping(1),
                x.sum(),
                x.transpose().matmul(y),
                x.matmul(y.transpose()),
                x.slice(0, 0, 3).matmul(y.transpose()),
                x.sumKeeping(1).transpose().matmul(y),
                Tensor.concat(0, x, y.sin()),
                table,
                table.scatterAdd(b.rows(rows + 7, 37), 37),
                x.largestMask(columns / 2),
                x.less(y).where(x, y.binary(BinaryFunction.MAX, x))));
        cases.add(b.build(rows + " x " + columns, outputs));
      }
    }
    CaseBuilder b = new CaseBuilder(3);
    Tensor x = b.uniform(Shape.of(3, 37, 19));
    cases.add(
        b.build(
            "batch", List.of(x.matmul(b.uniform(Shape.of(3, 19, 49))), x.transpose().matmul(x))));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ops(GraphCase graphCase) {
    for (VectorWidth width : VectorWidth.values()) {
      assertSameBits(width, graphCase);
    }
  }

  private record Random(long seed, int steps, int derivatives, VectorWidth width) {}

  @TestFactory
  Stream<DynamicTest> randomGraphs() {
    return Draws.tests(
        60,
        draws ->
            new Random(
                draws.bits(),
                draws.between(5, 30),
                draws.between(0, 2),
                draws.oneOf(List.of(VectorWidth.values()))),
        random -> {
          int steps = random.derivatives() == 2 ? random.steps() / 2 : random.steps();
          assertSameBits(
              random.width(), RandomGraphs.of(random.seed(), steps, random.derivatives()));
        });
  }

  /** A step of training with batch norm, where everything of a batch hangs together. */
  @Test
  void gradientsOfLieResNet() {
    GraphCase step = lieResNet();
    assertThat(run(eager(VectorWidth.preferred()), step, 1).run())
        .allSatisfy(numbers -> assertThat(numbers).isNotEqualTo(new double[numbers.length]));
    assertSameBits(VectorWidth.preferred(), step);
    Backend shared = new CpuBackend();
    PackedRun alone = run(shared, step, 1);
    PackedRun together = run(shared, step, 2);
    for (int i = 0; i < 3; i++) {
      Agreement.assertSame(together.run(), alone.run());
    }
  }

  private static GraphCase lieResNet() {
    int clouds = 5;
    int size = 13;
    int points = clouds * size;
    int edges = points * size;
    CaseBuilder b = new CaseBuilder(4);
    var options = new ConvolutionOptions(100, false, true, true, Activation.SWISH, 1, 1);
    var network =
        new LieResNet(
            new Translations(3),
            1,
            6,
            Collections.nCopies(3, 64),
            1,
            Collections.nCopies(2, options));
    Trace trace = new Trace(b.graph(), true);
    int[] rowPtr = new int[points + 1];
    int[] receivers = new int[edges];
    int[] senders = new int[edges];
    for (int i = 0; i < points; i++) {
      rowPtr[i + 1] = rowPtr[i] + size;
      for (int j = 0; j < size; j++) {
        receivers[rowPtr[i] + j] = i;
        senders[rowPtr[i] + j] = i / size * size + j;
      }
    }
    Tensor present = b.graph().full(Shape.of(points, 1), 1);
    Neighbourhood neighbourhood =
        new Neighbourhood(
            b.uniform(Shape.of(edges, 3)),
            b.graph().full(Shape.of(edges, 1), 1),
            Optional.empty(),
            b.graph().full(Shape.of(points, 1), size),
            b.graph().indices(rowPtr),
            b.graph().indices(receivers),
            b.graph().indices(senders),
            present,
            Optional.empty());
    Tensor result =
        network.apply(
            trace, Collections.nCopies(2, neighbourhood), present, b.uniform(Shape.of(points, 6)));
    List<Tensor> parameters = network.parameters().stream().map(trace::parameter).toList();
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(result);
    outputs.addAll(Gradients.of(result.square().sum(), parameters));
    GraphCase step = b.build("LieResNet", outputs);
    SplittableRandom random = new SplittableRandom(5);
    for (Parameter parameter : network.parameters()) {
      double[] numbers = new double[parameter.shape().size()];
      Arrays.setAll(numbers, _ -> (float) random.nextDouble(-0.3, 0.3));
      step.reals().put(parameter.name(), numbers);
    }
    return step;
  }

  @Test
  void severalExecutionsAtOnce() throws Exception {
    GraphCase graphCase = RandomGraphs.of(7, 40, 1);
    Backend backend = eager(VectorWidth.preferred());
    List<double[]> alone = run(backend, graphCase, 1).run();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int threads : new int[] {1, 2, 2, 3}) {
        PackedRun run = run(backend, graphCase, threads);
        runs.add(
            callers.submit(() -> {
              for (int i = 0; i < 30; i++) {
                Agreement.assertSame(run.run(), alone);
              }
            }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }
}
