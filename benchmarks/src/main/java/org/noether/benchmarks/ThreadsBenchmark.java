package org.noether.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.backend.cpu.CpuBackend;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Operations of a network for molecules, a batch of 100 of 18 atoms, on one thread and on two. Each
 * program is one operation, and those before it that it needs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "--add-modules=jdk.incubator.vector",
      "-Xmx4g",
      "-XX:CompileCommand=quiet",
      "-XX:CompileCommand=CompileThresholdScaling,*Generated*::run,0.02",
      "-XX:CompileCommand=BackgroundCompilation,*Generated*::run,false"
    })
public class ThreadsBenchmark {
  private static final int CLOUDS = 100;
  private static final int SIZE = 18;
  private static final int POINTS = CLOUDS * SIZE;
  private static final int EDGES = POINTS * SIZE;
  private static final int FEATURES = 16;
  private static final int HIDDEN = 32;

  /** What is computed. */
  public enum Operation {
    /** (P, 6144) by (6144, 384), a product of rows. */
    MATMUL,
    /** (6144, P) by (P, 384), the gradient of that product's weight. */
    MATMUL_WEIGHT,
    /** (32, E) by (E, 32), the gradient of a small weight. */
    MATMUL_SMALL_WEIGHT,
    /** (E, 32) by (32, 32), a small layer at each edge. */
    MATMUL_EDGES,
    /** (E, 3) by (3, 32), the first layer at each edge. */
    MATMUL_PAIRS,
    /** x sigmoid(x) of (E, 32). */
    LOOP,
    /** The sum over rows of (E, 32). */
    SUM_ROWS,
    /** (P, 1536) times and plus (1536), as in batch norm. */
    LOOP_POINTS,
    /** The sum over rows of (P, 1536). */
    SUM_POINTS,
    /** (P, 384) and (E, 16) to (P, 16, 384). */
    CONTRACT,
    /** (P, 16, 384) and (E, 16) to (P, 384). */
    CONTRACT_TO_SENDERS,
    /** (P, 16, 384) and (P, 384) to (E, 16). */
    CONTRACT_TO_EDGES,
    /** (P, 64) and (E, 16) to (P, 16, 64). */
    CONTRACT_NARROW,
    /** (100) plus (100): too little to share. */
    NOTHING
  }

  /** The operation. */
  @Param public Operation operation = Operation.MATMUL;

  /** The number of threads. */
  @Param({"1", "2"})
  public int threads = 1;

  private @Nullable Call call;

  /** Compiles the program and fills its inputs with random numbers. */
  @Setup(Level.Trial)
  public void prepare() {
    Subgraph subgraph = Subgraph.of(List.of(traced(new Graph())));
    Call prepared =
        new CompiledFunction(new CpuBackend(), subgraph.outputs()).newCall(threads, null);
    SplittableRandom random = new SplittableRandom(1);
    subgraph
        .inputs()
        .forEach((name, leaf) ->
            prepared.set(name, random.doubles(leaf.shape().size(), -0.5, 0.5).toArray()));
    call = prepared;
  }

  private Tensor traced(Graph graph) {
    return switch (operation) {
      case MATMUL -> input(graph, "a", POINTS, 6144).matmul(input(graph, "b", 6144, 384));
      case MATMUL_WEIGHT ->
          input(graph, "a", POINTS, 6144).transpose().matmul(input(graph, "b", POINTS, 384));
      case MATMUL_SMALL_WEIGHT ->
          input(graph, "a", EDGES, HIDDEN).transpose().matmul(input(graph, "b", EDGES, HIDDEN));
      case MATMUL_EDGES ->
          input(graph, "a", EDGES, HIDDEN).matmul(input(graph, "b", HIDDEN, HIDDEN));
      case MATMUL_PAIRS -> input(graph, "a", EDGES, 3).matmul(input(graph, "b", 3, HIDDEN));
      case LOOP -> {
        Tensor x = input(graph, "a", EDGES, HIDDEN);
        yield x.mul(x.sigmoid());
      }
      case SUM_ROWS -> input(graph, "a", EDGES, HIDDEN).sumKeeping(0);
      case LOOP_POINTS ->
          input(graph, "a", POINTS, 1536)
              .mul(input(graph, "b", 1, 1536))
              .add(input(graph, "c", 1, 1536));
      case SUM_POINTS -> input(graph, "a", POINTS, 1536).sumKeeping(0);
      case CONTRACT ->
          input(graph, "v", POINTS, 384)
              .contract(input(graph, "k", EDGES, FEATURES), rowPtr(graph), senders(graph));
      case CONTRACT_NARROW ->
          input(graph, "v", POINTS, 64)
              .contract(input(graph, "k", EDGES, FEATURES), rowPtr(graph), senders(graph));
      case CONTRACT_TO_SENDERS ->
          graph.apply(
              new Op.ContractToSenders(POINTS),
              input(graph, "g", POINTS, FEATURES, 384),
              input(graph, "k", EDGES, FEATURES),
              rowPtr(graph),
              senders(graph));
      case CONTRACT_TO_EDGES ->
          graph.apply(
              new Op.ContractToEdges(),
              input(graph, "g", POINTS, FEATURES, 384),
              input(graph, "v", POINTS, 384),
              rowPtr(graph),
              senders(graph));
      case NOTHING -> input(graph, "a", CLOUDS).add(input(graph, "b", CLOUDS));
    };
  }

  private static Tensor input(Graph graph, String name, int... extents) {
    return graph.input(name, Shape.of(extents));
  }

  private static Tensor rowPtr(Graph graph) {
    int[] rowPtr = new int[POINTS + 1];
    for (int i = 0; i <= POINTS; i++) {
      rowPtr[i] = i * SIZE;
    }
    return graph.indices(rowPtr);
  }

  private static Tensor senders(Graph graph) {
    int[] senders = new int[EDGES];
    for (int e = 0; e < EDGES; e++) {
      senders[e] = e / (SIZE * SIZE) * SIZE + e % SIZE;
    }
    return graph.indices(senders);
  }

  /** Runs the program. */
  @Benchmark
  public void run() {
    if (call != null) {
      call.run();
    }
  }
}
