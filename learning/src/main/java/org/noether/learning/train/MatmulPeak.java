package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
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
        backend.allocate(1) instanceof Buffer.F32
            ? SINGLE_PRECISION_EXTENT
            : DOUBLE_PRECISION_EXTENT;
    Graph graph = new Graph();
    Tensor product = graph.input("a", Shape.of(n, n)).matmul(graph.input("b", Shape.of(n, n)));
    Executable executable = backend.compile(List.of(product));
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      executions.add(prepare(backend, executable, n));
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] products = new long[workers.count()];
      long start = System.nanoTime();
      workers.run(
          workers.count(),
          (_, i) -> {
            while (System.nanoTime() - start < ROUND_NANOS) {
              executions.get(i).run();
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

  private static Execution prepare(Backend backend, Executable executable, int n) {
    Execution execution = executable.newExecution();
    Buffer a = backend.allocate(n * n);
    Buffer b = backend.allocate(n * n);
    a.fill(0, n * n, 0.5);
    b.fill(0, n * n, 0.25);
    execution.bind("a", a, 0);
    execution.bind("b", b, 0);
    execution.bindOutput(0, backend.allocate(n * n), 0);
    return execution;
  }
}
