package org.noether.learning.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.backend.Precision;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Measures how fast a backend multiplies large matrices on all threads at once. */
final class MatmulPeak {
  private static final int SINGLE_PRECISION_EXTENT = 1024;
  private static final int DOUBLE_PRECISION_EXTENT = 256;
  private static final long ROUND_NANOS = 400_000_000;
  private static final int ROUNDS = 4;

  private MatmulPeak() {}

  /** Returns the best floating-point operations per second of a few rounds. */
  static double measure(Backend backend, Workers workers) {
    int n =
        backend.precision() == Precision.SINGLE ? SINGLE_PRECISION_EXTENT : DOUBLE_PRECISION_EXTENT;
    Graph graph = new Graph();
    Tensor product = graph.input("a", Shape.of(n, n)).matmul(graph.input("b", Shape.of(n, n)));
    CompiledFunction function = new CompiledFunction(backend, List.of(product));
    double[] numbers = new double[n * n];
    Arrays.fill(numbers, 0.5);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      Call call = function.newCall();
      call.set("a", numbers);
      call.set("b", numbers);
      calls.add(call);
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] products = new long[workers.count()];
      long start = System.nanoTime();
      workers.run(
          workers.count(),
          (_, i) -> {
            while (System.nanoTime() - start < ROUND_NANOS) {
              calls.get(i).run();
              products[i]++;
            }
          });
      double seconds = (System.nanoTime() - start) * 1e-9;
      double flops = 0;
      for (long count : products) {
        flops += count * MatmulFlops.of(List.of(product));
      }
      best = Math.max(best, flops / seconds);
    }
    return best;
  }
}
