package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.learning.backend.Execution;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Kernels allocate nothing once they are compiled: a vector that the JIT compiler does not keep in
 * a register is an object, and a kernel of such vectors is a hundred times slower.
 */
class KernelAllocationTest {
  /** Compilation takes a second or two on a quiet machine. */
  private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

  private static final int CALLS = 50;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @EnumSource
  void products(VectorWidth width) {
    for (boolean byColumns : new boolean[] {false, true}) {
      for (int m : new int[] {1, 3, 10, 25, 61}) {
        for (int n : new int[] {1, 3, 16, 24, 40, 96}) {
          for (int k : new int[] {2, 33, 300}) {
            assertAllocatesNothing(
                "%s, %d x %d x %d, A by %s"
                    .formatted(width, m, n, k, byColumns ? "columns" : "rows"),
                product(width, m, n, k, byColumns));
          }
        }
      }
    }
  }

  private Runnable product(VectorWidth width, int m, int n, int k, boolean byColumns) {
    var gemm = new Gemm(width);
    float[] a = floats(m * k);
    float[] b = floats(k * n);
    float[] c = new float[m * n];
    var packed = new float[gemm.packedSize(k, n)];
    var scratch = new float[gemm.scratchSize(m, k)];
    int rowStride = byColumns ? 1 : k;
    int columnStride = byColumns ? m : 1;
    return () -> {
      gemm.packB(b, 0, n, 1, k, n, packed, 0);
      gemm.packB(b, 0, 1, k, k, n, packed, 0);
      multiply(gemm, m, n, k, a, rowStride, columnStride, packed, 0, c, byColumns, scratch);
      if (gemm.fillsVectors(n)) {
        multiply(gemm, m, n, k, a, rowStride, columnStride, b, n, c, byColumns, scratch);
      }
    };
  }

  private static void multiply(
      Gemm gemm,
      int m,
      int n,
      int k,
      float[] a,
      int rowStride,
      int columnStride,
      float[] b,
      int bRowStride,
      float[] c,
      boolean accumulate,
      float[] scratch) {
    gemm.multiply(
        m,
        n,
        k,
        0,
        k,
        0,
        n,
        a,
        0,
        rowStride,
        columnStride,
        b,
        0,
        bRowStride,
        c,
        0,
        n,
        accumulate,
        scratch,
        0);
  }

  @ParameterizedTest
  @EnumSource
  void contractions(VectorWidth width) {
    for (int channels : new int[] {1, 5, 16, 33, 96, 150}) {
      for (int features : new int[] {4, 16, 20}) {
        // With 9 edges, all points have the same senders.
        for (int degree : new int[] {1, 9, 25}) {
          assertAllocatesNothing(
              "%s, %d channels, %d features, %d edges a point"
                  .formatted(width, channels, features, degree),
              contractions(width, channels, features, degree));
        }
      }
    }
  }

  private Runnable contractions(VectorWidth width, int channels, int features, int degree) {
    int points = 9;
    var ragged = new Ragged(width);
    int[] rowPointers = new int[points + 1];
    int[] senders = new int[points * degree];
    for (int i = 0; i < points; i++) {
      rowPointers[i + 1] = rowPointers[i] + degree;
      Arrays.setAll(senders, e -> e % points);
    }
    float[] v = floats(points * channels);
    float[] g = floats(points * features * channels);
    float[] k = floats(senders.length * features);
    var scratch = new float[ragged.scratchSize(channels, features)];
    return () -> {
      ragged.contract(v, 0, k, 0, rowPointers, senders, 0, points, channels, features, g, 0);
      ragged.contractToEdges(
          g, 0, v, 0, rowPointers, senders, 0, points, channels, features, k, 0, scratch);
      ragged.contractToSenders(
          g, 0, k, 0, rowPointers, senders, 0, points, channels, features, v, 0);
    };
  }

  @ParameterizedTest
  @EnumSource
  void loops(VectorWidth width) {
    for (int rows : new int[] {1, 7, 60}) {
      for (int columns : new int[] {1, 16, 33, 150}) {
        for (Map.Entry<String, Execution> loop :
            loops(new CpuBackend(width), rows, columns).entrySet()) {
          assertAllocatesNothing(
              "%s, %s of %d x %d".formatted(width, loop.getKey(), rows, columns),
              loop.getValue()::run);
        }
      }
    }
  }

  /** Elementwise values, sums over rows, columns and all, transposes, and functions in chains. */
  private static Map<String, Execution> loops(CpuBackend backend, int rows, int columns) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(rows, columns));
    Tensor row = graph.input("row", Shape.of(columns));
    Tensor y = x.add(row).mul(x).sigmoid();
    Tensor chain = x;
    for (int i = 0; i < 6; i++) {
      chain = chain.mul(chain.add(row).sigmoid()).add(x);
    }
    return Map.of(
        "sigmoid",
        execution(backend, y),
        "chain",
        execution(backend, chain),
        "sum over rows",
        execution(backend, y.sumKeeping(0)),
        "sum over columns",
        execution(backend, y.sumKeeping(1)),
        "sum",
        execution(backend, chain.mul(x).sum()),
        "exp",
        execution(backend, x.exp().add(x.square().sqrt()).max(row).neg()),
        "transpose",
        execution(backend, x.add(row).transpose().mul(2.0)));
  }

  private static Execution execution(CpuBackend backend, Tensor output) {
    Execution execution = backend.compile(List.of(output)).newExecution(1, null);
    for (Tensor leaf : Subgraph.of(List.of(output)).inputs().values()) {
      if (leaf.op() instanceof Op.Input(String name, Shape shape)) {
        execution.bind(name, backend.allocate(shape.size()), 0);
      }
    }
    execution.bindOutput(0, backend.allocate(output.shape().size()), 0);
    return execution;
  }

  private static void assertAllocatesNothing(String what, Runnable call) {
    long start = System.nanoTime();
    long bytes;
    do {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    } while (bytes > 0 && System.nanoTime() - start < LONGEST_WARM_UP_NANOS);
    assertThat(bytes).as("bytes allocated by %d calls of %s", CALLS, what).isZero();
  }

  private float[] floats(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }
}
