package org.noether.learning.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * The speed of one kind of kernel, on one thread.
 *
 * @param name what is computed
 * @param seconds the median wall-clock seconds of a call, once warm
 * @param flops the floating-point operations of a call: of products those of {@link MatmulFlops},
 *     of loops one for each element and operation
 */
public record KernelTiming(String name, double seconds, double flops) {
  private static final double NANOS = 1e-9;
  private static final int ROUNDS = 9;

  /** Points, neighbours of each, features of an edge, and channels of a LieConv layer. */
  private static final int POINTS = 60;

  private static final int NEIGHBOURS = 6;
  private static final int FEATURES = 16;
  private static final int CHANNELS = 96;

  /**
   * Times products, contractions and loops of sizes that networks have.
   *
   * @param time for all; half of it is spent warming up
   */
  public static List<KernelTiming> measure(Backend backend, Duration time) {
    Map<String, Tensor> programs = programs();
    double share = time.toNanos() * NANOS / programs.size() / (ROUNDS + 1) / 2;
    List<Call> calls = programs.values().stream().map(program -> call(backend, program)).toList();
    // All kernels are warmed up before any is measured: some are compiled while others run.
    calls.forEach(call -> seconds(call, share * (ROUNDS + 1)));
    List<KernelTiming> timings = new ArrayList<>();
    programs.forEach((name, output) -> {
      Call call = calls.get(timings.size());
      List<Double> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(seconds(call, share));
      }
      double products = MatmulFlops.of(List.of(output));
      double flops = products > 0 ? products : elementwise(output);
      timings.add(new KernelTiming(name, EpochFit.median(rounds), flops));
    });
    return timings;
  }

  private static Map<String, Tensor> programs() {
    Map<String, Tensor> programs = new LinkedHashMap<>();
    for (int[] mnk :
        new int[][] {
          {512, 512, 512},
          {250, 256, 256},
          {25, 256, 10},
          {600, 32, 16},
          {60, 2, 256},
          {256, 1, 256}
        }) {
      Graph graph = new Graph();
      Tensor a = graph.input("a", Shape.of(mnk[0], mnk[2]));
      Tensor b = graph.input("b", Shape.of(mnk[2], mnk[1]));
      String size = "%d x %d, depth %d".formatted(mnk[0], mnk[1], mnk[2]);
      programs.put("product, " + size, a.matmul(b));
      Tensor transposed = graph.input("at", Shape.of(mnk[2], mnk[0])).transpose();
      programs.put("product of a transpose, " + size, transposed.matmul(b));
    }
    programs.put("contraction to points", contraction());
    Tensor x = new Graph().input("x", Shape.of(POINTS, CHANNELS));
    programs.put("swish", x.mul(x.sigmoid()));
    programs.put("sum over rows", x.square().sumKeeping(0));
    programs.put("sum over columns", x.square().sumKeeping(1));
    return programs;
  }

  /** Contracts over a complete neighbourhood of each point. */
  private static Tensor contraction() {
    Graph graph = new Graph();
    int edges = POINTS * NEIGHBOURS;
    Tensor values = graph.input("v", Shape.of(POINTS, CHANNELS));
    Tensor features = graph.input("k", Shape.of(edges, FEATURES));
    int[] rowPointers = IntStream.rangeClosed(0, POINTS).map(i -> i * NEIGHBOURS).toArray();
    int[] senders = IntStream.range(0, edges).map(e -> e % POINTS).toArray();
    return values.contract(features, graph.indices(rowPointers), graph.indices(senders));
  }

  private static double elementwise(Tensor output) {
    return Subgraph.of(List.of(output)).nodes().stream()
        .filter(node -> !(node.op() instanceof Op.Input))
        .mapToDouble(node -> node.inputs().getFirst().shape().size())
        .sum();
  }

  private static Call call(Backend backend, Tensor output) {
    Call call = new CompiledFunction(backend, List.of(output)).newCall();
    for (Tensor leaf : Subgraph.of(List.of(output)).inputs().values()) {
      if (leaf.op() instanceof Op.Input(String name, Shape shape)) {
        double[] numbers = new double[shape.size()];
        Arrays.fill(numbers, 0.5);
        call.set(name, numbers);
      }
    }
    return call;
  }

  /** Calls for some seconds, at least once; returns the seconds of a call. */
  private static double seconds(Call call, double seconds) {
    long start = System.nanoTime();
    int calls = 0;
    double elapsed;
    do {
      call.run();
      calls++;
      elapsed = (System.nanoTime() - start) * NANOS;
    } while (elapsed < seconds);
    return elapsed / calls;
  }
}
